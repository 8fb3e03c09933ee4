import './flashPanel.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Product } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { FLASH_TITLE } from '../../../shared/model/promotion.ts';
import type { Link } from '../../net/link.ts';
import { Field, Labelled, SelectField } from '../../ui/Field.tsx';
import { language, t, writing } from '../../ui/i18n.ts';
import { readPrice } from '../../ui/price.ts';
import { sayError } from '../../ui/toast.tsx';
import { formatClock } from '../days.ts';
import type { PromotionsApi, PromotionWish } from './flashApi.ts';
import { followOffers, type Offer } from './offers.ts';

const MINUTE_MS = 60_000;
const PPM_OF_PERCENT = 10_000;

/** What is asked as a number: name, words, digits, and what stands there first. */
const COUNTS = [
  ['pieces', 'flash.pieces', 6, '10'],
  ['each', 'flash.each', 4, '1'],
  ['minutes', 'flash.minutes', 4, '10'],
] as const;

type PanelProps = {
  api: PromotionsApi;
  link: Link;
  showroom: string;
  products: readonly Product[];
  /** The server's time; undefined before it has told it. */
  now: (() => number) | undefined;
};

/** A host's flash offers: start one of a product that stands here, see how it goes, end it. */
export function FlashPanel({ api, link, showroom, products, now }: PanelProps) {
  const followed = useMemo(() => followOffers(link), [link]);
  useEffect(() => followed.dispose, [followed]);
  const on = followed.offers.value.filter(({ over }) => !over);
  const nameOf = (slug: string): string => {
    const found = products.find((one) => one.slug === slug);
    return found ? inLanguage(found.name, language.value) : slug;
  };
  return (
    <section class="flash-panel" aria-label={t('flash.panel')}>
      <h3>{t('flash.panel')}</h3>
      {on.length > 0 && (
        <ul>
          {on.map((offer) => (
            <Running
              key={offer.id}
              offer={offer}
              name={nameOf(offer.product)}
              now={now}
              onEnd={() => void api.turn(offer.id, 'off').catch(sayError)}
            />
          ))}
        </ul>
      )}
      {products.length > 0 && now && (
        <StartForm products={products} start={(wish) => api.create({ ...wish, showroom })} now={now} />
      )}
    </section>
  );
}

type RunningProps = { offer: Offer; name: string; now: (() => number) | undefined; onEnd(): void };

function Running({ offer, name, now, onEnd }: RunningProps) {
  const left = useSignal(0);
  useEffect(() => {
    const tick = () => (left.value = now ? Math.max(0, offer.endsAt - now()) : 0);
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [offer.endsAt, now]);
  return (
    <li>
      <span>
        <b dir="auto">{name}</b>
        <small>
          {t('flash.of', { left: offer.left, total: offer.total })} ·{' '}
          <span role="timer" aria-live="off">
            {formatClock(left.value, writing.value)}
          </span>
        </small>
      </span>
      <button type="button" class="quiet" aria-label={t('flash.endOf', { name })} onClick={onEnd}>
        {t('flash.end')}
      </button>
    </li>
  );
}

type FormProps = {
  products: readonly Product[];
  start(wish: Omit<PromotionWish, 'showroom'>): Promise<unknown>;
  now(): number;
};

function StartForm({ products, start, now }: FormProps) {
  const way = useSignal<'percent' | 'price'>('percent');
  const slug = useSignal(products[0]?.slug ?? '');
  const busy = useSignal(false);
  const fault = useSignal('');
  const product = products.find((one) => one.slug === slug.value) ?? products[0]!;
  // What it costs when nothing makes it cheaper.
  const { currency } = product.compareAt ?? product.price;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wish = readForm(new FormData(form), {
      way: way.value,
      slug: product.slug,
      currency,
      now: Math.floor(now()),
    });
    fault.value = wish ? '' : t('flash.fault');
    if (!wish || busy.value) return;
    busy.value = true;
    await start(wish).catch(sayError);
    busy.value = false;
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-busy={busy.value}>
      <SelectField
        name="product"
        label={t('flash.product')}
        options={products.map((one) => [one.slug, inLanguage(one.name, language.value)])}
        initial={product.slug}
        onChange={(next) => (slug.value = next)}
      />
      <SelectField
        name="way"
        label={t('flash.how')}
        options={[
          ['percent', t('flash.byPercent')],
          ['price', t('flash.byPrice')],
        ]}
        initial={way.value}
        onChange={(next) => (way.value = next as 'percent' | 'price')}
      />
      <Field
        key={way.value}
        name="value"
        label={way.value === 'percent' ? t('flash.percent') : t('flash.price', { currency })}
        inputMode="numeric"
        autocomplete="off"
        maxLength={14}
        initial={way.value === 'percent' ? '20' : ''}
      />
      {COUNTS.map(([name, label, maxLength, initial]) => (
        <Field
          {...{ name, maxLength, initial }}
          key={name}
          label={t(label)}
          inputMode="numeric"
          autocomplete="off"
        />
      ))}
      <Labelled label={t('flash.title')}>
        {(id) => <input id={id} name="title" maxLength={80} autocomplete="off" />}
      </Labelled>
      {fault.value && (
        <p class="problem" role="alert">
          {fault.value}
        </p>
      )}
      <button type="submit" class="primary wide" aria-disabled={busy.value}>
        {t('flash.start')}
      </button>
    </form>
  );
}

type Filled = { way: 'percent' | 'price'; slug: string; currency: string; now: number };

/** What a form asks for; undefined when its numbers are none. */
function readForm(
  form: FormData,
  { way, slug, currency, now }: Filled,
): Omit<PromotionWish, 'showroom'> | undefined {
  const whole = (name: string): number => readPrice(String(form.get(name)), 'JPY') ?? 0;
  const amount = readPrice(String(form.get('value')), currency);
  const percent = readPrice(String(form.get('value')), 'EUR') ?? 0;
  const [pieces, each, minutes] = [whole('pieces'), whole('each'), whole('minutes')];
  const title = String(form.get('title')).trim();
  const isFine = way === 'percent' ? percent > 0 && percent <= 10_000 : amount !== undefined;
  if (!isFine || pieces < 1 || each < 1 || minutes < 1) return undefined;
  return {
    ...{ kind: 'flash', code: '', status: 'on', combines: false },
    title: title ? { en: title } : FLASH_TITLE,
    conditions: [{ kind: 'products', slugs: [slug], skus: [] }],
    effect:
      way === 'percent'
        ? { kind: 'percent', ppm: (percent * PPM_OF_PERCENT) / 100 }
        : { kind: 'price', amounts: { [currency]: amount! } },
    limits: { total: pieces, perPerson: each, perOrder: null },
    ...{ startsAt: now, endsAt: now + minutes * MINUTE_MS },
  };
}
