import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clampToWalkable } from '../../shared/model/geometry.ts';
import type { Scene } from '../../shared/model/scene.ts';
import { openArm, type Stance } from './arm.ts';
import { openGround } from './ground.ts';
import { cameraBounds } from './obstacles.ts';
import { openSolid } from './solid.ts';
import { readRoom } from './testing/roomFile.ts';

const size = [12, 4, 12];
const outline = [
  [-5.5, -5.5],
  [5.5, -5.5],
  [5.5, 5.5],
  [-5.5, 5.5],
] as [number, number][];
const area = { walkable: { outline, holes: [], heights: [] }, size: size as [number, number, number] };
const here: Stance = { x: 0, y: 0, z: 0, yaw: 0, pitch: 0, sunk: 0, distance: 2.7 };
const AT_ONCE = Number.POSITIVE_INFINITY;
const FRAME = 1 / 60;

/** A hall with one wall behind the one who looks to -z, so many metres away. */
function wallBehind(metres: number) {
  const solid = openSolid(cameraBounds(area));
  const put = (away: number) =>
    solid.furnish([{ x: 0, y: 0, z: away + 0.5, yaw: 0, width: 10, height: 4, depth: 1 }]);
  put(metres);
  return { arm: openArm(openGround(area), size, solid), put, clear: () => solid.furnish([]) };
}

test('[WA12] the camera is over the shoulder where there is room', () => {
  const { arm } = wallBehind(5);
  arm.hold(here, AT_ONCE);
  expect(arm.z).toBeCloseTo(2.7);
  expect(arm.x).toBeCloseTo(0.42);
  expect(arm.within).toBe(false);
});

test('[WA12] the arm gives way at once, and is let out slowly', () => {
  const { arm, put, clear } = wallBehind(5);
  arm.hold(here, AT_ONCE);
  put(2);
  arm.hold(here, FRAME);
  expect(arm.z).toBeLessThan(2);
  for (let frame = 0; frame < 30; frame++) arm.hold(here, FRAME);
  const drawnIn = arm.z;
  clear();
  arm.hold(here, FRAME);
  expect(arm.z - drawnIn).toBeLessThan(0.1);
  for (let frame = 0; frame < 240; frame++) arm.hold(here, FRAME);
  expect(arm.z).toBeCloseTo(2.7);
});

test('[WA12] where one wants calm nothing is eased', () => {
  const { arm, put, clear } = wallBehind(2);
  arm.hold(here, AT_ONCE);
  clear();
  arm.hold(here, AT_ONCE);
  expect(arm.z).toBeCloseTo(2.7);
  put(0.6);
  arm.hold(here, AT_ONCE);
  expect([arm.x, arm.y, arm.z, arm.within]).toEqual([0, 1.62, 0, true]);
});

test('[WA12] with too little room one looks through one’s own eyes, and at the edge of it nothing flickers', () => {
  const { arm } = wallBehind(1.3);
  const step = (z: number) => arm.hold({ ...here, z }, FRAME);
  let changes = 0;
  let last = false;
  for (let frame = 0; frame < 600; frame++) {
    step(0.12 - Math.cos(frame / 7) * 0.1);
    if (arm.within !== last && frame > 0) changes++;
    last = arm.within;
  }
  expect(changes).toBe(1);
  expect(last).toBe(true);
  for (let frame = 0; frame < 200; frame++) step(-2);
  expect(arm.within).toBe(false);
});

test('[WA12] the shoulder’s side does not go into a wall', () => {
  const solid = openSolid(cameraBounds(area));
  solid.furnish([{ x: 0.8, y: 0, z: 0, yaw: 0, width: 1, height: 4, depth: 10 }]);
  const arm = openArm(openGround(area), size, solid);
  arm.hold(here, AT_ONCE);
  expect(arm.x).toBeLessThan(0.16);
  expect(arm.z).toBeGreaterThan(2.4);
});

test('[WA12] who sits looks over the rows behind', () => {
  const rows = [1, 2, 3, 4].map((row) => ({
    area: [
      [-5, row],
      [5, row],
      [5, row + 1],
      [-5, row + 1],
    ] as [number, number][],
    height: row * 0.35,
  }));
  const ground = openGround({ walkable: { ...area.walkable, heights: rows }, size: area.size });
  const arm = openArm(ground, size, openSolid(cameraBounds(area)));
  arm.hold({ ...here, sunk: 0.42 }, AT_ONCE);
  expect(arm.y).toBeGreaterThan(ground.height(arm.x, arm.z) + 1.1);
});

describe.each(['atelier', 'theatre', 'hall', 'garden'])('in the %s', async (name) => {
  const data: Scene = JSON.parse(readFileSync(`scenes/${name}/${name}.scene.json`, 'utf8'));
  const { low, high } = cameraBounds(data);
  const solid = openSolid({ low, high });
  for (const pieces of await readRoom(`assets/scenes/${name}/${data.files.roomLow}`))
    for (const _ of solid.fill(pieces));
  const ground = openGround(data);
  const newArm = () => openArm(ground, data.size, solid);
  const somewhere = fc
    .record({
      x: fc.double({ min: low[0], max: high[0], noNaN: true }),
      z: fc.double({ min: low[2], max: high[2], noNaN: true }),
      yaw: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
      pitch: fc.double({ min: -0.5, max: 0.7, noNaN: true }),
      distance: fc.constantFrom(0, 1.5, 2.7, 4.5),
    })
    .map((at): Stance => {
      const { x, z } = clampToWalkable(data.walkable, at.x, at.z);
      return { ...at, x, z, y: ground.height(x, z), sunk: 0 };
    });

  test('[WA11] wherever one stands and looks, the camera is in nothing', () => {
    fc.assert(
      fc.property(somewhere, (at) => {
        const arm = newArm();
        arm.hold(at, AT_ONCE);
        if (!arm.within) expect(solid.has(arm.x, arm.y, arm.z)).toBe(false);
        expect(arm.y).toBeGreaterThan(ground.height(arm.x, arm.z) + 0.15);
        expect(arm.y).toBeLessThan(data.size[1]);
      }),
      { numRuns: 1500 },
    );
  });

  test('[WA11] nor while one walks and turns', () => {
    fc.assert(
      fc.property(somewhere, somewhere, (from, to) => {
        const arm = newArm();
        let { x, z } = from;
        arm.hold(from, AT_ONCE);
        for (let frame = 0; frame < 90; frame++) {
          const away = Math.hypot(to.x - x, to.z - z) || 1;
          const next = clampToWalkable(
            data.walkable,
            x + ((to.x - x) / away) * 0.1,
            z + ((to.z - z) / away) * 0.1,
          );
          ({ x, z } = next);
          const yaw = from.yaw + (to.yaw - from.yaw) * (frame / 60);
          arm.hold({ ...from, x, z, y: ground.height(x, z), yaw }, 1 / 30);
          if (!arm.within) expect(solid.has(arm.x, arm.y, arm.z), `frame ${frame}`).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('[WA11] nor on any of its seats', () => {
    for (const { position, yaw } of data.seats) {
      const [x, , z] = position;
      for (const turn of [-0.6, 0, 0.6]) {
        const arm = newArm();
        const at = { x, z, y: ground.height(x, z), yaw: yaw + turn, pitch: 0.06, sunk: 0.42, distance: 2.7 };
        arm.hold(at, AT_ONCE);
        expect(solid.has(arm.x, arm.y, arm.z), `seat at ${position}`).toBe(false);
      }
    }
  });
});
