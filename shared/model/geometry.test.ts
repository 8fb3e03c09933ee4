import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clampToWalkable,
  insidePolygon,
  isWalkable,
  type Polygon,
  sweep,
  type Walkable,
} from './geometry.ts';

const square = (x: number, z: number, half: number): Polygon => [
  [x - half, z - half],
  [x + half, z - half],
  [x + half, z + half],
  [x - half, z + half],
];
const L: Polygon = [
  [0, 0],
  [4, 0],
  [4, 2],
  [2, 2],
  [2, 4],
  [0, 4],
];
const room: Walkable = { outline: square(0, 0, 5), holes: [square(1, 1, 1), square(-2, -2, 0.4)] };
const anywhere = fc.double({ min: -12, max: 12, noNaN: true });

/** A room of any size with holes anywhere, also across each other and the walls. */
const anyArea: fc.Arbitrary<Walkable> = fc.record({
  outline: fc.double({ min: 2, max: 8, noNaN: true }).map((half) => square(0, 0, half)),
  holes: fc.array(
    fc
      .tuple(anywhere, anywhere, fc.double({ min: 0.2, max: 1, noNaN: true }))
      .map(([x, z, half]) => square(x / 2, z / 2, half)),
    { maxLength: 5 },
  ),
});

test('[GE1] a point is inside a polygon, also one with a corner inwards, or it is not', () => {
  expect(insidePolygon(L, 1, 3)).toBe(true);
  expect(insidePolygon(L, 3, 1)).toBe(true);
  expect(insidePolygon(L, 3, 3)).toBe(false);
  expect(insidePolygon(L, -0.01, 1)).toBe(false);
});

test('[GE1] turning a polygon round, or starting it elsewhere, changes nothing', () => {
  fc.assert(
    fc.property(anywhere, anywhere, fc.nat(5), (x, z, shift) => {
      const inside = insidePolygon(L, x, z);
      expect(insidePolygon([...L].reverse(), x, z)).toBe(inside);
      expect(insidePolygon([...L.slice(shift), ...L.slice(0, shift)], x, z)).toBe(inside);
    }),
  );
});

test('[GE2] one may stand inside the outline and outside every hole', () => {
  expect(isWalkable(room, 0, -3)).toBe(true);
  expect(isWalkable(room, 1, 1)).toBe(false);
  expect(isWalkable(room, 6, 0)).toBe(false);
});

test('[GE3] a walkable wish is left alone', () => {
  expect(clampToWalkable(room, 0.5, -3.25)).toEqual({ x: 0.5, z: -3.25 });
});

test('[GE3] a wish into a wall or a hole becomes the nearest place where one may stand', () => {
  fc.assert(
    fc.property(anywhere, anywhere, (x, z) => {
      const found = clampToWalkable(room, x, z);
      expect(isWalkable(room, found.x, found.z)).toBe(true);
      const nearest = Math.min(...grid(room).map(([gx, gz]) => Math.hypot(gx - x, gz - z)));
      expect(Math.hypot(found.x - x, found.z - z)).toBeLessThan(nearest + 0.2);
    }),
  );
});

test('[GE3] in any area that has room to stand, a clamped point is walkable', () => {
  fc.assert(
    fc.property(anyArea, anywhere, anywhere, (area, x, z) => {
      fc.pre(grid(area).length > 0);
      const found = clampToWalkable(area, x, z);
      expect(isWalkable(area, found.x, found.z)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('[GE4] a straight way ends before the first hole or wall', () => {
  expect(sweep(room, [-4, 1], [-1, 1])).toBe(1);
  const part = sweep(room, [-4, 1], [4, 1]);
  expect(-4 + 8 * part).toBeLessThanOrEqual(0);
  expect(-4 + 8 * part).toBeGreaterThan(-0.25);
  expect(sweep(room, [4, 4], [9, 4])).toBeLessThan(0.21);
});

test('[GE4] no way crosses a hole: wherever it ends, every step to there is walkable', () => {
  const standing = fc.tuple(anywhere, anywhere).filter(([x, z]) => isWalkable(room, x, z));
  fc.assert(
    fc.property(standing, standing, (from, to) => {
      const part = sweep(room, from, to);
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      const at = (p: number) => [from[0] + (to[0] - from[0]) * p, from[1] + (to[1] - from[1]) * p] as const;
      expect(isWalkable(room, ...at(part))).toBe(true);
      for (let walked = 0; walked < part * length; walked += 0.05) {
        const [x, z] = at(walked / length);
        // Between two looks a corner may be cut by less than one step.
        expect(isWalkable(room, x, z) || depth(x, z) < 0.08).toBe(true);
      }
    }),
  );
});

/** How deep a point lies inside a hole of the room, metres. */
function depth(x: number, z: number): number {
  const into = (cx: number, cz: number, half: number) => half - Math.max(Math.abs(x - cx), Math.abs(z - cz));
  return Math.max(into(1, 1, 1), into(-2, -2, 0.4));
}

function grid(area: Walkable): [number, number][] {
  const steps = Array.from({ length: 161 }, (_, i) => -8 + i * 0.1);
  return steps.flatMap((x) =>
    steps.filter((z) => isWalkable(area, x, z)).map((z): [number, number] => [x, z]),
  );
}
