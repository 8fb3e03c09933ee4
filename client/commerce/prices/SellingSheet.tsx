import { useSignal } from '@preact/signals';
import { SELLINGS } from '../../../shared/model/cart.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { sayAtDesk } from '../../ui/deskWords.ts';
import { t } from '../../ui/i18n.ts';
import { say } from '../../ui/toast.tsx';
import { fromDay, toDay } from '../moments.ts';
import { Sheet } from '../Sheet.tsx';
import { FormFoot } from './FormFoot.tsx';
import { Line } from './Line.tsx';
import type { StockRow } from './pricesApi.ts';
import type { Pricing } from './pricing.ts';
import { type Faults, useForm } from './useForm.ts';
import { WareName } from './Ware.tsx';

type SheetProps = { pricing: Pricing; row: StockRow; onClose(): void };

/** How a SKU is sold when none is left: not, back-ordered, or pre-ordered from a day on. */
export function SellingSheet({ pricing, row, onClose }: SheetProps) {
  const typed = useSignal({ selling: row.selling, day: row.readyAt === null ? '' : toDay(row.readyAt) });
  const form = useForm(toFaults);
  const { selling, day } = typed.value;
  const send = async (): Promise<void> => {
    const how = { selling, readyAt: selling === 'stock' ? null : fromDay(day) };
    await pricing.api.sell(row.sku, how);
    pricing.stock.sold(row.sku, how);
    say(t('prices.soldSo', { sku: row.sku }));
    onClose();
  };
  return (
    <Sheet title={t('prices.act.selling')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const missing = selling === 'preorder' && !day;
          void form.send(event.currentTarget, missing ? { day: t('prices.fault.day') } : {}, send);
        }}
      >
        <WareName ware={row} fallback={row.product} />
        <fieldset class="prices-ways tall">
          <legend class="visually-hidden">{t('prices.selling')}</legend>
          {SELLINGS.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="selling"
                checked={selling === one}
                onChange={() => (typed.value = { ...typed.value, selling: one })}
              />
              <span>
                {t(`prices.selling.${one}`)}
                <small>{t(`prices.sellingHint.${one}`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {selling !== 'stock' && (
          <Line
            label={t('prices.readyAt')}
            fault={form.faults.value.day}
            hint={selling === 'backorder' ? t('prices.readyHint') : undefined}
            type="date"
            value={day}
            onText={(text) => {
              typed.value = { ...typed.value, day: text };
              form.forgive('day');
            }}
          />
        )}
        {selling !== 'stock' && row.incoming === 0 && <p class="hint">{t('prices.noneIncoming')}</p>}
        <FormFoot form={form} go={t('prices.save')} onBack={onClose} />
      </form>
    </Sheet>
  );
}

const toFaults = (refusal: Refusal): Faults =>
  refusal.detail === 'readyAt: missing' ? { day: t('prices.fault.day') } : { '': sayAtDesk(refusal) };
