import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Circumstances, type Plain, promote, type Standing } from './promote.ts';
import { spread } from './spread.ts';

const NOW = 1_000_000;
const here: Circumstances = {
  ...{ market: 'eu', currency: 'EUR', at: NOW, events: new Set(['e1']), smallest: 1, delivery: 690 },
  inCurrency: (amounts) => amounts.EUR,
};
const line = (sku: string, quantity: number, amount: number, slug = sku): Plain => ({
  ...{ sku, slug, quantity },
  unit: { amount, currency: 'EUR' },
});
const rule = (id: string, change: Partial<Standing>): Standing => ({
  ...{ id, kind: 'coupon', code: id.toUpperCase(), title: { en: id }, conditions: [{ kind: 'code' }] },
  ...{ effect: { kind: 'percent', ppm: 100_000 }, limits: { total: null, perPerson: null, perOrder: null } },
  ...{ startsAt: 0, endsAt: null, used: 0, status: 'on', combines: false, showroom: '', usedByPerson: 0 },
  ...change,
});
const flash = (id: string, slug: string, change: Partial<Standing>): Standing =>
  rule(id, {
    kind: 'flash',
    code: '',
    conditions: [{ kind: 'products', slugs: [slug], skus: [] }],
    ...change,
  });
const off = (lines: Plain[], rules: Standing[], now: Partial<Circumstances> = {}) => {
  const { discounts, ...rest } = promote(lines, rules, { ...here, ...now });
  const bySku = [...discounts].map(([sku, list]) => [
    sku,
    ...list.map(({ promotion, amount }) => `${promotion} ${amount.amount}`),
  ]);
  return { bySku, ...rest, faults: Object.fromEntries(rest.faults) };
};
const CHAIR = line('chair', 2, 10_050);
const LAMP = line('lamp', 1, 4999);

test('[PM1] percent, amount, fixed price and free delivery each take off what they say, with their reason on each line', () => {
  expect(off([CHAIR, LAMP], [rule('p', {})]).bySku).toEqual([
    ['chair', 'p 2010'],
    ['lamp', 'p 500'],
  ]);
  const amount = rule('a', { effect: { kind: 'amount', amounts: { EUR: 1000 } } });
  expect(off([CHAIR, LAMP], [amount])).toMatchObject({
    bySku: [
      ['chair', 'a 801'],
      ['lamp', 'a 199'],
    ],
    uses: [{ promotion: 'a', count: 1 }],
  });
  const price = rule('f', {
    conditions: [{ kind: 'products', slugs: ['chair'], skus: [] }],
    effect: { kind: 'price', amounts: { EUR: 9000 } },
  });
  expect(off([CHAIR, LAMP], [price]).bySku).toEqual([['chair', 'f 2100']]);
  const free = rule('d', { effect: { kind: 'free-delivery' } });
  expect(off([CHAIR], [free])).toMatchObject({ bySku: [], freeDelivery: { id: 'd', title: { en: 'd' } } });
});

test('[PM2] nothing falls below nothing, whatever comes together', () => {
  const all = rule('all', { effect: { kind: 'percent', ppm: 1_000_000 }, combines: true });
  const much = rule('much', { effect: { kind: 'amount', amounts: { EUR: 10_000_000 } }, combines: true });
  const { bySku } = off([CHAIR, LAMP], [much, all]);
  expect(bySku).toEqual([
    ['chair', 'much 20100'],
    ['lamp', 'much 4999'],
  ]);
  // Two flash offers of one product: each piece is made cheaper by one of them, the better one.
  const half = flash('half', 'chair', { effect: { kind: 'percent', ppm: 600_000 } });
  const more = flash('more', 'chair', {
    effect: { kind: 'percent', ppm: 700_000 },
    limits: { total: 1, perPerson: null, perOrder: null },
  });
  expect(off([CHAIR], [half, more]).bySku).toEqual([['chair', 'more 7035', 'half 6030']]);
});

