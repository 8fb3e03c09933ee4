import en from '../../../shared/locales/ar-view/en.json';
import type { Catalogues } from '../../ui/i18n.ts';

/** What is said while one looks at one's own room, beside what every page says. */
export const AR_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../../shared/locales/ar-view/zh.json')).default,
  es: async () => (await import('../../../shared/locales/ar-view/es.json')).default,
  ar: async () => (await import('../../../shared/locales/ar-view/ar.json')).default,
  id: async () => (await import('../../../shared/locales/ar-view/id.json')).default,
};
