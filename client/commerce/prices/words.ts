import en from '../../../shared/locales/price/en.json';
import type { Catalogues } from '../../ui/i18n.ts';

/** What the desk's page of prices and stock says, beside what the desk's pages say. */
export const PRICE_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../../shared/locales/price/zh.json')).default,
  es: async () => (await import('../../../shared/locales/price/es.json')).default,
  ar: async () => (await import('../../../shared/locales/price/ar.json')).default,
  id: async () => (await import('../../../shared/locales/price/id.json')).default,
};
