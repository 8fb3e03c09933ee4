import en from '../../../shared/locales/design/en.json';
import finding from '../../../shared/locales/finding/en.json';
import type { Say } from '../../../shared/model/explain.ts';
import { type Catalogues, type MessageKey, t } from '../../ui/i18n.ts';

/** What the designer’s desk says, beside what every page says. */
export const DESIGN_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../../shared/locales/design/zh.json')).default,
  es: async () => (await import('../../../shared/locales/design/es.json')).default,
  ar: async () => (await import('../../../shared/locales/design/ar.json')).default,
  id: async () => (await import('../../../shared/locales/design/id.json')).default,
};

/** What is said of what the check of an upload has found. */
export const FINDING_WORDS: Catalogues = {
  en: async () => finding,
  zh: async () => (await import('../../../shared/locales/finding/zh.json')).default,
  es: async () => (await import('../../../shared/locales/finding/es.json')).default,
  ar: async () => (await import('../../../shared/locales/finding/ar.json')).default,
  id: async () => (await import('../../../shared/locales/finding/id.json')).default,
};

/** Puts a finding into the words of the language in use. */
export const inWords: Say = (key, values) => t(key as MessageKey, values);
