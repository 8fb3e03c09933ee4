import { expect, test } from 'vitest';
import { readPrice, writePrice } from './price.ts';

test('[DZ4] a price is typed in the currency’s own digits, with a comma or a point, and comes back as it was typed', () => {
  expect(['12.5', '12,50', '12', '١٢٫٥', '0.01'].map((text) => readPrice(text, 'EUR'))).toEqual([
    1250, 1250, 1200, 1250, 1,
  ]);
  expect([readPrice('1200', 'JPY'), readPrice('1.250', 'KWD'), readPrice('1.25', 'JPY')]).toEqual([
    1200,
    1250,
    undefined,
  ]);
  expect(['', '-1', '1.005', '1.2.3', 'abc'].map((text) => readPrice(text, 'EUR'))).toEqual(
    Array(5).fill(undefined),
  );
  expect([writePrice(1250, 'EUR'), writePrice(1250, 'JPY'), writePrice(1250, 'KWD')]).toEqual([
    '12.50',
    '1250',
    '1.250',
  ]);
});
