import en from '../../shared/locales/xr/en.json';
import type { Catalogues } from '../ui/i18n.ts';

/** What is said around a headset, beside what every page says. */
export const XR_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../shared/locales/xr/zh.json')).default,
  es: async () => (await import('../../shared/locales/xr/es.json')).default,
  ar: async () => (await import('../../shared/locales/xr/ar.json')).default,
  id: async () => (await import('../../shared/locales/xr/id.json')).default,
};
