import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ProductContent } from '../../../shared/model/catalogue.ts';
import { MOUNTS, type Mount } from '../../../shared/model/layout.ts';
import { regionName } from '../../ui/format.ts';
import { LANGUAGES, type Language, language, loadWritings, t, writing } from '../../ui/i18n.ts';
import { TabList } from '../../ui/TabList.tsx';
import { Attributes } from './Attributes.tsx';
import { Line } from './Line.tsx';
import { LocalField } from './LocalField.tsx';
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
  useEffect(loadWritings, []);
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
          tabs={languages.map(([id, name]) => [id, content.name[id] ? name : <Nameless name={name} />])}
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

/** A language in which the product has no name yet. */
function Nameless({ name }: { name: string }) {
  return (
    <>
      {name} <i class="nameless" aria-hidden="true" />
      <span class="visually-hidden">({t('design.nameless')})</span>
    </>
  );
}

type ShelfProps = {
  content: ProductContent;
  disabled: boolean;
  set<Key extends keyof ProductContent>(key: Key, value: ProductContent[Key]): void;
};

/** Where it belongs and what the customs want to know. */
function Shelf({ content, disabled, set }: ShelfProps) {
  const { origin } = content;
  return (
    <section class="card fields two">
      <Line
        label={t('console.brand')}
        value={content.brand}
        taken="typed"
        maxLength={80}
        disabled={disabled}
        onText={(text) => set('brand', text)}
      />
      <Line
        label={t('design.weight')}
        value={content.weightGrams ? String(content.weightGrams) : ''}
        taken="typed"
        maxLength={9}
        disabled={disabled}
        {...DIGITS}
        onText={(text) => set('weightGrams', Number(text))}
      />
      <Line
        label={t('design.categories')}
        value={content.categories.join(', ')}
        taken="left"
        disabled={disabled}
        onText={(text) => set('categories', words(text).slice(0, 12))}
      />
      <Line
        label={t('design.tags')}
        value={content.tags.join(', ')}
        taken="left"
        disabled={disabled}
        onText={(text) => set('tags', words(text).slice(0, 40))}
      />
      <Line
        label={t('design.origin', { country: origin ? regionName(origin, writing.value) : '–' })}
        value={origin}
        taken="left"
        dir="ltr"
        pattern="[A-Za-z]{2}"
        maxLength={2}
        disabled={disabled}
        onText={(code) => set('origin', code.toUpperCase())}
      />
      <Line
        label={t('design.hsCode')}
        value={content.hsCode}
        taken="left"
        disabled={disabled}
        {...DIGITS}
        pattern="[0-9]{6,10}"
        onText={(text) => set('hsCode', text)}
      />
      <label>
        <span>{t('design.mount')}</span>
        <select
          value={content.mount}
          disabled={disabled}
          onChange={({ currentTarget }) => set('mount', currentTarget.value as Mount)}
        >
          {MOUNTS.map((mount) => (
            <option key={mount} value={mount}>
              {t(`design.mount.${mount}`)}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

const DIGITS = { pattern: '[0-9]*', inputMode: 'numeric' } as const;

/** What is parted by commas, of any script, each once. */
const words = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,،，]/)
      .map((one) => one.trim())
      .filter(Boolean),
  ),
];
