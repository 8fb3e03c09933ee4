import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { minorDigits } from '../../../shared/model/money.ts';
import { PAPER_LANGUAGES, type PaperLanguage } from './paper.ts';

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** What a paper or letter says, in one language. */
export type Words = {
  language: PaperLanguage;
  rtl: boolean;
  say(key: string, values?: Record<string, string | number>): string;
  money(amount: number, currency: string): string;
  /** `zone` is an IANA name. */
  date(time: number, zone: string): string;
  percent(fraction: number): string;
  number(value: number, unit?: 'kilogram' | 'centimeter'): string;
  country(code: string): string;
};

/** Reads the catalogues of a folder of `shared/locales` and keeps what it has read; a language that is not spoken is answered in English. */
export function openWords(folder: string): (language: string) => Words {
  const kept = new Map<PaperLanguage, Words>();
  return (wanted) => {
    const language = PAPER_LANGUAGES.find((one) => one === wanted.split('-')[0]) ?? 'en';
    const words = kept.get(language) ?? wordsOf(folder, language);
    kept.set(language, words);
    return words;
  };
}

/** Values that run the other way than the sentence stand apart in it (UAX #9, isolates). */
function apart(values: Record<string, string | number>, rtl: boolean): Record<string, string | number> {
  const isolated = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === 'string' && (rtl || RIGHT_TO_LEFT.test(value)) ? `\u2068${value}\u2069` : value,
  ]);
  return Object.fromEntries(isolated);
}

function wordsOf(folder: string, language: PaperLanguage): Words {
  const file = new URL(`../../../shared/locales/${folder}/${language}.json`, import.meta.url);
  const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const read = new Map<string, IntlMessageFormat>();
  const countries = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 3 });
  const dates = new Map<string, Intl.DateTimeFormat>();
  // Formats are costly to make: a hundred lines would spend more time on them than on the page.
  const moneyIn = kept((currency) => new Intl.NumberFormat(language, { style: 'currency', currency }));
  const digitsOf = kept(minorDigits);
  const numbersIn = kept(
    (unit) =>
      new Intl.NumberFormat(language, {
        maximumFractionDigits: 2,
        ...(unit && { style: 'unit', unit, unitDisplay: 'short' }),
      }),
  );
  return {
    language,
    rtl: language === 'ar',
    say(key, values) {
      const message =
        read.get(key) ??
        new IntlMessageFormat(catalogue[key] ?? key, language, undefined, { ignoreTag: true });
      read.set(key, message);
      const text = String(message.format(values && apart(values, language === 'ar')));
      // Values that stand apart do not tell the sentence's direction: a mark at its beginning does.
      return language === 'ar' ? `\u200f${text}` : text;
    },
    money(amount, currency) {
      const format = moneyIn(currency);
      return format.format(amount / 10 ** digitsOf(currency)).replace('-', '−');
    },
    date(time, zone) {
      const format =
        dates.get(zone) ?? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: zone });
      dates.set(zone, format);
      return format.format(time);
    },
    percent: (fraction) => percent.format(fraction),
    number: (value, unit) => numbersIn(unit ?? '').format(value),
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
  };
}

function kept<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const one = made.get(key) ?? make(key);
    made.set(key, one);
    return one;
  };
}
