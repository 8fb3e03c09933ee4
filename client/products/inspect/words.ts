import en from '../../../shared/locales/inspect/en.json';
import type { Catalogues } from '../../ui/i18n.ts';

/** What the inspector says, beside what every page says. */
export const INSPECT_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../../shared/locales/inspect/zh.json')).default,
  es: async () => (await import('../../../shared/locales/inspect/es.json')).default,
  ar: async () => (await import('../../../shared/locales/inspect/ar.json')).default,
  id: async () => (await import('../../../shared/locales/inspect/id.json')).default,
};
