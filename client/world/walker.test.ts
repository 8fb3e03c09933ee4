import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWalkable } from '../../shared/model/geometry.ts';
import { floorWith } from './testing/floor.ts';
import { openWalker, turnTowards } from './walker.ts';

const AREA = floorWith([-1, -1], [1, 1]);
const STILL = { ahead: 0, aside: 0, hurry: false };

test('[WA1] ahead is where the view looks: yaw 0 to -z, a quarter turn left to -x', () => {
  const walker = openWalker(AREA);
  walker.place(0, 3);
  walker.step(0.5, { ...STILL, ahead: 1 }, 0);
  expect([walker.x, walker.z]).toEqual([0, expect.closeTo(2.3, 5)]);
  walker.step(0.5, { ...STILL, ahead: 1 }, Math.PI / 2);
  expect([walker.x, walker.z]).toEqual([expect.closeTo(-0.7, 5), expect.closeTo(2.3, 5)]);
});

test('[WA2] whatever one does, one stays where one may stand', () => {
  const wish = fc.record({
    ahead: fc.double({ min: -1, max: 1, noNaN: true }),
    aside: fc.double({ min: -1, max: 1, noNaN: true }),
    hurry: fc.boolean(),
  });
  const step = fc.tuple(
    wish,
    fc.double({ min: -7, max: 7, noNaN: true }),
    fc.double({ min: 0, max: 0.25, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const walker = openWalker(AREA);
      walker.place(3, 3);
      for (const [next, yaw, seconds] of steps) walker.step(seconds, next, yaw);
      expect(isWalkable(AREA, walker.x, walker.z)).toBe(true);
    }),
  );
});

test('[WA3] walking to a point arrives there, faces as asked, and ends by itself when the way is blocked', () => {
  const walker = openWalker(AREA);
  walker.place(3, 3);
  walker.goTo(3, -3, 1);
  for (let step = 0; step < 200 && walker.walkingTo; step++) walker.step(0.05, STILL, 0);
  expect(Math.hypot(walker.x - 3, walker.z + 3)).toBeLessThan(0.2);
  expect(walker.yaw).toBe(1);
  walker.place(0, 2);
  walker.goTo(0, -2);
  for (let step = 0; step < 200 && walker.walkingTo; step++) walker.step(0.05, STILL, 0);
  expect(walker.walkingTo).toBe(false);
});

test('[WA2] with frames of any length one gets around every corner that one slides to', () => {
  const seconds = fc.double({ min: 0.01, max: 0.25, noNaN: true });
  const start = fc.double({ min: -0.9, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(seconds, start, fc.boolean(), (frame, z, right) => {
      const walker = openWalker(AREA);
      // From the left side of the block, along it and around its corner, by keys alone.
      walker.place(-1, z);
      const wish = { ...STILL, aside: 1, ahead: right ? 1 : -1 };
      for (let time = 0; time < 6; time += frame) walker.step(frame, wish, 0);
      expect(walker.x).toBeGreaterThan(-0.5);
      expect(isWalkable(AREA, walker.x, walker.z)).toBe(true);
    }),
  );
});

test('[WA4] a body turns by the shorter way', () => {
  expect(turnTowards(3, -3, 0.1)).toBeCloseTo(3.1);
  expect(turnTowards(0.2, 0, 1)).toBeCloseTo(0);
});
