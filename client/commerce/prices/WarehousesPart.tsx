import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { sayAtDesk } from '../../ui/deskWords.ts';
import { Judged } from '../../ui/Field.tsx';
import { regionName } from '../../ui/format.ts';
import { language, t } from '../../ui/i18n.ts';
import { say } from '../../ui/toast.tsx';
import { Sheet } from '../Sheet.tsx';
import { FormFoot } from './FormFoot.tsx';
import { Line } from './Line.tsx';
import { readCount } from './numbers.ts';
import type { Warehouse } from './pricesApi.ts';
import type { Pricing } from './pricing.ts';
import { Shown } from './Shown.tsx';
import { type Faults, useForm } from './useForm.ts';

/** Where goods lie; orders go out from the one of the buyer's country, if it has them. */
export function WarehousesPart({ pricing }: { pricing: Pricing }) {
  const open = useSignal<Warehouse | 'new' | undefined>(undefined);
  useEffect(() => void pricing.markets.load(), []);
  return (
    <>
      <header class="prices-head">
        <p class="hint">{t('prices.warehousesLead')}</p>
        <button type="button" class="primary" onClick={() => (open.value = 'new')}>
          {t('prices.newWarehouse')}
        </button>
      </header>
      <Shown of={pricing.warehouses}>
        {(all) => (
          <ul class="prices-cards" aria-label={t('prices.warehouses')}>
            {all.map((one) => (
              <li key={one.id}>
                <div>
                  <b dir="auto">{one.name}</b>
                  <small>
                    {regionName(one.country, language.value)} ·{' '}
                    {t('prices.leadDays', { count: one.leadDays })}
                  </small>
                </div>
                <button
                  type="button"
                  class="quiet"
                  aria-label={t('prices.editOf', { name: one.name })}
                  onClick={() => (open.value = one)}
                >
                  {t('prices.edit')}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Shown>
      {open.value && (
        <WarehouseSheet
          pricing={pricing}
          known={open.value === 'new' ? undefined : open.value}
          onClose={() => (open.value = undefined)}
        />
      )}
    </>
  );
}

type SheetProps = { pricing: Pricing; known: Warehouse | undefined; onClose(): void };

function WarehouseSheet({ pricing, known, onClose }: SheetProps) {
  const typed = useSignal({
    ...{ name: known?.name ?? '', country: known?.country ?? '' },
    leadDays: String(known?.leadDays ?? 1),
  });
  const form = useForm((refusal: Refusal): Faults => ({ '': sayAtDesk(refusal) }));
  const { name, country, leadDays } = typed.value;
  const set = (change: Partial<typeof typed.value>): void => {
    typed.value = { ...typed.value, ...change };
    for (const one of Object.keys(change)) form.forgive(one);
  };
  const days = readCount(leadDays);
  const wrong = (): Faults => ({
    ...(!name.trim() && { name: t('prices.fault.name') }),
    ...(!country && { country: t('prices.fault.country') }),
    ...((days === undefined || days > 365) && { leadDays: t('prices.fault.days') }),
  });
  const send = async (): Promise<void> => {
    const wish = { name: name.trim(), country, leadDays: days! };
    pricing.warehouses.known.value = await pricing.api.saveWarehouse(known?.id ?? '', wish);
    say(t('prices.saved', { name: wish.name }));
    onClose();
  };
  const text = (key: 'name' | 'leadDays', label: string, hint?: string) => (
    <Line
      label={label}
      fault={form.faults.value[key]}
      hint={hint}
      maxLength={key === 'name' ? 80 : 4}
      inputMode={key === 'leadDays' ? 'numeric' : undefined}
      dir={key === 'leadDays' ? 'ltr' : 'auto'}
      value={typed.value[key]}
      onText={(text) => set({ [key]: text })}
    />
  );
  const title = known ? t('prices.editOf', { name: known.name }) : t('prices.newWarehouse');
  return (
    <Sheet title={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(event.currentTarget, wrong(), send);
        }}
      >
        {text('name', t('prices.name'))}
        <Judged label={t('prices.country')} fault={form.faults.value.country}>
          {(field) => (
            <select
              {...field}
              value={country}
              onChange={(event) => set({ country: event.currentTarget.value })}
            >
              <option value="">{t('prices.choose')}</option>
              {countriesOf(pricing, country).map(([code, called]) => (
                <option key={code} value={code}>
                  {called}
                </option>
              ))}
            </select>
          )}
        </Judged>
        {text('leadDays', t('prices.lead'), t('prices.leadHint'))}
        <FormFoot form={form} go={t('prices.save')} onBack={onClose} />
      </form>
    </Sheet>
  );
}

/** The countries that are sold to, as the reader orders their names. */
function countriesOf({ markets }: Pricing, now: string): [code: string, called: string][] {
  const codes = new Set((markets.known.value ?? []).flatMap(({ countries }) => countries));
  if (now) codes.add(now);
  const { compare } = new Intl.Collator(language.value);
  return [...codes]
    .map((code): [string, string] => [code, regionName(code, language.value)])
    .sort(([, a], [, b]) => compare(a, b));
}
