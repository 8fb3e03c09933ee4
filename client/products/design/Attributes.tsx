import type { Attribute } from '../../../shared/model/catalogue.ts';
import { type Language, t } from '../../ui/i18n.ts';
import { DesignIcon } from './icons.tsx';
import { LocalField } from './LocalField.tsx';

type AttributesProps = {
  attributes: Attribute[];
  language: Language;
  disabled: boolean;
  onChange(attributes: Attribute[]): void;
};

/** Facts beside the usual ones, each with a name and a value. */
export function Attributes({ attributes, language, disabled, onChange }: AttributesProps) {
  const set = (index: number, change: Partial<Attribute>): void =>
    onChange(attributes.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <section class="card fields">
      <h3>{t('design.attributes')}</h3>
      {attributes.map((attribute, index) => (
        <div class="attribute" key={index}>
          <LocalField
            label={t('design.attributeName')}
            text={attribute.name}
            language={language}
            most={120}
            disabled={disabled}
            onChange={(name) => set(index, { name })}
          />
          <LocalField
            label={t('design.attributeValue')}
            text={attribute.value}
            language={language}
            most={400}
            disabled={disabled}
            onChange={(value) => set(index, { value })}
          />
          <button
            type="button"
            class="icon-button"
            disabled={disabled}
            aria-label={t('design.removeOne', { name: attribute.name.en })}
            onClick={() => onChange(attributes.filter((_, at) => at !== index))}
          >
            <DesignIcon name="remove" />
          </button>
        </div>
      ))}
      <button
        type="button"
        class="quiet add"
        disabled={disabled}
        onClick={() => onChange([...attributes, { name: { en: '' }, value: { en: '' } }])}
      >
        + {t('design.addAttribute')}
      </button>
    </section>
  );
}
