import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MarketChoice } from '../../shared/model/market.ts';
import type { PriceList } from '../../shared/model/priceList.ts';
import { onEachEngine } from '../testing/engines.ts';
import { openShop, type Shop } from '../testing/shop.ts';

const SKU = 'VT-PF-04';
const EUR = (amount: number) => ({ amount, currency: 'EUR' });

onEachEngine((open) => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(undefined, await open());
  });
  afterEach(() => shop.close());

  const set = (change: Partial<PriceList>, known?: Pick<PriceList, 'id' | 'rev'>) =>
    shop.prices.set(
      {
        ...{ name: 'List', market: 'eu', currency: 'EUR', startsAt: 0, endsAt: null, place: 0 },
        prices: [{ sku: SKU, minQuantity: 1, amount: 10_000, compareAt: null }],
        ...change,
      },
      known,
    );
  const priceOf = async (quantity = 1, choice: MarketChoice = shop.home) =>
    (await shop.prices.pricesFor(choice, [{ sku: SKU, price: EUR(11_800), quantity }])).get(SKU)!;
  const inMarket = (country: string) => shop.markets.choose('someone', { country });

  test('[PL1] a list counts in its market and currency only; elsewhere the base price is converted and rounded', async () => {
    await set({});
    expect((await priceOf()).unit).toEqual(EUR(10_000));
    const abroad = await Promise.all(
      ['CH', 'JP', 'ID', 'KW', 'SE'].map(async (one) => priceOf(1, await inMarket(one))),
    );
    for (const { unit } of abroad) {
      expect(unit.currency).not.toBe('EUR');
      expect(unit.amount % shop.markets.priceStep(unit.currency)).toBe(0);
      expect(unit.amount % shop.markets.smallest(unit.currency)).toBe(0);
    }
    await expect(set({ market: 'jp' })).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('[PL2] a list counts from its first moment until its last; of several the one with the highest place', async () => {
    const now = shop.clock.now();
    await set({ startsAt: now + 1000, endsAt: now + 2000 });
    await set({
      place: 1,
      startsAt: now + 1500,
      prices: [{ sku: SKU, minQuantity: 1, amount: 9000, compareAt: null }],
    });
    const seen: number[] = [];
    for (const step of [0, 999, 1, 500, 500]) {
      shop.clock.advance(step);
      seen.push((await priceOf()).unit.amount);
    }
    expect(seen).toEqual([11_800, 11_800, 10_000, 9000, 9000]);
  });

  test('[PL3] more pieces cost less each from their number on, and what it cost otherwise comes along', async () => {
    await set({
      prices: [
        { sku: SKU, minQuantity: 1, amount: 10_000, compareAt: 12_000 },
        { sku: SKU, minQuantity: 5, amount: 9000, compareAt: null },
        { sku: SKU, minQuantity: 10, amount: 8000, compareAt: 12_000 },
      ],
    });
    const units = await Promise.all([1, 4, 5, 9, 10, 99].map((quantity) => priceOf(quantity)));
    expect(units.map(({ unit, compareAt }) => [unit.amount, compareAt?.amount ?? null])).toEqual([
      ...[
        [10_000, 12_000],
        [10_000, 12_000],
        [9000, null],
        [9000, null],
      ],
      ...[
        [8000, 12_000],
        [8000, 12_000],
      ],
    ]);
    await shop.fill('ada', 'flacon', 5);
    expect((await shop.carts.get('ada', shop.home)).goods).toEqual(EUR(45_000));
  });

  test('[PL4] a list is written whole: what is left out is gone, and a SKU that there is not keeps it as it was', async () => {
    const known = await set({});
    const strange = { sku: 'VT-NO-1', minQuantity: 1, amount: 1, compareAt: null };
    await expect(set({ prices: [strange] }, known)).rejects.toMatchObject({ code: 'bad-input' });
    expect((await priceOf()).unit).toEqual(EUR(10_000));
    await set({ prices: [] }, known);
    expect((await priceOf()).unit).toEqual(EUR(11_800));
    await shop.prices.remove(known.id);
    await expect(shop.prices.remove(known.id)).rejects.toMatchObject({ code: 'not-found' });
  });
});
