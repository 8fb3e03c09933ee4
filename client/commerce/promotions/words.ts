import en from '../../../shared/locales/promo/en.json';
import type { Catalogues } from '../../ui/i18n.ts';

/** What the desk's page about promotions says, beside what every page says. */
export const PROMO_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../../shared/locales/promo/zh.json')).default,
  es: async () => (await import('../../../shared/locales/promo/es.json')).default,
  ar: async () => (await import('../../../shared/locales/promo/ar.json')).default,
  id: async () => (await import('../../../shared/locales/promo/id.json')).default,
};
