import { expect, test } from 'vitest';
import { floorArea, type Point, rectangle, withOpening } from '../roomPlan.ts';
import { triangles } from './triangles.ts';
import { wallPanels } from './wallPanels.ts';

const areaOf = (corners: readonly Point[]): number => {
  const cut = triangles(corners);
  let sum = 0;
  for (let at = 0; at < cut.length; at += 3) {
    const [a, b, c] = [corners[cut[at]!]!, corners[cut[at + 1]!]!, corners[cut[at + 2]!]!];
    sum += ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2;
  }
  return sum;
};

test.each([
  ['a rectangle', rectangle(4, 3, 2.5).corners],
  [
    'an L',
    [
      [0, 0],
      [2, 0],
      [2, 2],
      [4, 2],
      [4, 4],
      [0, 4],
    ],
  ],
  [
    'a U the other way around',
    [
      [0, 0],
      [0, 3],
      [4, 3],
      [4, 0],
      [3, 0],
      [3, 2],
      [1, 2],
      [1, 0],
    ],
  ],
  [
    'corners in one line',
    [
      [0, 0],
      [1, 0],
      [2, 0],
      [2, 2],
      [0, 2],
    ],
  ],
] as [string, Point[]][])('[PN13] the floor of %s is cut into triangles that are all of it', (_, corners) => {
  expect(triangles(corners)).toHaveLength((corners.length - 2) * 3);
  expect(areaOf(corners)).toBeCloseTo(floorArea({ corners, height: 2, openings: [] }));
});

test('[PN13] a wall is left around its door and window, and nothing of it in them', () => {
  const room = withOpening(withOpening(rectangle(5, 3, 2.5), 'door', 0)!, 'window', 0)!;
  const panels = wallPanels(room, 0);
  const area = panels.reduce((sum, { from, to, bottom, top }) => sum + (to - from) * (top - bottom), 0);
  const holes = room.openings.reduce((sum, { width, bottom, top }) => sum + width * (top - bottom), 0);
  expect(area).toBeCloseTo(5 * 2.5 - holes);
  expect(wallPanels(room, 1)).toEqual([{ from: 0, to: 3, bottom: 0, top: 2.5 }]);
});
