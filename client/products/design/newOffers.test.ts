import { expect, test } from 'vitest';
import { nextOffer, unsoldVariants } from './newOffers.ts';

test('[DZ10] each variant that nothing is sold as gets a line of its own, with its label and a SKU that no line has', () => {
  const sheets = [{ variant: 'midnight', label: { en: 'Midnight blue' }, swatch: '#112233' }];
  const first = { ...nextOffer('shoe', '', [], sheets), price: { amount: 9900, currency: 'USD' } };
  const second = nextOffer('shoe', 'midnight', [first], sheets);
  const third = nextOffer('shoe', 'Mid night!', [first, second], sheets);
  const fourth = nextOffer('shoe', '午夜', [first, second, third], sheets);
  expect(
    [first, second, third, fourth].map(({ sku, label, price }) => [sku, label?.en, price.amount]),
  ).toEqual([
    ['SHOE-1', undefined, 9900],
    ['SHOE-MIDNIGHT', 'Midnight blue', 9900],
    ['SHOE-MID-NIGHT', 'Mid night!', 9900],
    ['SHOE-4', '午夜', 9900],
  ]);
  expect(unsoldVariants(['midnight', 'beach'], [first, second])).toEqual(['beach']);
});
