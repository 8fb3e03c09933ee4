/** A span of time as a clock shows it, in the digits of a language: `4:05`. */
export function formatSpan(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const digits = (value: number, least: number): string =>
    new Intl.NumberFormat(locale, { minimumIntegerDigits: least, useGrouping: false }).format(value);
  return `${digits(Math.floor(seconds / 60), 1)}:${digits(seconds % 60, 2)}`;
}
