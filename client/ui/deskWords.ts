import en from '../../shared/locales/desk/en.json';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { type Catalogues, sayRefusal, t } from './i18n.ts';

/** What the studio and the console say, beside what every page says. */
export const DESK_WORDS: Catalogues = {
  en: async () => en,
  zh: async () => (await import('../../shared/locales/desk/zh.json')).default,
  es: async () => (await import('../../shared/locales/desk/es.json')).default,
  ar: async () => (await import('../../shared/locales/desk/ar.json')).default,
  id: async () => (await import('../../shared/locales/desk/id.json')).default,
};

/** What a refusal says to staff: they have no cart that is kept. */
export const sayAtDesk = (refusal: Pick<Refusal, 'code' | 'detail'>): string => {
  if (refusal.code === 'offline') return t('desk.offline');
  return refusal.detail === 'key: used for another request' ? t('desk.doneAlready') : sayRefusal(refusal);
};
