import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { sayAtDesk } from '../../ui/deskWords.ts';
import { Judged } from '../../ui/Field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import { say } from '../../ui/toast.tsx';
import { Sheet } from '../Sheet.tsx';
import { FormFoot } from './FormFoot.tsx';
import { Line } from './Line.tsx';
import { readCount, readDifference } from './numbers.ts';
import type { StockChange, StockRow } from './pricesApi.ts';
import type { Pricing } from './pricing.ts';
import { INCOMING, levelIn } from './stock.ts';
import { type Faults, useForm } from './useForm.ts';
import { WareName } from './Ware.tsx';

type SheetProps = { pricing: Pricing; row: StockRow; onClose(): void };
const WAYS = ['counted', 'by'] as const;

/** Changes what is there of a SKU in one place: counted anew, or by so many, and why. */
export function StockSheet({ pricing, row, onClose }: SheetProps) {
  const warehouses = pricing.warehouses.known.value ?? [];
  const typed = useSignal({
    ...{ warehouse: warehouses[0]?.id ?? INCOMING, way: 'counted' as (typeof WAYS)[number] },
    ...{ number: '', reason: '' },
  });
  const form = useForm(toFaults);
  // What was sent and not answered counts once, however often it is sent again.
  const key = useMemo(() => crypto.randomUUID(), []);
  const { warehouse, way, number, reason } = typed.value;
  const set = (change: Partial<typeof typed.value>): void => {
    typed.value = { ...typed.value, ...change };
    for (const name of Object.keys(change)) form.forgive(name);
  };
  const there = levelIn(row, warehouse);
  const count = way === 'counted' ? readCount(number) : readDifference(number);
  const becomes = count === undefined ? undefined : way === 'counted' ? count : there + count;
  const send = async (): Promise<void> => {
    const how = way === 'counted' ? { counted: count! } : { by: count! };
    const change: StockChange = { warehouse, reason: reason.trim(), ...how };
    const left = await pricing.api.change(row.sku, change, key);
    pricing.stock.counted(row.sku, warehouse, left);
    say(t('prices.changed', { sku: row.sku, left }));
    onClose();
  };
  const shown = (value: number): string => formatNumber(value, writing.value);
  return (
    <Sheet title={t('prices.act.change')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(event.currentTarget, wrongIn(count, reason), send);
        }}
      >
        <WareName ware={row} fallback={row.product} />
        <Judged label={t('prices.where')} hint={t('prices.thereNow', { count: there })}>
          {(field) => (
            <select
              {...field}
              value={warehouse}
              onChange={(event) => set({ warehouse: event.currentTarget.value })}
            >
              {warehouses.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              <option value={INCOMING}>{t('prices.incoming')}</option>
            </select>
          )}
        </Judged>
        <fieldset class="prices-ways">
          <legend>{t('prices.how')}</legend>
          {WAYS.map((one) => (
            <label key={one}>
              <input type="radio" name="way" checked={way === one} onChange={() => set({ way: one })} />
              <span>{t(`prices.way.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <Line
          label={t(`prices.number.${way}`)}
          fault={form.faults.value.number}
          hint={
            becomes !== undefined && becomes !== there
              ? t('prices.becomes', { before: shown(there), after: shown(becomes) })
              : way === 'by'
                ? t('prices.byHint')
                : undefined
          }
          inputMode={way === 'counted' ? 'numeric' : 'text'}
          dir="ltr"
          maxLength={12}
          value={number}
          onText={(text) => set({ number: text })}
        />
        <Line
          label={t('prices.reason')}
          fault={form.faults.value.reason}
          hint={t('prices.reasonHint')}
          dir="auto"
          maxLength={200}
          value={reason}
          onText={(text) => set({ reason: text })}
        />
        <FormFoot form={form} go={t('prices.save')} onBack={onClose} />
      </form>
    </Sheet>
  );
}

const wrongIn = (count: number | undefined, reason: string): Faults => ({
  ...(count === undefined && { number: t('prices.fault.number') }),
  ...(!reason.trim() && { reason: t('prices.fault.reason') }),
});

function toFaults(refusal: Refusal): Faults {
  const [, left] = /^(\d+) are there$/.exec(refusal.detail ?? '') ?? [];
  if (left !== undefined) return { number: t('prices.fault.only', { count: Number(left) }) };
  return { '': sayAtDesk(refusal) };
}
