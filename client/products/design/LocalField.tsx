import type { LocalText } from '../../../shared/model/localText.ts';
import { Labelled } from '../../ui/Field.tsx';
import { LANGUAGES, type Language, t } from '../../ui/i18n.ts';

type LocalFieldProps = {
  label: string;
  text: LocalText;
  /** The language in which it is written now. */
  language: Language;
  most: number;
  disabled: boolean;
  rows?: number;
  onChange(text: LocalText): void;
};

/** A text in one of its languages; what is left empty is shown in English to readers. */
export function LocalField({ label, text, language, most, disabled, rows, onChange }: LocalFieldProps) {
  const common = {
    lang: language,
    dir: 'auto' as const,
    maxLength: most,
    disabled,
    value: text[language] ?? '',
    placeholder: language === 'en' ? '' : text.en,
    onInput: (event: { currentTarget: { value: string } }) =>
      onChange(withText(text, language, event.currentTarget.value)),
  };
  return (
    <Labelled
      label={language === 'en' ? label : t('events.inLanguage', { label, language: LANGUAGES[language] })}
    >
      {(id) => (rows ? <textarea {...common} id={id} rows={rows} /> : <input {...common} id={id} />)}
    </Labelled>
  );
}

/** A text with another wording in a language; English always stays. */
export function withText(text: LocalText, language: string, words: string): LocalText {
  if (language === 'en') return { ...text, en: words };
  const { [language]: _, ...rest } = text;
  return words ? ({ ...rest, [language]: words } as LocalText) : (rest as LocalText);
}
