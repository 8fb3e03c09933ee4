import { expect, test } from 'vitest';
import { groundHeight, type Height } from './ground.ts';

const square = (x: number, z: number, edge: number): [number, number][] => [
  [x, z],
  [x + edge, z],
  [x + edge, z + edge],
  [x, z + edge],
];

const heights: Height[] = [
  { area: square(0, 0, 2), slope: { from: [0, 0, 1], to: [2, 1, 1] } },
  { area: square(0, 0, 4), height: 1 },
];

test('[GE5] the floor is at 0 but where the scene says a height; the first area counts', () => {
  expect(groundHeight(heights, -1, 1)).toBe(0);
  expect(groundHeight(heights, 3, 3)).toBe(1);
  expect(groundHeight(heights, 1, 1)).toBe(0.5);
  expect(groundHeight([], 1, 1)).toBe(0);
});

test('[GE5] a slope rises evenly along its line, whatever is aside', () => {
  const slope: Height[] = [{ area: square(-9, -9, 18), slope: { from: [0, 1, 0], to: [0, 3, 4] } }];
  for (const aside of [-2, 0, 5]) expect(groundHeight(slope, aside, 2)).toBe(2);
  expect(groundHeight(slope, 0, -3)).toBe(1);
  expect(groundHeight(slope, 0, 8)).toBe(3);
});
