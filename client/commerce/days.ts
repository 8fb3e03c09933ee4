/** A day in the reader's language, with its year. */
export function formatDay(time: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(time);
}

/** A share in millionths, as a percentage with the decimals it needs: `8.875%`. */
export function formatRate(ppm: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }).format(
    ppm / 1_000_000,
  );
}

const MINUTE_MS = 60_000;

/** Time that is left as a clock shows it: `9:05`; never more than there is. */
export function formatClock(leftMs: number, locale: string): string {
  const digits = (value: number, least: number): string =>
    new Intl.NumberFormat(locale, { minimumIntegerDigits: least, useGrouping: false }).format(value);
  const seconds = Math.floor(leftMs / 1000);
  return `${digits(Math.floor(leftMs / MINUTE_MS), 1)}:${digits(seconds % 60, 2)}`;
}
