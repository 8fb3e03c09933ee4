import { useSignal } from '@preact/signals';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../ui/i18n.ts';
import { useOwnId } from '../../ui/ownId.ts';
import type { TypedAmount } from './draft.ts';

type RowsProps = {
  rows: TypedAmount[];
  currencies: string[];
  /** Rows that stay. */
  least: number;
  /** What it means that there is none. */
  empty?: string;
  onChange(rows: TypedAmount[]): void;
};

/** Amounts by currency; those that are not named follow by the rate. */
export function AmountRows({ rows, currencies, least, empty = '', onChange }: RowsProps) {
  const set = (at: number, change: Partial<TypedAmount>): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  const free = currencies.find((one) => !rows.some(({ currency }) => currency === one));
  return (
    <div class="amount-rows">
      {rows.length === 0 && empty && <p class="hint">{empty}</p>}
      {rows.map(({ currency, text }, at) => (
        <p key={currency}>
          <input
            aria-label={`${t('promo.amount')} ${currency}`}
            inputMode="decimal"
            dir="ltr"
            maxLength={14}
            autocomplete="off"
            value={text}
            onInput={(event) => set(at, { text: event.currentTarget.value })}
          />
          <select
            aria-label={`${t('promo.currency')} ${at + 1}`}
            value={currency}
            onChange={(event) => set(at, { currency: event.currentTarget.value })}
          >
            {currencies
              .filter((one) => one === currency || !rows.some((row) => row.currency === one))
              .map((one) => (
                <option key={one}>{one}</option>
              ))}
          </select>
          {rows.length > least && (
            <button
              type="button"
              class="icon-button"
              aria-label={t('promo.takeOut', { name: currency })}
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            >
              <Icon name="close" />
            </button>
          )}
        </p>
      ))}
      {free && (
        <button type="button" class="quiet" onClick={() => onChange([...rows, { currency: free, text: '' }])}>
          {t(rows.length === 0 ? 'promo.amount' : 'promo.addCurrency')}
        </button>
      )}
      {rows.length > 0 && <small>{t('promo.otherRates')}</small>}
    </div>
  );
}

type ChoicesProps = {
  label: string;
  hint: string;
  /** A field that finds among many. */
  find?: string;
  options: [value: string, text: string][];
  chosen: string[];
  single?: boolean;
  onChange(chosen: string[]): void;
};

/** Some of many, as ticks; the chosen ones come first in the list. */
export function Choices({ label, hint, find, options, chosen, single = false, onChange }: ChoicesProps) {
  const words = useSignal('');
  const name = useOwnId();
  const wanted = words.value.toLocaleLowerCase();
  const shown = options.filter(
    ([value, text]) => chosen.includes(value) || text.toLocaleLowerCase().includes(wanted),
  );
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      {chosen.length === 0 && hint && <p class="hint">{hint}</p>}
      {find && options.length > 12 && (
        <input
          type="search"
          class="filter"
          aria-label={find}
          placeholder={find}
          value={words}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
      )}
      <div class="options">
        {shown.slice(0, 60).map(([value, text]) => (
          <label key={value} class="tick">
            <input
              type={single ? 'radio' : 'checkbox'}
              name={name}
              checked={chosen.includes(value)}
              onChange={(event) => {
                const others = single ? [] : chosen.filter((one) => one !== value);
                onChange(event.currentTarget.checked ? [...others, value] : others);
              }}
            />
            <span dir="auto">{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
