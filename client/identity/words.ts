import en from '../../shared/locales/account/en.json';
import type { Catalogues } from '../ui/i18n.ts';

/** What pages about accounts say, beside what every page says. */
export const ACCOUNT_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../shared/locales/account/zh.json')).default,
  es: async () => (await import('../../shared/locales/account/es.json')).default,
  ar: async () => (await import('../../shared/locales/account/ar.json')).default,
  id: async () => (await import('../../shared/locales/account/id.json')).default,
};
