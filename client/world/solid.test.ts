import { expect, test } from 'vitest';
import { openSolid, type Solid } from './solid.ts';
import type { Pieces } from './solidParts.ts';

type Point = readonly [number, number, number];

/** The surface of an upright box between two corners. */
function box([lx, ly, lz]: Point, [hx, hy, hz]: Point): Pieces {
  const positions = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((i) => [
    i & 1 ? hx : lx,
    i & 2 ? hy : ly,
    i & 4 ? hz : lz,
  ]);
  const faces = [0, 2, 3, 1, 4, 5, 7, 6, 0, 1, 5, 4, 2, 6, 7, 3, 0, 4, 6, 2, 1, 3, 7, 5];
  const indices = [];
  for (let i = 0; i < faces.length; i += 4) {
    const [a, b, c, d] = faces.slice(i, i + 4) as [number, number, number, number];
    indices.push(a, b, c, a, c, d);
  }
  return { positions, indices };
}

/** Pieces in one mesh, as a file keeps what has the same material. */
function together(...parts: Pieces[]): Pieces {
  const positions: number[] = [];
  const indices: number[] = [];
  for (const part of parts) {
    const first = positions.length / 3;
    indices.push(...Array.from(part.indices, (index) => index + first));
    positions.push(...Array.from(part.positions));
  }
  return { positions, indices };
}

function roomWith(...parts: Pieces[]): Solid {
  const solid = openSolid({ low: [-5, -0.25, -5], high: [5, 4, 5] });
  for (const _ of solid.fill(together(...parts)));
  return solid;
}

/** Metres that are free of the three from the middle to the right, at the height of the eyes. */
const metres = (solid: Solid, radius = 0): number => 3 * solid.reach(0, 1.7, 0, 3, 1.7, 0, radius);

test('[WA10] the camera stops before what is solid, on every side of it', () => {
  const solid = roomWith(box([1, 0, -1], [2, 2, 1]));
  expect(metres(solid)).toBeGreaterThan(0.7);
  expect(metres(solid)).toBeLessThanOrEqual(0.85);
  expect(solid.reach(1.5, 3.9, 0, 1.5, 1.7, 0, 0)).toBeLessThan(1);
  expect(solid.reach(1.5, 1, 3, 1.5, 1, -3, 0)).toBeLessThan(0.34);
  expect(solid.reach(0, 1.7, 0, -3, 1.7, 0, 0.15)).toBe(1);
  expect(solid.reach(0, 1.7, 0, 0, 1.7, 0, 0.15)).toBe(1);
  for (let turn = 0; turn < 64; turn++) {
    const [x, z] = [Math.cos(turn) * 4, Math.sin(turn) * 4];
    expect(solid.reach(1.5 + x, 1, z, 1.5, 1, 0, 0), `from ${turn}`).toBeLessThan(1);
  }
});

test('[WA10] the camera passes where there is room for it', () => {
  const gap = roomWith(box([1, 0, -2], [1.2, 3, -0.3]), box([1, 0, 0.3], [1.2, 3, 2]));
  expect(metres(gap, 0.15)).toBe(3);
  const slit = roomWith(box([1, 0, -2], [1.2, 3, -0.06]), box([1, 0, 0.13], [1.2, 3, 2]));
  expect(metres(slit)).toBe(3);
  expect(metres(slit, 0.4)).toBeLessThan(1.2);
});

test('[WA10] cords, rails, legs and leaves are in nobody’s way; a post is', () => {
  expect(metres(roomWith(box([1, 1.69, -4], [1.02, 1.71, 4])))).toBe(3);
  expect(metres(roomWith(box([1, 0, -0.02], [1.05, 4, 0.03])))).toBe(3);
  const leaves = Array.from({ length: 400 }, (_, i) => {
    const [x, y, z] = [1 + (i % 5) / 20, 1.4 + (Math.floor(i / 5) % 10) / 20, -0.2 + Math.floor(i / 50) / 20];
    return { positions: [x, y, z, x + 0.05, y + 0.03, z, x, y + 0.05, z + 0.05], indices: [0, 1, 2] };
  });
  expect(metres(roomWith(...leaves))).toBe(3);
  expect(metres(roomWith(...leaves, box([1, 0, -0.08], [1.16, 4, 0.08])))).toBeLessThan(1);
});

test('[WA10] what is one in space is one, however its corners are stored', () => {
  const whole = box([1, 0, -1], [1.1, 3, 1]);
  const apart = Array.from(whole.indices, (index) =>
    [0, 1, 2].map((axis) => whole.positions[index * 3 + axis]!),
  );
  const pieces = { positions: apart.flat(), indices: apart.map((_, i) => i) };
  expect(metres(roomWith(pieces))).toBe(metres(roomWith(whole)));
});

test('[WA10] one starts even in a solid cell, but not through a wall', () => {
  expect(metres(roomWith(box([-0.1, 0, -1], [0.02, 3, 1])))).toBe(3);
  const deep = openSolid({ low: [-5, 0, -5], high: [5, 4, 5] });
  deep.furnish([{ x: 0, y: 0, z: 0, yaw: 0, width: 4, height: 3, depth: 4 }]);
  expect(metres(deep)).toBeLessThan(0.3);
});

test('[WA10] outside the bounds nothing is in the way, and nothing is kept', () => {
  const solid = roomWith(box([7, 0, -1], [8, 3, 1]), box([-40, -9, -40], [40, -8, 40]));
  expect(solid.reach(4, 1.7, 0, 20, 1.7, 0, 0.15)).toBe(1);
  expect(solid.has(7, 1, 0)).toBe(false);
  expect(solid.reach(-20, 1.7, 0, 20, 1.7, 0, 0)).toBe(1);
});

test('[WA10] what stands in the room takes the place of what stood there', () => {
  const solid = roomWith(box([2, 0, -1], [2.2, 3, 1]));
  const vase = { x: 1.2, y: 0.9, z: 0, yaw: Math.PI / 4, width: 0.4, height: 1, depth: 0.4 };
  solid.furnish([vase]);
  expect(metres(solid)).toBeLessThan(0.95);
  expect(solid.has(1.2, 2.2, 0)).toBe(false);
  expect(solid.has(1.2, 0.7, 0)).toBe(false);
  solid.furnish([]);
  expect(metres(solid)).toBeGreaterThan(1.6);
});

test('[WA10] the room is filled in slices, and counts from the first on', () => {
  const solid = openSolid({ low: [-5, -0.25, -5], high: [5, 4, 5] });
  const walls = together(box([1, 0, -5], [1.2, 4, 5]), box([-4, 0, -5], [5, 4, 5]));
  const work = solid.fill(walls);
  let slices = 0;
  while (!work.next().done) slices++;
  expect(slices).toBeGreaterThan(2);
  expect(metres(solid)).toBeLessThan(1);
});
