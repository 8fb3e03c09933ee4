import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSpan } from './span.ts';
import { fromWall, toWall } from './zonedTime.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Asia/Shanghai',
];

test('[EV19] a time on the wall of a zone is the moment it means there', () => {
  expect(fromWall('2030-06-01T19:00', 'Europe/Berlin')).toBe(Date.UTC(2030, 5, 1, 17));
  expect(fromWall('2030-01-01T19:00', 'Europe/Berlin')).toBe(Date.UTC(2030, 0, 1, 18));
  expect(toWall(Date.UTC(2030, 5, 1, 17), 'Asia/Shanghai')).toBe('2030-06-02T01:00');
  expect(fromWall('', 'UTC')).toBeNaN();
});

test('[EV19] there and back is the same minute, but for the hour that a clock shows twice', () => {
  const minute = fc.integer({ min: 0, max: 70 * 365 * 24 * 60 }).map((value) => value * 60_000);
  fc.assert(
    fc.property(minute, fc.constantFrom(...ZONES), (ms, zone) => {
      const wall = toWall(ms, zone);
      expect(toWall(fromWall(wall, zone), zone)).toBe(wall);
      expect(Math.abs(fromWall(wall, zone) - ms)).toBeLessThanOrEqual(3_600_000);
    }),
  );
});

test('[EV20] a span is written as a clock shows it', () => {
  expect([0, 65_000, 3_725_000, -5].map((ms) => formatSpan(ms, 'en'))).toEqual([
    '0:00',
    '1:05',
    '62:05',
    '0:00',
  ]);
});
