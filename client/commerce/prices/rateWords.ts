import { writing } from '../../ui/i18n.ts';

/** A rate with the decimals that it has. */
export const formatRate = (rate: string): string =>
  new Intl.NumberFormat(writing.value, { maximumFractionDigits: 8 }).format(Number(rate));

/** A day as rates have it (`2030-01-31`), which is the same day everywhere. */
export const formatRateDay = (date: string): string =>
  new Intl.DateTimeFormat(writing.value, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(date));
