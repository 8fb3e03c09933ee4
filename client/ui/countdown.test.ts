import { expect, test } from 'vitest';
import { formatLeft, partsOf, untilNextTick } from './countdown.ts';
import { formatOpening, ownLocale } from './format.ts';

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

test('[SH7] within the last hour one reads minutes and seconds, before hours and minutes, before that days and hours', () => {
  const read = (leftMs: number): string =>
    partsOf(leftMs)
      .map(([unit, count]) => `${count} ${unit}`)
      .join(' ');
  expect(read(1)).toBe('1 second');
  expect(read(59 * SECOND)).toBe('59 second');
  expect(read(MINUTE)).toBe('1 minute 0 second');
  expect(read(12 * MINUTE + 4001)).toBe('12 minute 5 second');
  expect(read(HOUR - 1)).toBe('1 hour 0 minute');
  expect(read(HOUR + 1)).toBe('1 hour 1 minute');
  expect(read(DAY - MINUTE)).toBe('23 hour 59 minute');
  expect(read(2 * DAY + 3 * HOUR + 20 * MINUTE)).toBe('2 day 3 hour');
});

test('[SH7] it reads otherwise at each tick and never between two, down to nothing', () => {
  for (const start of [3 * SECOND + 250, 2 * MINUTE, HOUR + 90 * SECOND + 10]) {
    let left = start;
    let ticks = 0;
    while (left > 0 && ticks < 5000) {
      const wait = untilNextTick(left);
      expect(wait).toBeGreaterThan(0);
      expect(partsOf(left - wait / 2)).toEqual(partsOf(left));
      if (left - wait > 0) expect(partsOf(left - wait - 1)).not.toEqual(partsOf(left));
      left -= wait;
      ticks++;
    }
    expect(left).toBe(0);
  }
});

test('[SH7] what is left and when it opens are written in the reader’s language, zone and format', () => {
  expect(formatLeft(12 * MINUTE + 5 * SECOND, 'en')).toBe('12 minutes, 5 seconds');
  expect(formatLeft(2 * DAY + HOUR, 'es')).toBe('2 días y 1 hora');
  const at = Date.UTC(2030, 4, 3, 16, 0);
  expect(formatOpening(at, HOUR, 'en-US', 'America/New_York')).toMatch(/^Friday, May 3 at 12:00.PM EDT$/u);
  expect(formatOpening(at, 400 * DAY, 'en-US', 'America/New_York')).toContain('May 3, 2030');
  expect(formatOpening(at, HOUR, 'en-GB', 'Europe/London')).toContain('17:00');
  expect(formatOpening(at, HOUR, 'zh', 'Asia/Shanghai')).toContain('5月4日');
  expect(ownLocale('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(ownLocale('ar', ['en-US'])).toBe('ar');
});
