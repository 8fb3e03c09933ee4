import en from '../../../shared/locales/boards/en.json';
import type { Catalogues } from '../../ui/i18n.ts';

/** What the keys of a board say, beside what every page says. */
export const BOARD_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../../shared/locales/boards/zh.json')).default,
  es: async () => (await import('../../../shared/locales/boards/es.json')).default,
  ar: async () => (await import('../../../shared/locales/boards/ar.json')).default,
  id: async () => (await import('../../../shared/locales/boards/id.json')).default,
};
