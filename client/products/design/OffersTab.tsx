import { useSignal } from '@preact/signals';
import type { Offer } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import { DesignIcon } from './icons.tsx';
import { withText } from './LocalField.tsx';
import { readPrice, writePrice } from './price.ts';
import type { ProductStore } from './productStore.ts';

/** Currencies that are offered to choose; what an offer already has is kept. */
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CNY', 'JPY', 'AED', 'SAR', 'IDR', 'MXN', 'KWD'];

/** What a product is sold as: a line for each SKU. It is not of a version: what is saved is on sale at once. */
export function OffersTab({ product }: { product: ProductStore }) {
  const kept = product.record.value.offers;
  const lines = useSignal(kept);
  const wrong = lines.value.some(
    ({ price, stock }) => !Number.isInteger(price.amount) || !Number.isInteger(stock),
  );
  const dirty = JSON.stringify(lines.value) !== JSON.stringify(kept);
  const set = (index: number, change: Partial<Offer>): void => {
    lines.value = lines.value.map((one, at) => (at === index ? { ...one, ...change } : one));
  };
  const remove = (index: number): void => {
    const before = lines.value;
    lines.value = before.filter((_, at) => at !== index);
    say(t('design.removed'), 'note', { label: t('console.undo'), run: () => (lines.value = before) });
  };
  const save = async (): Promise<void> => {
    try {
      await product.setOffers(lines.value);
      lines.value = product.record.value.offers;
      say(t('design.offersSaved'));
    } catch (error) {
      sayError(error);
    }
  };
  const add = (): void => {
    const currency = lines.value.at(-1)?.price.currency ?? 'EUR';
    const sku = `${product.slug.toUpperCase().slice(0, 40)}-${lines.value.length + 1}`;
    const blank = { sku, variant: '', part: '', label: null, price: { amount: 0, currency }, stock: 0 };
    lines.value = [...lines.value, blank];
  };
  return (
    <form
      class="card offers"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p class="hint">{t('design.offersHint')}</p>
      {lines.value.length === 0 ? (
        <p class="empty">{t('design.noOffers')}</p>
      ) : (
        <div class="table-frame">
          <table aria-label={t('design.section.offers')}>
            <thead>
              <tr>
                {(['sku', 'sells', 'label', 'price', 'currency', 'stock'] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(`design.offer.${name}`)}
                  </th>
                ))}
                <th scope="col">
                  <span class="visually-hidden">{t('design.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.value.map((offer, index) => (
                <tr key={index}>
                  <OfferCells
                    offer={offer}
                    product={product}
                    onChange={(change) => set(index, change)}
                    onRemove={() => remove(index)}
                  />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div class="verbs">
        <button type="button" class="quiet" onClick={add}>
          + {t('design.addOffer')}
        </button>
        <button type="submit" class="primary" disabled={!dirty || wrong}>
          {t('design.saveOffers')}
        </button>
        {dirty && (
          <button type="button" class="quiet" onClick={() => (lines.value = kept)}>
            {t('design.discard')}
          </button>
        )}
      </div>
    </form>
  );
}

type CellsProps = {
  offer: Offer;
  product: ProductStore;
  onChange(change: Partial<Offer>): void;
  onRemove(): void;
};

function OfferCells({ offer, product, onChange, onRemove }: CellsProps) {
  const named = (name: 'sku' | 'sells' | 'label' | 'price' | 'currency' | 'stock') => ({
    'aria-label': `${t(`design.offer.${name}`)}: ${offer.sku}`,
  });
  const { amount, currency } = offer.price;
  const setPrice = (field: HTMLInputElement, of: string): void => {
    const read = readPrice(field.value, of);
    field.setCustomValidity(read === undefined ? t('design.badPrice') : '');
    onChange({ price: { amount: read ?? Number.NaN, currency: of } });
  };
  return (
    <>
      <td>
        <input
          {...named('sku')}
          dir="ltr"
          required
          pattern="[A-Za-z0-9][A-Za-z0-9._\/\-]{0,63}"
          value={offer.sku}
          onInput={(event) => onChange({ sku: event.currentTarget.value })}
        />
      </td>
      <td>
        <Sells offer={offer} product={product} label={named('sells')['aria-label']} onChange={onChange} />
      </td>
      <td>
        <input
          {...named('label')}
          dir="auto"
          maxLength={120}
          value={offer.label ? inLanguage(offer.label, language.value) : ''}
          onInput={(event) => onChange({ label: labelOf(offer, event.currentTarget.value) })}
        />
      </td>
      <td>
        <input
          {...named('price')}
          class="number"
          dir="ltr"
          inputMode="decimal"
          required
          key={currency}
          defaultValue={Number.isNaN(amount) ? '' : writePrice(amount, currency)}
          onInput={(event) => setPrice(event.currentTarget, currency)}
        />
      </td>
      <td>
        <select
          {...named('currency')}
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
      </td>
      <td>
        <input
          {...named('stock')}
          class="number"
          type="number"
          min="0"
          max="1000000000"
          step="1"
          required
          value={Number.isNaN(offer.stock) ? '' : offer.stock}
          onInput={(event) => onChange({ stock: event.currentTarget.valueAsNumber })}
        />
      </td>
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

/** The label of an offer in another wording; none when nothing is left of it. */
function labelOf({ label }: Offer, words: string): Offer['label'] {
  const next = withText(label ?? { en: words }, language.value, words);
  return next.en || words ? next : null;
}

type SellsProps = {
  offer: Offer;
  product: ProductStore;
  label: string;
  onChange(change: Partial<Offer>): void;
};

/** What an offer sells: the product, a variant of it, or a spare part. */
function Sells({ offer, product, label, onChange }: SellsProps) {
  const { content, version } = product.editor.value;
  const { variants, parts } = version.value.model;
  const { authoring } = content.value;
  const nameOfVariant = (name: string): string => {
    const sheet = authoring.variants.find(({ variant }) => variant === name);
    return sheet ? inLanguage(sheet.label, language.value) || name : name;
  };
  const nameOfPart = (id: string, name: string): string => {
    const sheet = authoring.parts.find(({ part }) => part === id);
    return sheet ? inLanguage(sheet.name, language.value) || name : name;
  };
  const value = offer.part ? `part ${offer.part}` : `variant ${offer.variant}`;
  const missing = offer.variant !== '' && !variants.includes(offer.variant);
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => {
        const [, kind, name = ''] = /^(part|variant) (.*)$/s.exec(event.currentTarget.value)!;
        onChange(kind === 'part' ? { part: name, variant: '' } : { variant: name, part: '' });
      }}
    >
      <option value="variant ">{t('design.offer.whole')}</option>
      {missing && <option value={value}>{offer.variant}</option>}
      {variants.length > 0 && (
        <optgroup label={t('design.variants')}>
          {variants.map((name) => (
            <option key={name} value={`variant ${name}`}>
              {nameOfVariant(name)}
            </option>
          ))}
        </optgroup>
      )}
      {parts.length > 0 && (
        <optgroup label={t('design.spareParts')}>
          {parts.map(({ id, name }) => (
            <option key={id} value={`part ${id}`}>
              {nameOfPart(id, name)}
            </option>
          ))}
        </optgroup>
      )}
    </select>
  );
}
