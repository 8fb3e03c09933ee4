/** A text in the languages that we have it in; `en` is always there. */
export type LocalText = { en: string; [language: string]: string };

/** The text in a language, else in English. */
export function inLanguage(text: LocalText, language: string): string {
  return text[language] ?? text[language.split('-')[0]!] ?? text.en;
}
