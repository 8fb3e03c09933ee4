import { inLanguage } from '../../../shared/model/localText.ts';
import type { Market } from '../../../shared/model/market.ts';
import { Judged } from '../../ui/Field.tsx';
import { language, t } from '../../ui/i18n.ts';
import { sayDraftFault } from './faultWords.ts';
import { Line } from './Line.tsx';
import type { DraftFaults, ListDraft } from './listDraft.ts';

type FieldsProps = {
  draft: ListDraft;
  markets: Market[];
  faults: DraftFaults;
  onChange(change: () => Partial<ListDraft>): void;
  onForgive(name: string): void;
};

/** What a list is called, where and when it counts, and before which others. */
export function HeadFields({ draft, markets, faults, onChange, onForgive }: FieldsProps) {
  const market = markets.find(({ id }) => id === draft.market);
  const set = (change: Partial<ListDraft>): void => {
    onChange(() => change);
    for (const name of Object.keys(change)) onForgive(name);
  };
  const line = (
    key: 'name' | 'place' | 'from' | 'until',
    input: { type?: 'datetime-local'; inputMode?: 'numeric'; maxLength?: number },
  ) => (
    <Line
      label={t(`prices.field.${key}`)}
      fault={faults[key] && sayDraftFault(faults[key])}
      hint={key === 'name' ? undefined : t(`prices.hint.${key}`)}
      {...input}
      dir={key === 'name' ? 'auto' : undefined}
      value={draft[key]}
      onText={(text) => set({ [key]: text })}
    />
  );
  return (
    <div class="list-fields">
      {line('name', { maxLength: 80 })}
      <Judged label={t('prices.market')}>
        {(field) => (
          <select
            {...field}
            value={draft.market}
            onChange={(event) => {
              const next = markets.find(({ id }) => id === event.currentTarget.value)!;
              const currency = next.currencies.includes(draft.currency)
                ? draft.currency
                : next.currencies[0]!;
              set({ market: next.id, currency });
            }}
          >
            {markets.map(({ id, name }) => (
              <option key={id} value={id}>
                {inLanguage(name, language.value)}
              </option>
            ))}
          </select>
        )}
      </Judged>
      <Judged label={t('prices.currency')} fault={faults.currency && sayDraftFault(faults.currency)}>
        {(field) => (
          <select
            {...field}
            value={draft.currency}
            onChange={(event) => set({ currency: event.currentTarget.value })}
          >
            {(market?.currencies ?? [draft.currency]).map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </Judged>
      {line('from', { type: 'datetime-local' })}
      {line('until', { type: 'datetime-local' })}
      {line('place', { inputMode: 'numeric', maxLength: 4 })}
    </div>
  );
}
