import { expect, test } from 'vitest';
import { readAmount } from './readAmount.ts';

test.each([
  ['12', 'EUR', 1200],
  ['12.5', 'EUR', 1250],
  ['12,50', 'EUR', 1250],
  ['1.249,00', 'EUR', 124_900],
  ['1,249.00', 'USD', 124_900],
  ['1 249', 'EUR', 124_900],
  ['1.249', 'EUR', 124_900],
  ['1249', 'JPY', 1249],
  ['1,249', 'JPY', 1249],
  ['1.250', 'KWD', 1250],
  ['١٢٫٥', 'SAR', 1250],
  ['', 'EUR', undefined],
  ['-5', 'EUR', undefined],
  ['12.3456', 'EUR', undefined],
  ['1e3', 'EUR', undefined],
] as const)('[DK12] an amount of money is read as people type it: “%s” %s', (text, currency, amount) => {
  expect(readAmount(text, currency)).toBe(amount);
});
