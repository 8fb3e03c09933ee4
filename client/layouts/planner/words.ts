import en from '../../../shared/locales/plan/en.json';
import type { Catalogues } from '../../ui/i18n.ts';

/** What the room planner and the ways to one's own room say, beside what every page says. */
export const PLAN_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../../shared/locales/plan/zh.json')).default,
  es: async () => (await import('../../../shared/locales/plan/es.json')).default,
  ar: async () => (await import('../../../shared/locales/plan/ar.json')).default,
  id: async () => (await import('../../../shared/locales/plan/id.json')).default,
};
