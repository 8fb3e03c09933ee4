import './promotions.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Offer, Product } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import type { Market } from '../../../shared/model/market.ts';
import type { Promotion } from '../../../shared/model/promotion.ts';
import type { LobbyEntry } from '../../../shared/model/showroom.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { sayAtDesk } from '../../ui/deskWords.ts';
import { formatNumber } from '../../ui/format.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import { Trouble } from '../../ui/Trouble.tsx';
import { say, sayError } from '../../ui/toast.tsx';
import { Nothing } from '../desk/Nothing.tsx';
import type { PromotionsApi } from '../flash/flashApi.ts';
import { PromotionEditor } from './PromotionEditor.tsx';
import { type Known, namesIn, sentenceOf } from './sentence.ts';

/** What the desk of promotions needs to know of the house. */
export type PromotionsParts = {
  api: PromotionsApi;
  products(): Promise<Product[]>;
  offersOf(slug: string): Promise<Offer[]>;
  showrooms(): Promise<LobbyEntry[]>;
  markets(): Promise<Market[]>;
};

type Editing = { kind: Promotion['kind']; known?: Promotion };

/** Coupons and flash offers: what each says, how much of it is used, and the way to make, change and switch them. */
export function PromotionsDesk(parts: PromotionsParts) {
  const known = useSignal<Known | undefined>(undefined);
  const trouble = useSignal<Refusal | undefined>(undefined);
  const editing = useSignal<Editing | undefined>(undefined);
  const load = async (): Promise<void> => {
    trouble.value = undefined;
    try {
      const [{ promotions, events, now }, products, showrooms, markets] = await Promise.all([
        parts.api.list(),
        parts.products(),
        parts.showrooms(),
        parts.markets(),
      ]);
      known.value = { promotions, now, products, showrooms, markets, events, offersOf: parts.offersOf };
    } catch (error) {
      trouble.value = toRefusal(error);
    }
  };
  useEffect(() => void load(), []);
  const refusal = trouble.value;
  if (refusal) return <Trouble refusal={refusal} words={sayAtDesk(refusal)} onRetry={() => void load()} />;
  const now = known.value;
  if (!now) return <div class="skeleton" aria-busy="true" />;
  if (editing.value)
    return (
      <PromotionEditor
        {...editing.value}
        house={now}
        api={parts.api}
        onDone={() => {
          editing.value = undefined;
          void load();
        }}
        onBack={() => (editing.value = undefined)}
      />
    );
  const newCoupon = (
    <button type="button" class="primary" onClick={() => (editing.value = { kind: 'coupon' })}>
      {t('promo.newCoupon')}
    </button>
  );
  return (
    <section class="promotions">
      <header>
        <p class="hint">{t('promo.lead')}</p>
        <p class="verbs">
          {now.promotions.length > 0 && newCoupon}
          <button type="button" class="quiet outlined" onClick={() => (editing.value = { kind: 'flash' })}>
            {t('promo.newFlash')}
          </button>
        </p>
      </header>
      {now.promotions.length === 0 && <Nothing words={t('promo.none')}>{newCoupon}</Nothing>}
      <ul aria-label={t('desk.promotions')}>
        {now.promotions.map((one) => (
          <Row
            key={one.id}
            promotion={one}
            house={now}
            onEdit={() => (editing.value = { kind: one.kind, known: one })}
            onTurn={async (status) => {
              await parts.api.turn(one.id, status);
              await load();
            }}
          />
        ))}
      </ul>
    </section>
  );
}

const STATES = ['draft', 'off', 'over', 'planned', 'used-up', 'on'] as const;

/** What a promotion does at a moment. */
function stateOf(
  { status, startsAt, endsAt, used, limits }: Promotion,
  now: number,
): (typeof STATES)[number] {
  if (status !== 'on') return status;
  if (endsAt !== null && endsAt <= now) return 'over';
  if (limits.total !== null && used >= limits.total) return 'used-up';
  return startsAt > now ? 'planned' : 'on';
}

type RowProps = {
  promotion: Promotion;
  house: Known;
  onEdit(): void;
  onTurn(status: 'on' | 'off'): Promise<void>;
};

function Row({ promotion, house, onEdit, onTurn }: RowProps) {
  const { code, title, used, limits, status } = promotion;
  const state = stateOf(promotion, house.now);
  const name = code || inLanguage(title, language.value);
  const next = status === 'on' ? 'off' : 'on';
  const turn = async (to: 'on' | 'off', undo: boolean): Promise<void> => {
    try {
      await onTurn(to);
    } catch (error) {
      return sayError(error);
    }
    const back = to === 'on' ? 'off' : 'on';
    const action = undo ? { label: t('promo.undo'), run: () => void turn(back, false) } : undefined;
    say(t(to === 'on' ? 'promo.changedOn' : 'promo.changedOff', { name }), 'note', action);
  };
  const number = (value: number) => formatNumber(value, writing.value);
  return (
    <li class={`card ${state}`}>
      <div class="head">
        {code ? <code dir="ltr">{code}</code> : <b class="kind">{t('flash.one')}</b>}
        <b dir="auto">{inLanguage(title, language.value)}</b>
        <span class={`state ${state}`}>{t(`promo.state.${state}`)}</span>
      </div>
      <p dir="auto">{sentenceOf({ ...promotion, code: '' }, namesIn(house))}</p>
      <p class="used">
        {limits.total !== null && (
          <span class="bar" aria-hidden="true">
            <i style={{ width: `${Math.min(1, used / limits.total) * 100}%` }} />
          </span>
        )}
        <small>
          {limits.total === null
            ? t('promo.used', { used: number(used) })
            : t('promo.usedOf', { used: number(used), total: number(limits.total) })}
        </small>
      </p>
      <p class="verbs">
        <button type="button" class="quiet" aria-label={t('promo.editOf', { name })} onClick={onEdit}>
          {t('promo.edit')}
        </button>
        {state !== 'over' && (
          <button
            type="button"
            class="quiet"
            aria-label={t(next === 'on' ? 'promo.turnOnOf' : 'promo.turnOffOf', { name })}
            onClick={() => void turn(next, true)}
          >
            {t(next === 'on' ? 'promo.turnOn' : 'promo.turnOff')}
          </button>
        )}
      </p>
    </li>
  );
}
