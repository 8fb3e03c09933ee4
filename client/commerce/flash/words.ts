import en from '../../../shared/locales/flash/en.json';
import type { Catalogues } from '../../ui/i18n.ts';

/** What flash offers say in a room and in the studio, beside what every page says. */
export const FLASH_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../../shared/locales/flash/zh.json')).default,
  es: async () => (await import('../../../shared/locales/flash/es.json')).default,
  ar: async () => (await import('../../../shared/locales/flash/ar.json')).default,
  id: async () => (await import('../../../shared/locales/flash/id.json')).default,
};
