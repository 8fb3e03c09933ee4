import { expect, test } from 'vitest';
import { faultsOf, sameDraft, toDraft, toWish } from './listDraft.ts';
import type { OpenPriceList } from './pricesApi.ts';

const LIST: OpenPriceList = {
  ...{ id: 'one', rev: 2, name: 'Gulf', market: 'gulf', currency: 'KWD', place: 3, goods: [] },
  ...{ startsAt: Date.UTC(2030, 0, 1), endsAt: null },
  prices: [
    { sku: 'A', minQuantity: 1, amount: 12_500, compareAt: 15_000 },
    { sku: 'A', minQuantity: 5, amount: 10_000, compareAt: null },
  ],
};

test('[JO186] a list comes back from its fields as it was, in the decimals of its currency', () => {
  const draft = toDraft(LIST);
  const { id: _, goods: __, rev, ...wish } = LIST;
  expect(draft.rev).toBe(rev);
  expect(draft.rows.map(({ amount, compareAt }) => [amount, compareAt])).toEqual([
    ['12.500', '15.000'],
    ['10.000', ''],
  ]);
  expect(toWish(draft)).toEqual({ wish, faults: {} });
  expect(toDraft(LIST, draft).rows.map(({ key }) => key)).toEqual(draft.rows.map(({ key }) => key));
  expect([sameDraft(draft, toDraft(LIST)), sameDraft(draft, { ...draft, name: '' })]).toEqual([true, false]);
});

test('[JO187] what is wrong with a list stands at its field, whether the page or the server finds it', () => {
  const draft = toDraft(LIST);
  const [first, second] = draft.rows.map(({ key }) => key);
  const typed = (at: number, change: object) =>
    draft.rows.map((row, index) => (index === at ? { ...row, ...change } : row));
  const wrong = toWish({
    ...{ ...draft, name: ' ', place: '1001', from: '2030-01-02T00:00', until: '2030-01-01T00:00' },
    rows: [
      { ...draft.rows[0]!, amount: '12.5001', compareAt: '12' },
      { ...draft.rows[1]!, minQuantity: '1' },
    ],
  });
  expect(wrong.faults).toEqual({
    ...{ name: { word: 'missing' }, place: { word: 'number' }, until: { word: 'before-start' } },
    [`${first}.amount`]: { word: 'amount', value: 'KWD' },
    [`${second}.minQuantity`]: { word: 'twice' },
  });
  expect(toWish({ ...draft, rows: typed(0, { compareAt: '12' }) }).faults).toEqual({
    [`${first}.compareAt`]: { word: 'compare-lower' },
  });
  const of = (detail: string) => faultsOf({ detail }, draft);
  expect(of('prices: coins A 5')).toEqual({ [`${second}.amount`]: { word: 'coins', value: 'KWD' } });
  expect(of('no SKU A')).toEqual({ [`${first}.minQuantity`]: { word: 'unknown', value: 'A' } });
  expect(of('endsAt: before-start')).toEqual({ until: { word: 'before-start' } });
  expect(of('KWD is not taken in market jp')).toEqual({ currency: { word: 'currency' } });
  expect([of('prices: coins B 5'), of('something else')]).toEqual([undefined, undefined]);
});
