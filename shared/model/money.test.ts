import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMoney, formatMoney, minorDigits, timesMoney } from './money.ts';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('[MO1] money of two currencies is never added', () => {
  expect(addMoney({ amount: 100, currency: 'EUR' }, { amount: 23, currency: 'EUR' })).toEqual({
    amount: 123,
    currency: 'EUR',
  });
  expect(() => addMoney({ amount: 1, currency: 'EUR' }, { amount: 1, currency: 'USD' })).toThrow(
    'EUR and USD',
  );
});

test('[MO2] an amount beyond the safe integers, or no integer, is refused instead of rounded', () => {
  const most = { amount: Number.MAX_SAFE_INTEGER, currency: 'EUR' };
  expect(() => timesMoney(most, 2)).toThrow('safe integer');
  expect(() => timesMoney({ amount: 100, currency: 'EUR' }, 0.333)).toThrow('safe integer');
  expect(() => addMoney(most, { amount: 1, currency: 'EUR' })).toThrow('safe integer');
  expect(() => addMoney({ amount: 0.5, currency: 'EUR' }, { amount: 1, currency: 'EUR' })).toThrow(
    'safe integer',
  );
});

test('[MO2] a quantity times a price is that price added up', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 30 }), (amount, quantity) => {
      const price = { amount, currency: 'JPY' };
      const added = Array.from({ length: quantity - 1 }).reduce<typeof price>(
        (sum) => addMoney(sum, price),
        price,
      );
      expect(timesMoney(price, quantity)).toEqual(added);
    }),
  );
});

test('[MO3] the minor unit of a currency has 2, 0 or 3 decimals', () => {
  expect(['EUR', 'JPY', 'KWD'].map(minorDigits)).toEqual([2, 0, 3]);
});

test.each([
  [124900, 'EUR', 'en', '€1,249.00'],
  [124900, 'EUR', 'de', '1.249,00 €'],
  [124900, 'EUR', 'zh', '€1,249.00'],
  [124900, 'JPY', 'en', '¥124,900'],
  [124900, 'KWD', 'en', 'KWD 124.900'],
  [5, 'EUR', 'en', '€0.05'],
])('[MO3] %d of %s reads in %s as %s', (amount, currency, locale, text) => {
  expect(plain(formatMoney({ amount, currency }, locale))).toBe(text);
});
