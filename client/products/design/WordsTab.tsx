import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { ProductContent } from '../../../shared/model/catalogue.ts';
import { regionName } from '../../ui/format.ts';
import { LANGUAGES, type Language, language, t, writing } from '../../ui/i18n.ts';
import { Attributes } from './Attributes.tsx';
import { LocalField } from './LocalField.tsx';
import { TabList } from './TabList.tsx';
import type { VersionEditor } from './versionEditor.ts';

/** Texts that a product has in each language, the most signs they may have, and the lines of their fields. */
const TEXTS = [
  ['name', 120, 0],
  ['text', 4000, 5],
  ['materials', 400, 2],
  ['care', 1000, 3],
] as const;

/** What a product is called and what is told of it, a language at a time; kept by itself. */
export function WordsTab({ editor }: { editor: VersionEditor }) {
  const shown = useSignal<Language>(language.value);
  const content = editor.content.value;
  const disabled = !editor.editable;
  const set = <Key extends keyof ProductContent>(key: Key, value: ProductContent[Key]): void =>
    editor.change((now) => ({ ...now, [key]: value }), key);
  const languages = Object.entries(LANGUAGES) as [Language, string][];
  return (
    <div class="words-tab">
      <section class="card">
        <TabList
          label={t('settings.language')}
          tabs={languages.map(([id, name]) => [id, content.name[id] ? name : `${name} ○`])}
          chosen={shown.value}
          panel="language"
          onChoose={(next) => (shown.value = next)}
        />
        <div
          role="tabpanel"
          id="panel-language"
          aria-labelledby={`tab-language-${shown.value}`}
          class="fields"
        >
          {TEXTS.map(([key, most, rows]) => (
            <LocalField
              key={key}
              label={t(`design.${key}`)}
              text={content[key]}
              language={shown.value}
              most={most}
              rows={rows}
              disabled={disabled}
              onChange={(text) => set(key, text)}
            />
          ))}
        </div>
      </section>
      <Shelf content={content} disabled={disabled} set={set} />
      <Attributes
        attributes={content.attributes}
        language={shown.value}
        disabled={disabled}
        onChange={(attributes) => set('attributes', attributes)}
      />
    </div>
  );
}

type ShelfProps = {
  content: ProductContent;
  disabled: boolean;
  set<Key extends keyof ProductContent>(key: Key, value: ProductContent[Key]): void;
};

/** Where it belongs and what the customs want to know. */
function Shelf({ content, disabled, set }: ShelfProps) {
  const words = (text: string): string[] => [
    ...new Set(
      text
        .split(/[,،，]/)
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  ];
  return (
    <section class="card fields two">
      <Line
        label={t('console.brand')}
        value={content.brand}
        most={80}
        {...{ disabled }}
        onText={(text) => set('brand', text)}
      />
      <Line
        label={t('design.weight')}
        value={content.weightGrams ? String(content.weightGrams) : ''}
        most={9}
        pattern="[0-9]*"
        {...{ disabled }}
        onText={(text) => set('weightGrams', Number(text))}
      />
      <Kept
        label={t('design.categories')}
        value={content.categories.join(', ')}
        {...{ disabled }}
        onText={(text) => set('categories', words(text).slice(0, 12))}
      />
      <Kept
        label={t('design.tags')}
        value={content.tags.join(', ')}
        {...{ disabled }}
        onText={(text) => set('tags', words(text).slice(0, 40))}
      />
      <Origin value={content.origin} disabled={disabled} onChange={(code) => set('origin', code)} />
      <Kept
        label={t('design.hsCode')}
        value={content.hsCode}
        pattern="[0-9]{6,10}"
        {...{ disabled }}
        onText={(text) => set('hsCode', text)}
      />
    </section>
  );
}

type LineProps = {
  label: string;
  value: string;
  most?: number;
  pattern?: string;
  disabled: boolean;
  onText(text: string): void;
};

/** A line that is taken as it is typed, as long as it fits its pattern. */
function Line({ label, value, most = 400, pattern, disabled, onText }: LineProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        dir="auto"
        value={value}
        maxLength={most}
        pattern={pattern}
        inputMode={pattern ? 'numeric' : 'text'}
        disabled={disabled}
        onInput={(event) => event.currentTarget.checkValidity() && onText(event.currentTarget.value)}
      />
    </div>
  );
}

/** A line that is taken when one leaves it, or presses Enter. */
function Kept({ label, value, pattern, disabled, onText }: LineProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        dir="auto"
        key={value}
        defaultValue={value}
        pattern={pattern}
        inputMode={pattern ? 'numeric' : 'text'}
        disabled={disabled}
        onChange={(event) => {
          const field = event.currentTarget;
          if (field.reportValidity()) onText(field.value.trim());
        }}
      />
    </div>
  );
}

type OriginProps = { value: string; disabled: boolean; onChange(code: string): void };

/** The country of origin by its ISO code, and what that means. */
function Origin({ value, disabled, onChange }: OriginProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>
        {t('design.origin', { country: value ? regionName(value, writing.value) : '–' })}
      </label>
      <input
        id={id}
        dir="ltr"
        key={value}
        defaultValue={value}
        pattern="[A-Za-z]{2}"
        maxLength={2}
        disabled={disabled}
        onChange={(event) => {
          const field = event.currentTarget;
          if (field.reportValidity()) onChange(field.value.toUpperCase());
        }}
      />
    </div>
  );
}
