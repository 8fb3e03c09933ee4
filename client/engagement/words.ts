import en from '../../shared/locales/talk/en.json';
import type { Catalogues } from '../ui/i18n.ts';

/** What chat, reactions and moderation say, beside what every page says. */
export const TALK_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../shared/locales/talk/zh.json')).default,
  es: async () => (await import('../../shared/locales/talk/es.json')).default,
  ar: async () => (await import('../../shared/locales/talk/ar.json')).default,
  id: async () => (await import('../../shared/locales/talk/id.json')).default,
};
