import type { Offer } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import { readPrice, writePrice } from '../../ui/price.ts';
import { DesignIcon } from './icons.tsx';
import { withText } from './LocalField.tsx';
import type { ProductStore } from './productStore.ts';
import { Sells } from './Sells.tsx';

/** What is told of each offer, in the order of its cells. */
export const OFFER_FIELDS = ['sku', 'sells', 'label', 'price', 'currency', 'stock'] as const;

/** Currencies that are offered to choose; what an offer already has is kept. */
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CNY', 'JPY', 'AED', 'SAR', 'IDR', 'MXN', 'KWD'];

type CellsProps = {
  offer: Offer;
  product: ProductStore;
  onChange(change: Partial<Offer>): void;
  onRemove(): void;
};
type FieldProps = Pick<CellsProps, 'offer' | 'onChange'> & { label: string };

/** The cells of an offer's line: each a field with a name of its own. */
export function OfferCells({ offer, product, onChange, onRemove }: CellsProps) {
  const FIELDS = { sku: Sku, label: Label, price: Price, currency: Currency, stock: Stock };
  return (
    <>
      {OFFER_FIELDS.map((name) => {
        const label = `${t(`design.offer.${name}`)}: ${offer.sku}`;
        const OneField = name === 'sells' ? undefined : FIELDS[name];
        return (
          <td key={name} data-title={t(`design.offer.${name}`)}>
            {OneField ? (
              <OneField offer={offer} label={label} onChange={onChange} />
            ) : (
              <Sells offer={offer} product={product} label={label} onChange={onChange} />
            )}
          </td>
        );
      })}
      <td>
        <button
          type="button"
          class="icon-button"
          aria-label={t('design.removeOne', { name: offer.sku })}
          onClick={onRemove}
        >
          <DesignIcon name="remove" />
        </button>
      </td>
    </>
  );
}

const Sku = ({ offer, label, onChange }: FieldProps) => (
  <input
    aria-label={label}
    dir="ltr"
    required
    pattern="[A-Za-z0-9][A-Za-z0-9._\/\-]{0,63}"
    value={offer.sku}
    onInput={(event) => onChange({ sku: event.currentTarget.value })}
  />
);

const Label = ({ offer, label, onChange }: FieldProps) => (
  <input
    aria-label={label}
    dir="auto"
    maxLength={120}
    value={offer.label ? inLanguage(offer.label, language.value) : ''}
    onInput={(event) => onChange({ label: labelOf(offer, event.currentTarget.value) })}
  />
);

function Price({ offer, label, onChange }: FieldProps) {
  const { amount, currency } = offer.price;
  const setPrice = (field: HTMLInputElement): void => {
    const read = readPrice(field.value, currency);
    field.setCustomValidity(read === undefined ? t('design.badPrice') : '');
    onChange({ price: { amount: read ?? Number.NaN, currency } });
  };
  return (
    <input
      aria-label={label}
      class="number"
      dir="ltr"
      inputMode="decimal"
      required
      key={currency}
      defaultValue={Number.isNaN(amount) ? '' : writePrice(amount, currency)}
      onInput={(event) => setPrice(event.currentTarget)}
    />
  );
}

function Currency({ offer, label, onChange }: FieldProps) {
  const { amount, currency } = offer.price;
  return (
    <select
      aria-label={label}
      value={currency}
      onChange={(event) =>
        onChange({
          price: { amount: Number.isNaN(amount) ? 0 : amount, currency: event.currentTarget.value },
        })
      }
    >
      {[...new Set([currency, ...CURRENCIES])].map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  );
}

const Stock = ({ offer, label, onChange }: FieldProps) => (
  <input
    aria-label={label}
    class="number"
    type="number"
    min="0"
    max="1000000000"
    step="1"
    required
    value={Number.isNaN(offer.stock) ? '' : offer.stock}
    onInput={(event) => onChange({ stock: event.currentTarget.valueAsNumber })}
  />
);

/** The label of an offer in another wording; none when nothing is left of it. */
function labelOf({ label }: Offer, words: string): Offer['label'] {
  const next = withText(label ?? { en: words }, language.value, words);
  return next.en || words ? next : null;
}
