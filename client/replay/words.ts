import en from '../../shared/locales/replay/en.json';
import type { Catalogues } from '../ui/i18n.ts';

/** What replays and recordings say, beside what every page says. */
export const REPLAY_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../shared/locales/replay/zh.json')).default,
  es: async () => (await import('../../shared/locales/replay/es.json')).default,
  ar: async () => (await import('../../shared/locales/replay/ar.json')).default,
  id: async () => (await import('../../shared/locales/replay/id.json')).default,
};
