import type { Offer } from '../../../shared/model/catalogue.ts';
import { inLanguage, type LocalText } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import type { ProductStore } from './productStore.ts';

type SellsProps = {
  offer: Offer;
  product: ProductStore;
  label: string;
  onChange(change: Partial<Offer>): void;
};

/** What an offer sells: the product, a variant of it with its swatch, or a spare part. */
export function Sells({ offer, product, label, onChange }: SellsProps) {
  const { content, version } = product.editor.value;
  const { variants, parts } = version.value.model;
  const { authoring } = content.value;
  const swatch = authoring.variants.find(({ variant }) => variant === offer.variant)?.swatch;
  const called = (own: LocalText | undefined, name: string): string =>
    (own && inLanguage(own, language.value)) || name;
  const nameOfVariant = (name: string): string =>
    called(authoring.variants.find(({ variant }) => variant === name)?.label, name);
  const nameOfPart = (id: string, name: string): string =>
    called(authoring.parts.find(({ part }) => part === id)?.name, name);
  const value = offer.part ? `part ${offer.part}` : `variant ${offer.variant}`;
  const missing = offer.variant !== '' && !variants.includes(offer.variant);
  const select = (
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
  return (
    <span class="sells">
      {swatch && <i class="swatch" style={{ background: swatch }} />}
      {select}
    </span>
  );
}
