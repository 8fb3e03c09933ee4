const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Unit = 'day' | 'hour' | 'minute' | 'second';

/** Time that is left goes by seconds within the last hour, by minutes before. */
const stepOf = (leftMs: number): number => (leftMs > HOUR_MS ? MINUTE_MS : SECOND_MS);

/** Milliseconds after which time that is left reads otherwise. */
export function untilNextTick(leftMs: number): number {
  const step = stepOf(leftMs);
  return leftMs % step || step;
}

/** Time that is left as one reads it: days and hours, hours and minutes, in the last hour minutes and seconds; never less than there is. */
export function partsOf(leftMs: number): [Unit, number][] {
  const step = stepOf(leftMs);
  const left = Math.ceil(leftMs / step) * step;
  const count = (unit: number, whole = Number.POSITIVE_INFINITY): number => Math.floor((left % whole) / unit);
  if (left >= DAY_MS)
    return [
      ['day', count(DAY_MS)],
      ['hour', count(HOUR_MS, DAY_MS)],
    ];
  if (left >= HOUR_MS)
    return [
      ['hour', count(HOUR_MS)],
      ['minute', count(MINUTE_MS, HOUR_MS)],
    ];
  const seconds: [Unit, number] = ['second', count(SECOND_MS, MINUTE_MS)];
  return left >= MINUTE_MS ? [['minute', count(MINUTE_MS)], seconds] : [seconds];
}

/** Time that is left in the reader's words: `12 minutes, 5 seconds`. */
export function formatLeft(leftMs: number, locale: string): string {
  const words = partsOf(leftMs).map(([unit, count]) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
  );
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(words);
}
