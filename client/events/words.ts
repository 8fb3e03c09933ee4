import en from '../../shared/locales/event/en.json';
import type { Catalogues } from '../ui/i18n.ts';

/** What an invitation says, beside what every page says. */
export const EVENT_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../shared/locales/event/zh.json')).default,
  es: async () => (await import('../../shared/locales/event/es.json')).default,
  ar: async () => (await import('../../shared/locales/event/ar.json')).default,
  id: async () => (await import('../../shared/locales/event/id.json')).default,
};
