import { expect, test } from 'vitest';
import { openGround } from './ground.ts';

const walkable = {
  outline: [
    [-5, -5],
    [5, -5],
    [5, 5],
    [-5, 5],
  ] as [number, number][],
  holes: [],
  heights: [
    {
      area: [
        [0, -5],
        [5, -5],
        [5, 5],
        [0, 5],
      ] as [number, number][],
      height: 1,
    },
  ],
};
const ground = openGround({ walkable, size: [10, 4, 10] });

test('[WA6] one points at the step in front, not at the floor below it', () => {
  const down = (x: number, y: number) => ({
    origin: { x: -3, y: 2, z: 0 },
    direction: { x: x / Math.hypot(x, y), y: y / Math.hypot(x, y), z: 0 },
  });
  expect(ground.meet(down(1, -1))?.y).toBe(0);
  const onStep = ground.meet(down(4, -1))!;
  expect(onStep.y).toBe(1);
  expect(onStep.x).toBeGreaterThan(0);
  expect(ground.meet(down(1, 0.1))).toBeUndefined();
});

test('[WA7] the camera does not leave the room', () => {
  expect(ground.reach(0, 0, 1, 0, 3)).toBe(3);
  expect(ground.reach(4, 0, 1, 0, 3)).toBeLessThanOrEqual(1);
  expect(ground.reach(4, 0, 1, 0, 3)).toBeGreaterThan(0.8);
});

test('[VR14] pointing at the floor again and again makes no objects', () => {
  const at = (x: number) => ({ origin: { x, y: 2, z: 0 }, direction: { x: 0, y: -1, z: 0 } });
  const first = ground.meet(at(-3));
  expect(first).toEqual({ x: -3, y: 0, z: 0 });
  expect(ground.meet(at(3))).toBe(first);
  expect(first).toEqual({ x: 3, y: 1, z: 0 });
});
