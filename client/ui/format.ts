/** A number as the reader writes it. */
export function formatNumber(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(value);
}

/** A share of one, for example 0.5, as `50%`. */
export function formatShare(value: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(value);
}

/** A visitor's own way of writing numbers and dates in a language: the first of their browser's wishes that speaks it, else the language. */
export function writingOf(language: string, wishes: readonly string[]): string {
  return wishes.find((wish) => wish.split('-')[0] === language) ?? language;
}

const FROM_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const FROM_LEFT = /\p{Script=Latin}/u;

/** A text that runs against its surroundings, fenced off (Unicode's isolates) so that it does not reorder them. */
export function isolate(text: string, rightToLeft: boolean): string {
  return (rightToLeft ? FROM_LEFT : FROM_RIGHT).test(text) ? `\u2068${text}\u2069` : text;
}

/** A length in millimetres as centimetres in the reader's language, for example `12.5 cm`. */
export function formatLength(mm: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'centimeter',
    maximumFractionDigits: 1,
  }).format(mm / 10);
}

/** A weight in grams, as kilograms from one kilogram on. */
export function formatWeight(grams: number, language: string): string {
  const [value, unit] = grams >= 1000 ? [grams / 1000, 'kilogram'] : [grams, 'gram'];
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: unit as string,
    maximumFractionDigits: 1,
  }).format(value as number);
}

/** A country by its ISO code, in the reader's language. */
export function regionName(code: string, language: string): string {
  return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}

/** The reader's own kind of a language, by what their browser prefers: English of Britain writes times unlike that of America. */
export function ownLocale(language: string, wishes: readonly string[] = navigator.languages): string {
  return wishes.find((wish) => wish.split('-')[0] === language) ?? language;
}

/** Milliseconds from which a date needs its year to be understood. */
const FAR_MS = 300 * 86_400_000;

/** A moment to wait for: day, date (with its year if that is far away) and time, with the name of the zone; that of the device unless told. */
export function formatOpening(time: number, leftMs: number, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    ...(leftMs > FAR_MS && { year: 'numeric' }),
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone && { timeZone }),
  }).format(time);
}

/** A day, with its year. */
export function formatDate(time: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(time);
}

/** A moment as short date and time. */
export function formatTime(time: string | number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(time),
  );
}
