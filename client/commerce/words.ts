import en from '../../shared/locales/shop/en.json';
import type { Catalogues } from '../ui/i18n.ts';

/** What cart, checkout, orders and the shop's plain pages say, beside what every page says. */
export const SHOP_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../shared/locales/shop/zh.json')).default,
  es: async () => (await import('../../shared/locales/shop/es.json')).default,
  ar: async () => (await import('../../shared/locales/shop/ar.json')).default,
  id: async () => (await import('../../shared/locales/shop/id.json')).default,
};
