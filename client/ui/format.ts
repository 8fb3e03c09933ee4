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

/** A moment as short date and time. */
export function formatTime(time: string | number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(time),
  );
}
