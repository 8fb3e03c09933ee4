import { useSignal } from '@preact/signals';
import type { Pieces } from '../../shared/model/afterSale.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import type { Order } from '../../shared/model/order.ts';
import { Labelled, SelectField } from '../ui/Field.tsx';
import { formatNumber } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';
import { CountStepper } from './CountStepper.tsx';
import type { ReturnWish } from './orderPort.ts';
import { Sheet } from './Sheet.tsx';

const REASONS = ['unwanted', 'different', 'fit', 'broken', 'wrong', 'other'] as const;
const LONGEST = 400;

type ReturnProps = {
  order: Order;
  /** What may go back. */
  left: Pieces[];
  ask(wish: ReturnWish): Promise<void>;
  onClose(): void;
};

/** Which pieces go back, and why. */
export function ReturnSheet({ order, left, ask, onClose }: ReturnProps) {
  const counts = useSignal<Record<string, number>>({});
  const reason = useSignal<(typeof REASONS)[number] | ''>('');
  const more = useSignal('');
  const fault = useSignal('');
  const busy = useSignal(false);
  const go = async (): Promise<void> => {
    const lines = left.flatMap(({ sku }) => {
      const quantity = counts.value[sku] ?? 0;
      return quantity > 0 ? [{ sku, quantity }] : [];
    });
    fault.value = lines.length === 0 ? t('orders.return.none') : reason.value ? '' : t('field.choose');
    if (fault.value || busy.value) return;
    busy.value = true;
    const words = [t(`reason.${reason.value || 'other'}`), more.value.trim()].filter(Boolean).join(': ');
    try {
      await ask({ lines, reason: words });
      say(t('orders.return.done'));
      onClose();
    } catch (error) {
      sayError(error);
      busy.value = false;
    }
  };
  return (
    <Sheet title={t('orders.return.title')} onClose={onClose}>
      <ul class="return-lines">
        {left.map((one) => (
          <ReturnLine
            key={one.sku}
            order={order}
            left={one}
            count={counts.value[one.sku] ?? 0}
            onCount={(count) => (counts.value = { ...counts.value, [one.sku]: count })}
          />
        ))}
      </ul>
      <SelectField
        name="reason"
        label={t('orders.return.why')}
        initial={reason.value}
        options={[
          ['', t('field.choose')],
          ...REASONS.map((one): [string, string] => [one, t(`reason.${one}`)]),
        ]}
        onChange={(value) => (reason.value = value as typeof reason.value)}
      />
      <Labelled
        label={
          <>
            {t('orders.return.more')}
            <span class="optional"> · {t('field.optional')}</span>
          </>
        }
      >
        {(id) => (
          <textarea
            id={id}
            rows={2}
            maxLength={LONGEST}
            dir="auto"
            value={more.value}
            onInput={(event) => (more.value = event.currentTarget.value)}
          />
        )}
      </Labelled>
      {fault.value && (
        <p class="fault" role="alert">
          {fault.value}
        </p>
      )}
      <footer>
        <button type="button" class="quiet" onClick={onClose}>
          {t('orders.keep')}
        </button>
        <button type="button" class="primary" aria-disabled={busy.value} onClick={() => void go()}>
          {t('orders.return.ask')}
        </button>
      </footer>
    </Sheet>
  );
}

type LineProps = { order: Order; left: Pieces; count: number; onCount(count: number): void };

function ReturnLine({ order, left: { sku, quantity }, count, onCount }: LineProps) {
  const line = order.lines.find((one) => one.sku === sku);
  if (!line) return null;
  const name = inLanguage(line.name, language.value);
  return (
    <li>
      <img src={line.thumbnail} alt="" width="56" height="56" />
      <span>
        <b dir="auto">{name}</b>
        <small>
          {line.label && <bdi>{inLanguage(line.label, language.value)} · </bdi>}
          {t('orders.return.of', { count: formatNumber(quantity, writing.value) })}
        </small>
      </span>
      <CountStepper
        name={name}
        label={t('orders.return.how', { name })}
        count={count}
        most={quantity}
        onCount={onCount}
      />
    </li>
  );
}
