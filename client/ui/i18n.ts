import { computed, signal } from '@preact/signals';
import { IntlMessageFormat } from 'intl-messageformat';
import type account from '../../shared/locales/account/en.json';
import type arView from '../../shared/locales/ar-view/en.json';
import type boards from '../../shared/locales/boards/en.json';
import type design from '../../shared/locales/design/en.json';
import type desk from '../../shared/locales/desk/en.json';
import en from '../../shared/locales/en.json';
import type event from '../../shared/locales/event/en.json';
import type finding from '../../shared/locales/finding/en.json';
import type flash from '../../shared/locales/flash/en.json';
import type inspect from '../../shared/locales/inspect/en.json';
import type plan from '../../shared/locales/plan/en.json';
import type price from '../../shared/locales/price/en.json';
import type promo from '../../shared/locales/promo/en.json';
import type replay from '../../shared/locales/replay/en.json';
import type shelf from '../../shared/locales/shelf/en.json';
import type shop from '../../shared/locales/shop/en.json';
import type talk from '../../shared/locales/talk/en.json';
import type till from '../../shared/locales/till/en.json';
import type xr from '../../shared/locales/xr/en.json';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { isolate, writingOf } from './format.ts';

/** A message's name in `shared/locales`. */
export type MessageKey =
  | keyof typeof en
  | keyof typeof account
  | keyof typeof arView
  | keyof typeof boards
  | keyof typeof design
  | keyof typeof desk
  | keyof typeof event
  | keyof typeof finding
  | keyof typeof flash
  | keyof typeof inspect
  | keyof typeof plan
  | keyof typeof price
  | keyof typeof promo
  | keyof typeof replay
  | keyof typeof shelf
  | keyof typeof shop
  | keyof typeof talk
  | keyof typeof till
  | keyof typeof xr;

/** The languages that we speak, by their own names. Adding one is adding a file. */
export const LANGUAGES = {
  en: 'English',
  zh: '中文',
  es: 'Español',
  ar: 'العربية',
  id: 'Bahasa Indonesia',
} as const;
/** A language that we speak. */
export type Language = keyof typeof LANGUAGES;

const STORE_KEY = 'vitrine.language';
/** Languages that are written from right to left. */
const RIGHT_TO_LEFT: readonly Language[] = ['ar'];
/** Messages by language, each fetched when it is spoken. */
export type Catalogues = Record<Language, () => Promise<Record<string, string>>>;

const catalogues: Catalogues = {
  en: async () => en,
  zh: async () => {
    void import('@fontsource-variable/noto-sans-sc/wght.css');
    return (await import('../../shared/locales/zh.json')).default;
  },
  es: async () => (await import('../../shared/locales/es.json')).default,
  ar: async () => {
    void import('@fontsource-variable/noto-sans-arabic/wght.css');
    return (await import('../../shared/locales/ar.json')).default;
  },
  id: async () => (await import('../../shared/locales/id.json')).default,
};

/** For pages with words in any language, whichever they speak themselves: of these fonts only the signs that are written come. */
export function loadWritings(): void {
  void import('@fontsource-variable/noto-sans-sc/wght.css');
  void import('@fontsource-variable/noto-sans-arabic/wght.css');
}

/** All that this page says, and its English, for what another language lacks. */
const spoken = [catalogues];
let english: Record<string, string> = en;

const current = signal<{ language: Language; messages: Record<string, string> }>({
  language: 'en',
  messages: en,
});

/** The language in use. */
export const language = computed(() => current.value.language);
/** How numbers, prices and dates are written: in the language in use, as in the visitor's own part of the world. */
export const writing = computed(() => writingOf(current.value.language, navigator.languages));

const formats = new Map<string, IntlMessageFormat>();

/** Values that choose a form are looked up by their very name. */
const CHOOSING = /^(kind|named|within)$/;

/** The message in the language in use; re-renders what reads it when the language changes. */
export function t(key: MessageKey, values?: Record<string, string | number>): string {
  const { language, messages } = current.value;
  const text = messages[key] ?? english[key] ?? key;
  // A build reads messages with placeholders beforehand (they are no text then) and has no parser for the others.
  if (!values || (typeof text === 'string' && !text.includes('{'))) return String(text);
  const id = `${language}/${key}`;
  const format = formats.get(id) ?? new IntlMessageFormat(text, writing.value);
  formats.set(id, format);
  const fromRight = RIGHT_TO_LEFT.includes(language);
  const fenced = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' && !CHOOSING.test(name) ? isolate(value, fromRight) : value,
  ]);
  return String(format.format(Object.fromEntries(fenced)));
}

/** What a refusal says to the person. */
export function sayRefusal(refusal: Pick<Refusal, 'code' | 'detail'>): string {
  return t(`refusal.${refusal.code}`, { detail: refusal.detail ?? '' });
}

/** Changes the language and remembers it on this device. */
export async function setLanguage(next: Language): Promise<void> {
  current.value = { language: next, messages: await messagesOf(next) };
  document.documentElement.lang = next;
  document.documentElement.dir = RIGHT_TO_LEFT.includes(next) ? 'rtl' : 'ltr';
  localStorage.setItem(STORE_KEY, next);
}

const messagesOf = async (which: Language): Promise<Record<string, string>> =>
  Object.assign({}, ...(await Promise.all(spoken.map((each) => each[which]()))));

/** Learns more words, once: those of a part of the page that comes later. */
export async function learnWords(words: Catalogues): Promise<void> {
  if (spoken.includes(words)) return;
  spoken.push(words);
  english = await messagesOf('en');
  current.value = { ...current.value, messages: await messagesOf(current.value.language) };
}

/** Chooses the remembered language, else the browser's first that we speak, else English. `words` are what this page says beside what every page says. */
export async function startLanguage(...words: Catalogues[]): Promise<void> {
  if (words.length > 0) {
    spoken.push(...words);
    english = await messagesOf('en');
  }
  const wishes = [localStorage.getItem(STORE_KEY) ?? '', ...navigator.languages].map(
    (wish) => wish.split('-')[0],
  );
  const found = wishes.find((wish): wish is Language => wish !== undefined && wish in LANGUAGES);
  return setLanguage(found ?? 'en');
}
