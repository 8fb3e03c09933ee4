import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStillness, stripOf, strips } from './stillness.ts';

const VIEW = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 3, -1.6, 2, 1];
const turned = (by: number) => VIEW.map((value, index) => (index === 1 ? value + by : value));

/** Watches a view that stays the same for some frames of 50 ms; answers the last state. */
function rest(stillness: ReturnType<typeof openStillness>, from: number, frames: number, view = VIEW) {
  let state = '';
  for (let frame = 0; frame < frames; frame++)
    state = stillness.watch(from + frame * 50, view, [1, 640, 360]);
  return state;
}

test('[QU7] a view that has not changed for a while is still', () => {
  const stillness = openStillness();
  expect(rest(stillness, 0, 1)).toBe('changed');
  expect(rest(stillness, 50, 2)).toBe('settling');
  expect(rest(stillness, 150, 1)).toBe('still');
});

test('[QU7] a glance, or a new size of the picture, ends it at once; a tremble that nobody sees does not', () => {
  const stillness = openStillness();
  rest(stillness, 0, 10);
  expect(stillness.watch(600, turned(0.0003), [1, 640, 360])).toBe('still');
  expect(stillness.watch(650, turned(0.002), [1, 640, 360])).toBe('changed');
  expect(rest(stillness, 700, 10, turned(0.002))).toBe('still');
  expect(stillness.watch(1300, turned(0.002), [1, 800, 360])).toBe('changed');
});

test('[QU7] a slow drift does not pass as still', () => {
  const stillness = openStillness();
  const states = Array.from({ length: 100 }, (_, frame) =>
    stillness.watch(frame * 16, turned(frame * 0.0002), [1]),
  );
  expect(states).not.toContain('still');
});

test('[QU8] the strips cover each line of any picture once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8000 }), fc.integer({ min: 1, max: 8000 }), (width, height) => {
      const total = strips(width * height);
      let next = 0;
      for (let index = 0; index < total; index++) {
        const { from, lines } = stripOf(index, total, height);
        expect(from).toBe(next);
        next = from + lines;
      }
      expect(next).toBe(height);
    }),
  );
});