test('[PM2] in any mixture of offers each line keeps its price or less, never below nothing, and in whole coins', () => {
  const effects = fc.oneof(
    fc.record({ kind: fc.constant('percent' as const), ppm: fc.integer({ min: 1, max: 1_000_000 }) }),
    fc.record({
      kind: fc.constantFrom('amount' as const, 'price' as const),
      amounts: fc.record({ EUR: fc.integer({ min: 0, max: 400 }).map((coins) => coins * 10) }),
    }),
  );
  const rules = fc.array(
    fc.record({
      kind: fc.constantFrom('coupon' as const, 'flash' as const),
      effect: effects,
      combines: fc.boolean(),
      perOrder: fc.option(fc.integer({ min: 1, max: 5 })),
      total: fc.option(fc.integer({ min: 1, max: 9 })),
    }),
    { maxLength: 5 },
  );
  const lines = fc.uniqueArray(
    fc.record({
      sku: fc.constantFrom('a', 'b', 'c'),
      quantity: fc.integer({ min: 1, max: 9 }),
      coins: fc.integer({ min: 0, max: 300 }),
    }),
    { selector: ({ sku }) => sku },
  );
  fc.assert(
    fc.property(lines, rules, (goods, wishes) => {
      const plain = goods.map(({ sku, quantity, coins }) => line(sku, quantity, coins * 10));
      const standing = wishes.map(({ perOrder, total, ...wish }, index) => {
        const limits = { total, perPerson: null, perOrder };
        return wish.kind === 'flash'
          ? flash(`r${index}`, 'a', { ...wish, limits })
          : rule(`r${index}`, { ...wish, limits });
      });
      const { discounts, uses } = promote(plain, standing, { ...here, smallest: 10 });
      for (const { sku, quantity, unit } of plain) {
        const list = discounts.get(sku) ?? [];
        const gone = list.reduce((sum, { amount }) => sum + amount.amount, 0);
        expect(gone).toBeLessThanOrEqual(unit.amount * quantity);
        for (const { amount } of list) expect([amount.amount > 0, amount.amount % 10]).toEqual([true, 0]);
      }
      for (const { promotion, count } of uses) {
        const { limits } = standing.find(({ id }) => id === promotion)!;
        expect(count).toBeLessThanOrEqual(limits.total ?? count);
      }
    }),
    { numRuns: 300 },
  );
});

test('[PM3] an amount is spread to the last unit, in coins that there are, and none below nothing', () => {
  expect([
    ...spread(
      100,
      [1, 1, 1].map((left, at) => ({ sku: `${at}`, left: left * 1000 })),
      1,
    ),
  ]).toEqual([
    ['0', 33],
    ['1', 34],
    ['2', 33],
  ]);
  const shares = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      shares,
      fc.integer({ min: 0, max: 90_000 }),
      fc.constantFrom(1, 10, 100),
      (lefts, amount, coin) => {
        const lines = lefts.map((left, at) => ({ sku: `${at}`, left: left * coin }));
        const off = spread(amount * coin, lines, coin);
        const all = lines.reduce((sum, { left }) => sum + left, 0);
        expect([...off.values()].reduce((sum, one) => sum + one, 0)).toBe(Math.min(amount * coin, all));
        for (const { sku, left } of lines) {
          const one = off.get(sku) ?? 0;
          expect([one >= 0 && one <= left, one % coin]).toEqual([true, 0]);
        }
      },
    ),
  );
});

test('[PM3] discounts are in the coins that a currency has: yen whole, rupiah by the hundred, dinar by ten', () => {
  const percent = [rule('p', { effect: { kind: 'percent', ppm: 333_333 } })];
  const at = (currency: string, amount: number, smallest: number) =>
    off([line('x', 1, amount)], percent, { currency, smallest }).bySku[0]?.[1];
  expect(at('JPY', 1001, 1)).toBe('p 334');
  expect(at('IDR', 1_234_500, 100)).toBe('p 411500');
  expect(at('KWD', 10_250, 10)).toBe('p 3420');
  // An amount that nobody could pay in coins is rounded down to one that can be.
  const amount = [rule('a', { effect: { kind: 'amount', amounts: { EUR: 1234 } } })];
  expect(off([line('x', 1, 10_000), line('y', 1, 10_000)], amount, { smallest: 10 }).bySku).toEqual([
    ['x', 'a 620'],
    ['y', 'a 610'],
  ]);
});

test('[PM4] coupons stand beside each other where all may; else the one that saves most counts, and the others say so', () => {
  const ten = rule('ten', { combines: true });
  const five = rule('five', { effect: { kind: 'amount', amounts: { EUR: 500 } }, combines: true });
  expect(off([LAMP], [ten, five]).bySku).toEqual([['lamp', 'ten 500', 'five 500']]);
  const lone = rule('lone', { effect: { kind: 'percent', ppm: 150_000 } });
  expect(off([LAMP], [ten, five, lone])).toMatchObject({
    bySku: [['lamp', 'ten 500', 'five 500']],
    faults: { lone: 'not-together' },
  });
  const best = rule('best', { effect: { kind: 'percent', ppm: 300_000 } });
  expect(off([LAMP], [ten, five, best])).toMatchObject({
    bySku: [['lamp', 'best 1500']],
    faults: { ten: 'not-together', five: 'not-together' },
  });
  // Free delivery saves what the cheapest way costs.
  const free = rule('free', { effect: { kind: 'free-delivery' } });
  expect(off([LAMP], [rule('less', {}), free]).freeDelivery?.id).toBe('free');
  expect(off([LAMP], [rule('less', {}), free], { delivery: 0 }).freeDelivery).toBeNull();
  // Two that both make delivery free use up one of them.
  const twice = [free, rule('again', free)].map((one, at) => ({ ...one, id: `d${at}`, combines: true }));
  expect(off([LAMP], twice)).toMatchObject({ uses: [{ promotion: 'd0' }], faults: { d1: 'not-together' } });
});

