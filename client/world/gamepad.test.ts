import { expect, test } from 'vitest';
import { openPadReader } from './gamepad.ts';

const pad = (axes: number[], pressed: number[] = []) => ({
  axes,
  buttons: Array.from({ length: 17 }, (_, index) => ({
    pressed: pressed.includes(index),
    value: pressed.includes(index) ? 1 : 0,
  })),
});

test('[WA9] a stick that rests moves nobody, one pushed all the way moves fully', () => {
  const read = openPadReader();
  expect(read(pad([0.1, -0.12, 0.05, 0]))).toMatchObject({ aside: 0, ahead: 0, turn: 0, hurry: false });
  expect(read(pad([1, -1, -1, 0], [7]))).toMatchObject({ aside: 1, ahead: 1, turn: 1, hurry: true });
  expect(read(null)).toBeUndefined();
  expect(read(pad([]))).toMatchObject({ aside: 0, ahead: 0 });
});

test('[WA9] a button that is held acts once', () => {
  const read = openPadReader();
  expect(read(pad([], [0]))?.act).toBe(true);
  expect(read(pad([], [0]))?.act).toBe(false);
  expect(read(pad([]))?.act).toBe(false);
  expect(read(pad([], [0, 1]))).toMatchObject({ act: true, rise: true });
});
