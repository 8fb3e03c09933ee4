import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { DeskOrder } from '../../../shared/model/desk.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney, minorDigits } from '../../../shared/model/money.ts';
import { grossOf, piecesWorth } from '../../../shared/model/refundWorth.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Labelled } from '../../ui/Field.tsx';
import { language, t, writing } from '../../ui/i18n.ts';
import { say } from '../../ui/toast.tsx';
import { Tick } from '../Tick.tsx';
import type { DeskApi, RefundBody } from './deskApi.ts';
import { readAmount } from './readAmount.ts';
import type { Doing } from './verbs.ts';

const WAYS = ['pieces', 'amount', 'whole'] as const;
type Wish = {
  way: (typeof WAYS)[number];
  counts: Record<string, number>;
  delivery: boolean;
  amount: string;
  restock: boolean;
  reason: string;
};
type RefundProps = { api: DeskApi; order: DeskOrder; doing: Doing; onClose(): void };

/** Gives money back: pieces and delivery, an amount, or all that is left; what it comes to is shown as one chooses. */
export function RefundDialog({ api, order, doing, onClose }: RefundProps) {
  const key = useMemo(() => crypto.randomUUID(), []);
  const busy = useSignal(false);
  const wish = useSignal<Wish>({
    ...{ way: 'pieces', counts: {}, delivery: false, amount: '', restock: false, reason: '' },
  });
  const now = wish.value;
  const set = (change: Partial<Wish>): void => {
    wish.value = { ...wish.value, ...change };
  };
  const { currency } = order.refundable;
  const sum = sumOf(order, now);
  const money = formatMoney({ amount: sum, currency }, writing.value);
  const most = formatMoney(order.refundable, writing.value);
  const tooMuch = sum > order.refundable.amount;
  const give = (): void => {
    busy.value = true;
    void doing(
      () => api.refund(order.id, key, bodyOf(now, sum)),
      () => say(t('till.refund.done', { amount: money })),
    ).then((done) => {
      busy.value = false;
      if (done) onClose();
    });
  };
  return (
    <Dialog label={t('till.refund.title', { number: order.number })} class="till-dialog" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          give();
        }}
      >
        <fieldset class="till-ways">
          <legend>{t('till.refund.how')}</legend>
          {WAYS.map((way) => (
            <label key={way}>
              <input type="radio" name="way" checked={now.way === way} onChange={() => set({ way })} />
              <span>{t(`till.refund.${way}`)}</span>
            </label>
          ))}
        </fieldset>
        {now.way === 'pieces' && <Pieces order={order} wish={now} onChange={set} />}
        {now.way === 'amount' && (
          <Labelled label={`${t('till.refund.amount')} (${currency})`}>
            {(id) => (
              <input
                id={id}
                inputMode="decimal"
                dir="ltr"
                maxLength={16}
                value={now.amount}
                placeholder={(0).toFixed(minorDigits(currency))}
                onInput={(event) => set({ amount: event.currentTarget.value })}
              />
            )}
          </Labelled>
        )}
        {now.way !== 'amount' && (
          <Tick
            label={t('till.refund.restock')}
            checked={now.restock}
            onTick={(restock) => set({ restock })}
          />
        )}
        <Labelled label={t('till.refund.reason')}>
          {(id) => (
            <input
              id={id}
              maxLength={500}
              value={now.reason}
              onInput={(event) => set({ reason: event.currentTarget.value })}
            />
          )}
        </Labelled>
        <p class="till-sum" aria-live="polite">
          <span>{t('till.refund.sum')}</span>
          <strong>{money}</strong>
        </p>
        <p class={tooMuch ? 'fault' : 'hint'}>{t('till.refund.most', { amount: most })}</p>
        <button type="submit" class="primary" disabled={busy.value || tooMuch || sum <= 0}>
          {t('till.refund.go', { amount: money })}
        </button>
      </form>
    </Dialog>
  );
}

type PiecesProps = { order: DeskOrder; wish: Wish; onChange(change: Partial<Wish>): void };

function Pieces({ order, wish, onChange }: PiecesProps) {
  return (
    <>
      <ul class="till-counts">
        {order.lines.map(({ sku, name, quantity }) => {
          const gone = order.pieces.find((one) => one.sku === sku)?.refunded ?? 0;
          const left = quantity - gone;
          return (
            <li key={sku}>
              <label>
                <span dir="auto">
                  {inLanguage(name, language.value)} <small dir="ltr">{sku}</small>
                </span>
                <input
                  type="number"
                  min="0"
                  max={left}
                  disabled={left === 0}
                  value={wish.counts[sku] ?? 0}
                  onInput={(event) => {
                    const count = Math.floor(event.currentTarget.valueAsNumber || 0);
                    onChange({ counts: { ...wish.counts, [sku]: Math.min(left, Math.max(0, count)) } });
                  }}
                />
                <small>{t('till.ship.of', { count: left })}</small>
              </label>
            </li>
          );
        })}
      </ul>
      {order.deliveryWorth.amount > 0 && (
        <Tick
          label={t('till.refund.delivery', { amount: formatMoney(order.deliveryWorth, writing.value) })}
          checked={wish.delivery}
          onTick={(delivery) => onChange({ delivery })}
        />
      )}
    </>
  );
}

/** What it comes to: as the server reckons. */
function sumOf(order: DeskOrder, { way, counts, delivery, amount }: Wish): number {
  if (way === 'whole') return order.refundable.amount;
  if (way === 'amount') return readAmount(amount, order.refundable.currency) ?? 0;
  const { taxIncluded } = order.totals;
  return order.lines.reduce(
    (sum, line) => {
      const gone = order.pieces.find(({ sku }) => sku === line.sku)?.refunded ?? 0;
      const count = counts[line.sku] ?? 0;
      return sum + piecesWorth(grossOf(line, taxIncluded), line.quantity, gone, count);
    },
    delivery ? order.deliveryWorth.amount : 0,
  );
}

function bodyOf({ way, counts, delivery, restock, reason }: Wish, sum: number): RefundBody {
  if (way === 'whole') return { whole: true, restock, reason };
  if (way === 'amount') return { amount: sum, restock: false, reason };
  const lines = Object.entries(counts)
    .filter(([, quantity]) => quantity > 0)
    .map(([sku, quantity]) => ({ sku, quantity }));
  return { ...(lines.length > 0 && { lines }), ...(delivery && { delivery }), restock, reason };
}
