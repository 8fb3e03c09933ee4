import { useSignal } from '@preact/signals';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { sayAtDesk } from '../../ui/deskWords.ts';
import { t } from '../../ui/i18n.ts';
import { say } from '../../ui/toast.tsx';
import { Sheet } from '../Sheet.tsx';
import { FormFoot } from './FormFoot.tsx';
import { Line } from './Line.tsx';
import { readExchange } from './numbers.ts';
import type { Rate } from './pricesApi.ts';
import type { Pricing } from './pricing.ts';
import { formatRate, formatRateDay } from './rateWords.ts';
import { type Faults, useForm } from './useForm.ts';

type SheetProps = { pricing: Pricing; rate: Rate; onClose(): void };

/** A newer rate of a currency: how much, from which day on, and who says so. */
export function RateSheet({ pricing, rate: before, onClose }: SheetProps) {
  const today = new Date(pricing.rates.known.value?.now ?? 0).toISOString().slice(0, 10);
  const typed = useSignal({ rate: '', date: today, source: '' });
  const form = useForm((refusal) => toFaults(refusal));
  const { base, quote } = before;
  const rate = readExchange(typed.value.rate);
  const set = (change: Partial<typeof typed.value>): void => {
    typed.value = { ...typed.value, ...change };
    for (const name of Object.keys(change)) form.forgive(name);
  };
  const wrong = (): Faults => ({
    ...(!rate && { rate: t('prices.fault.rate') }),
    ...(!typed.value.date && { date: t('prices.fault.day') }),
    ...(typed.value.date && typed.value.date < before.date && { date: older(before.date) }),
    ...(typed.value.source.trim().length < 3 && { source: t('prices.fault.source') }),
  });
  const send = async (): Promise<void> => {
    const { date, source } = typed.value;
    pricing.rates.known.value = await pricing.api.enterRate({
      ...{ base, quote, date, rate: rate!, source: source.trim() },
    });
    say(t(date > today ? 'prices.rateComes' : 'prices.rateHolds', { quote, date: formatRateDay(date) }));
    onClose();
  };
  const now = t('prices.rateNow', {
    base,
    quote,
    rate: formatRate(before.rate),
    date: formatRateDay(before.date),
  });
  return (
    <Sheet title={t('prices.newerRateOf', { quote })} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(event.currentTarget, wrong(), send);
        }}
      >
        <p>{now}</p>
        <Line
          label={t('prices.rateFor', { base, quote })}
          fault={form.faults.value.rate}
          inputMode="decimal"
          dir="ltr"
          maxLength={18}
          value={typed.value.rate}
          onText={(text) => set({ rate: text })}
        />
        <Line
          label={t('prices.rateDay')}
          fault={form.faults.value.date}
          hint={t('prices.rateDayHint')}
          type="date"
          min={before.date}
          value={typed.value.date}
          onText={(text) => set({ date: text })}
        />
        <Line
          label={t('prices.source')}
          fault={form.faults.value.source}
          hint={t('prices.sourceHint')}
          dir="auto"
          maxLength={120}
          value={typed.value.source}
          onText={(text) => set({ source: text })}
        />
        <FormFoot form={form} go={t('prices.enterRate')} onBack={onClose} />
      </form>
    </Sheet>
  );
}

const older = (date: string): string => t('prices.fault.older', { date: formatRateDay(date) });

function toFaults(refusal: Refusal): Faults {
  const [, date] = /^date: older (\S+)$/.exec(refusal.detail ?? '') ?? [];
  return date ? { date: older(date) } : { '': sayAtDesk(refusal) };
}
