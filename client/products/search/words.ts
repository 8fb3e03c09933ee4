import en from '../../../shared/locales/shelf/en.json';
import type { Catalogues } from '../../ui/i18n.ts';

/** What the search of products says, beside what every page says. */
export const SHELF_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../../shared/locales/shelf/zh.json')).default,
  es: async () => (await import('../../../shared/locales/shelf/es.json')).default,
  ar: async () => (await import('../../../shared/locales/shelf/ar.json')).default,
  id: async () => (await import('../../../shared/locales/shelf/id.json')).default,
};