test('[PM4] a coupon counts for pieces of a flash offer only where both may stand beside others', () => {
  const offer = { effect: { kind: 'price', amounts: { EUR: 5000 } } } as const;
  const limits = { total: 1, perPerson: null, perOrder: null };
  const coupon = rule('c', { combines: true });
  expect(off([CHAIR], [flash('f', 'chair', { ...offer, limits }), coupon]).bySku).toEqual([
    ['chair', 'f 5050', 'c 1005'],
  ]);
  expect(off([CHAIR], [flash('f', 'chair', { ...offer, limits, combines: true }), coupon]).bySku).toEqual([
    ['chair', 'f 5050', 'c 1505'],
  ]);
  expect(off([CHAIR], [flash('f', 'chair', offer), coupon])).toMatchObject({
    bySku: [['chair', 'f 10100']],
    faults: { c: 'not-together' },
  });
});

test('[PM5] each condition that is not met has its own reason', () => {
  const fault = (change: Partial<Standing>, now: Partial<Circumstances> = {}) =>
    off([CHAIR], [rule('x', change)], now).faults.x;
  const limits = { total: 3, perPerson: 2, perOrder: null };
  expect(fault({ startsAt: NOW + 1 })).toBe('too-early');
  expect(fault({ startsAt: NOW })).toBeUndefined();
  expect(fault({ endsAt: NOW })).toBe('over');
  expect(fault({ endsAt: NOW + 1 })).toBeUndefined();
  expect([fault({ status: 'off' }), fault({ status: 'draft' })]).toEqual(['over', 'over']);
  expect([fault({ limits, used: 3 }), fault({ limits, used: 2 })]).toEqual(['used-up', undefined]);
  expect([fault({ limits, usedByPerson: 2 }), fault({ limits, usedByPerson: 1 })]).toEqual([
    'used-by-you',
    undefined,
  ]);
  const atLeast = (amount: number) => fault({ conditions: [{ kind: 'minimum', amounts: { EUR: amount } }] });
  expect([atLeast(20_100), atLeast(20_101)]).toEqual([undefined, 'minimum']);
  expect(fault({ conditions: [{ kind: 'minimum', amounts: {} }] })).toBe('minimum');
  const where: Partial<Standing> = { conditions: [{ kind: 'markets', markets: ['us', 'eu'] }] };
  expect([fault(where), fault(where, { market: 'jp' })]).toEqual([undefined, 'not-here']);
  const during: Partial<Standing> = { conditions: [{ kind: 'event', event: 'e1' }] };
  expect([fault(during), fault(during, { events: new Set() })]).toEqual([undefined, 'over']);
  const these = (slugs: string[], skus: string[]) =>
    fault({ conditions: [{ kind: 'products', slugs, skus }] });
  expect([these(['chair'], []), these(['lamp'], []), these(['chair'], ['other'])]).toEqual([
    undefined,
    'not-these',
    'not-these',
  ]);
});

test('[PM6] a limit for each order makes so many pieces cheaper, the dearest first; what a flash offer has left bounds it', () => {
  const limits = { total: null, perPerson: null, perOrder: 2 };
  expect(off([LAMP, CHAIR], [rule('c', { limits })]).bySku).toEqual([['chair', 'c 2010']]);
  expect(off([LAMP, { ...CHAIR, quantity: 1 }], [rule('c', { limits })]).bySku).toEqual([
    ['chair', 'c 1005'],
    ['lamp', 'c 500'],
  ]);
  const offer = { effect: { kind: 'price', amounts: { EUR: 10_000 } }, used: 7, usedByPerson: 1 } as const;
  const pieces = (total: number, perPerson: number | null, perOrder: number | null) =>
    off(
      [{ ...CHAIR, quantity: 9 }],
      [flash('f', 'chair', { ...offer, limits: { total, perPerson, perOrder } })],
    ).uses;
  expect(pieces(10, null, null)).toEqual([{ promotion: 'f', count: 3 }]);
  expect(pieces(20, 3, null)).toEqual([{ promotion: 'f', count: 2 }]);
  expect(pieces(20, null, 1)).toEqual([{ promotion: 'f', count: 1 }]);
  expect(pieces(7, null, null)).toEqual([]);
});
