import './flash.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Product } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import type { ServerClock } from '../../net/serverClock.ts';
import { Icon } from '../../ui/Icon.tsx';
import { language, learnWords, t, writing } from '../../ui/i18n.ts';
import { useOpening } from '../../ui/Opening.tsx';
import { formatClock } from '../days.ts';
import type { FlashPrice } from './flashApi.ts';
import type { Offer } from './offers.ts';
import { FLASH_WORDS } from './words.ts';

/** Resolves once the card can speak. */
export const readyToSay = (): Promise<void> => learnWords(FLASH_WORDS);

type CardProps = {
  offer: Offer;
  product: Product;
  /** What it costs me; undefined until it is known. */
  price: FlashPrice | undefined;
  /** Pieces of it that lie in my cart. */
  inCart: number;
  now: ServerClock | undefined;
  onLook(): void;
  onGet(): Promise<void>;
  onAway(): void;
};

/** A flash offer in the room: what it is, old and new price, how many are left and for how long, and the one way to have it. */
export function FlashCard({ offer, product, price, inCart, now, onLook, onGet, onAway }: CardProps) {
  const name = inLanguage(product.name, language.value);
  const state = offer.over ? 'over' : offer.left === 0 ? 'sold-out' : 'on';
  return (
    <section class={`flash-card ${state}`} aria-label={inLanguage(offer.title, language.value)}>
      <header>
        <b dir="auto">{inLanguage(offer.title, language.value)}</b>
        {state === 'on' && <Countdown endsAt={offer.endsAt} now={now} />}
        <button type="button" class="icon-button" aria-label={t('flash.away')} onClick={onAway}>
          <Icon name="close" />
        </button>
      </header>
      <button type="button" class="look" onClick={onLook}>
        <img src={product.thumbnail} alt="" width="64" height="64" />
        <span>
          <b dir="auto">{name}</b>
          <Prices price={price} struck={state !== 'on'} />
        </span>
      </button>
      {state !== 'over' && <LeftBar left={offer.left} total={offer.total} />}
      {state === 'on' ? (
        <Get offer={offer} price={price} inCart={inCart} onGet={onGet} />
      ) : (
        <p class="end">{t(state === 'over' ? 'flash.over' : 'flash.soldOut')}</p>
      )}
      <Told offer={offer} name={name} price={price} />
    </section>
  );
}

/** Minutes and seconds that are left by the server's time: read by who looks, called out to nobody. */
function Countdown({ endsAt, now }: { endsAt: number; now: ServerClock | undefined }) {
  const coming = useOpening(endsAt, now);
  if (!coming) return null;
  return (
    <b class="time" role="timer" aria-live="off" aria-label={t('flash.timeLeft')} dir="ltr">
      {formatClock(coming.left.value, writing.value)}
    </b>
  );
}

function Prices({ price, struck }: { price: FlashPrice | undefined; struck: boolean }) {
  if (!price) return <span class="prices" aria-busy="true" />;
  return (
    <span class="prices">
      <span class="visually-hidden">{t('flash.now')}</span>
      <strong class={struck ? 'gone' : ''}>{formatMoney(price.price, writing.value)}</strong>
      <s>
        <span class="visually-hidden">{t('flash.was')}</span>
        {formatMoney(price.was, writing.value)}
      </s>
    </span>
  );
}

function LeftBar({ left, total }: { left: number; total: number }) {
  const share = total > 0 ? left / total : 0;
  return (
    <p class="left">
      <span class="bar" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <small>{t('flash.of', { left, total })}</small>
    </p>
  );
}

function Get({ offer, price, inCart, onGet }: Pick<CardProps, 'offer' | 'price' | 'inCart' | 'onGet'>) {
  const busy = useSignal(false);
  if (price?.mine === 0) return <p class="end">{t('flash.used')}</p>;
  const full = price?.mine != null && inCart >= price.mine;
  const get = async (): Promise<void> => {
    if (busy.value || !price) return;
    busy.value = true;
    await onGet().finally(() => {
      busy.value = false;
    });
  };
  return (
    <p class="get">
      <button type="button" class="primary" aria-disabled={busy.value || !price} onClick={() => void get()}>
        {t(full ? 'flash.have' : 'flash.get')}
      </button>
      {offer.perPerson > 0 && <small>{t('flash.perPerson', { count: offer.perPerson })}</small>}
    </p>
  );
}

/** What is called out: that it is on, that it is sold out, that it is over; each once, and no number in between. */
function Told({ offer, name, price }: { offer: Offer; name: string; price: FlashPrice | undefined }) {
  const said = useSignal('');
  const last = useRef('');
  const state = offer.over ? 'over' : offer.left === 0 ? 'out' : price ? 'on' : '';
  useEffect(() => {
    if (!state || state === last.current) return;
    last.current = state;
    if (state === 'over') said.value = t('flash.over');
    else if (state === 'out') said.value = t('flash.toldSoldOut', { name });
    else if (price)
      said.value = t('flash.told', {
        title: inLanguage(offer.title, language.value),
        name,
        price: formatMoney(price.price, writing.value),
        was: formatMoney(price.was, writing.value),
      });
  }, [state]);
  return (
    <span class="visually-hidden" role="status">
      {said.value}
    </span>
  );
}
