import en from '../../../shared/locales/till/en.json';
import type { Catalogues } from '../../ui/i18n.ts';

/** What the shop's desk says, beside what orders and every page say. */
export const TILL_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../../shared/locales/till/zh.json')).default,
  es: async () => (await import('../../../shared/locales/till/es.json')).default,
  ar: async () => (await import('../../../shared/locales/till/ar.json')).default,
  id: async () => (await import('../../../shared/locales/till/id.json')).default,
};
