import { expect, test } from 'vitest';
import { paint } from './palettes.ts';
import { openRows } from './rows.ts';

test('[AV18] people who look alike share a line of the palettes', () => {
  const rows = openRows(4);
  expect(rows.take('mira green')).toEqual({ row: 0, fresh: true });
  expect(rows.take('mira green')).toEqual({ row: 0, fresh: false });
  expect(rows.take('mira red')).toEqual({ row: 1, fresh: true });
});

test('[AV18] the line of the last who leaves is used again, and painted anew', () => {
  const rows = openRows(2);
  rows.take('a');
  rows.take('a');
  rows.take('b');
  expect(rows.take('c')).toEqual({ row: -1, fresh: false });
  rows.give('a');
  expect(rows.take('c').row).toBe(-1);
  rows.give('a');
  rows.give('a');
  expect(rows.take('c')).toEqual({ row: 0, fresh: true });
  expect(rows.take('d').row).toBe(-1);
});

test('[AV18] a tint changes its texel alone, and not the body it is taken from', () => {
  const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
  const palette = { bytes, width: 2, height: 1 };
  expect([...paint(palette, [{ texel: [1, 0], colour: '#ff8000' }])]).toEqual([1, 2, 3, 4, 255, 128, 0, 8]);
  expect([...paint(palette, [{ texel: [2, 0], colour: '#ff8000' }])]).toEqual([...bytes]);
  expect([...bytes]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
