import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_SPEED, POSE_HZ, WALK_SPEED } from '../../shared/model/avatar.ts';
import { isWalkable, sweep, type Walkable } from '../../shared/model/geometry.ts';
import { readScene } from '../scenes.ts';
import { openMover } from './mover.ts';

const hall: Walkable = {
  outline: [
    [-50, -50],
    [50, -50],
    [50, 50],
    [-50, 50],
  ],
  holes: [
    [
      [1, -1],
      [2, -1],
      [2, 1],
      [1, 1],
    ],
  ],
};
/** Metres that a visitor may have in hand. */
const STRIDE = 2.5;

test('[AV2] someone who walks is where they say they are', () => {
  const mover = openMover(hall, { x: 0, z: 0 }, 0);
  for (let step = 1; step <= 100; step++) {
    const z = (step * WALK_SPEED) / POSE_HZ;
    expect(mover.move(0, z, (step * 1000) / POSE_HZ)).toEqual({ x: 0, z, corrected: false });
  }
});

test('[AV3] a teleport takes one no farther than a stride, and is corrected', () => {
  const placed = openMover(hall, { x: 0, z: 0 }, 0).move(-30, 0, 10);
  expect(placed.corrected).toBe(true);
  expect(Math.hypot(placed.x, placed.z)).toBeLessThan(STRIDE + 0.1);
});

test('[AV4] a wall stops one, also when the far side is near', () => {
  const mover = openMover(hall, { x: 0.5, z: 0 }, 0);
  const placed = mover.move(2.4, 0, 1000);
  expect(placed.corrected).toBe(true);
  expect(placed.x).toBeLessThan(1);
});

test('[AV4] a clock that goes back moves nobody faster', () => {
  const mover = openMover(hall, { x: 0, z: 0 }, 10_000);
  mover.move(-30, 0, 10_000);
  const before = mover.move(-30, 0, 10_000);
  const after = mover.move(-30, 0, 0);
  expect(Math.abs(after.x - before.x)).toBeLessThan(0.01);
});

test('[AV5] whatever one wishes, one stands where one may and was never faster than allowed', async () => {
  const { walkable, spawn } = await readScene('scenes', 'atelier');
  const [x, z] = spawn[0]!.position;
  const metres = fc.double({ min: -64, max: 64, noNaN: true });
  const nearby = fc.double({ min: -8, max: 8, noNaN: true });
  const wish = fc.tuple(fc.oneof(metres, nearby), fc.oneof(metres, nearby), fc.nat(1500));
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 60 }), (wishes) => {
      const mover = openMover(walkable, { x, z }, 0);
      let [now, walked, at] = [0, 0, { x, z }];
      for (const [wishX, wishZ, wait] of wishes) {
        now += wait;
        const placed = mover.move(wishX, wishZ, now);
        expect(isWalkable(walkable, placed.x, placed.z)).toBe(true);
        expect(sweep(walkable, [at.x, at.z], [placed.x, placed.z])).toBe(1);
        walked += Math.hypot(placed.x - at.x, placed.z - at.z);
        expect(walked).toBeLessThanOrEqual(STRIDE + (now / 1000) * MAX_SPEED + 1e-6);
        if (!placed.corrected)
          expect(Math.hypot(wishX - placed.x, wishZ - placed.z)).toBeLessThanOrEqual(0.05);
        at = placed;
      }
    }),
    { numRuns: 300 },
  );
});
