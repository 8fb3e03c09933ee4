/** A moment as a clock on the wall of a zone shows it: `2030-06-01T19:00`. */
export function toWall(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(ms);
  const of = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** The moment at which a clock on the wall of a zone shows a time, to the minute; NaN for what is no time. Where a clock leaps over it, the moment as if it had not; where it shows it twice, one of both. */
export function fromWall(wall: string, zone: string): number {
  const wished = Date.parse(`${wall.slice(0, 16)}Z`);
  if (Number.isNaN(wished)) return wished;
  const offset = (at: number): number => Date.parse(`${toWall(at, zone)}Z`) - at;
  // The zone's distance is that of the moment itself, which is known only with it: the second guess is near enough.
  const first = wished - offset(wished);
  return wished - offset(first);
}

/** The zone of this device. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
