import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Address } from '../../shared/model/address.ts';
import type { Order } from '../../shared/model/order.ts';
import { DETAILS, openShop, type Shop } from '../testing/shop.ts';
import { isCountry } from './addresses.ts';
import { breaches } from './books.ts';
import { detailsSchema } from './schemas.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await shop.setStock('deer', 1000);
});
afterAll(async () => {
  expect(await breaches(shop.db)).toEqual([]);
  await shop.close();
});

const at = (country: string, more: Partial<Address>): Address => ({ ...DETAILS.address!, country, ...more });

/** A buyer of two deer in each country, and what a shop with a base price of 460 € says they cost, worked out by hand. */
const BUYERS = {
  // 2 × 460.00, VAT of 19 % within: 920 × 19 ÷ 119; delivery free from 250 €.
  DE: {
    address: at('DE', {}),
    sums: ['EUR', 46_000, 92_000, 0, 14_689, 92_000],
  },
  // 460 × 0.82918 = 381.42, to whole pounds; parcel of 2 to 10 kg 29.90 € = 24.79, to whole pounds; 20 % within both.
  GB: {
    address: at('GB', { lines: ['10 High St'], city: 'London', postcode: 'SW1A 2AA' }),
    sums: ['GBP', 38_100, 76_200, 2500, 12_700 + 417, 78_700],
  },
  // 460 × 1.0389 = 477.89, to whole dollars; 49.90 € = 51.84; 7.25 % on goods, none on delivery in California.
  US: {
    address: at('US', { lines: ['1 Market St'], city: 'San Francisco', region: 'CA', postcode: '94103' }),
    sums: ['USD', 47_800, 95_600, 5200, 6931, 95_600 + 5200 + 6931],
  },
  // 460 × 163.06 = 75 007.6, to a hundred yen; 49.90 € = 8136.69; 10 % within: 150 000 ÷ 11 and 8100 ÷ 11.
  JP: {
    address: at('JP', { lines: ['1-1'], city: '千代田区', region: '東京都', postcode: '100-0001' }),
    sums: ['JPY', 75_000, 150_000, 8100, 13_636 + 736, 158_100],
  },
  // 460 × 0.32029 = 147.333, to 0.100 dinar; 49.90 € = 15.982; no tax.
  KW: {
    address: at('KW', { lines: ['Block 1'], city: 'Kuwait City', postcode: '13001' }),
    sums: ['KWD', 147_300, 294_600, 16_000, 0, 310_600],
  },
} as const;

async function buyIn(country: keyof typeof BUYERS): Promise<Order> {
  const { address } = BUYERS[country];
  const { region } = address;
  const choice = await shop.markets.choose(country, { country, ...(region && { region }) });
  await shop.fill(country, 'deer', 2, choice);
  const wish = await shop.ready(country, 'paid', { ...DETAILS, address }, choice);
  return shop.checkout.pay(shop.shopper(country, choice), wish);
}

test.each(Object.keys(BUYERS) as (keyof typeof BUYERS)[])(
  '[CO26] who buys in %s is charged that market’s price, delivery and tax, and the parts add up to the unit',
  async (country) => {
    const order = await buyIn(country);
    const { totals, lines, delivery } = order;
    const { currency } = totals.total;
    expect([
      currency,
      lines[0]!.unitPrice.amount,
      totals.goods.amount,
      totals.delivery.amount,
      totals.tax.amount,
      totals.total.amount,
    ]).toEqual(BUYERS[country].sums);
    const own = [...lines.flatMap(({ taxes }) => taxes), ...delivery!.taxes];
    expect(own.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(totals.tax.amount);
    expect(totals.taxes.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(totals.tax.amount);
    const [charge] = (await shop.provider.paidCharges()).filter((one) => one.currency === currency);
    expect(charge!.amount).toBe(totals.total.amount);
  },
);

test('[CO26] the invoice of each country has the sums that were charged', async () => {
  await shop.postman.tick();
  for (const country of Object.keys(BUYERS)) {
    const [order] = await shop.orders.ofVisitor(country);
    const whole = await shop.orders.get(country, order!.id);
    const { data } = await shop.db
      .selectFrom('paper')
      .select('data')
      .where('number', '=', whole.papers[0]!.number)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(data)).toMatchObject({
      currency: order!.totals.total.currency,
      total: { gross: order!.totals.total.amount, tax: order!.totals.tax.amount },
    });
  }
});

test('[CO26] an address of another market, or without the region that decides the tax, is not sold to', async () => {
  const choice = await shop.markets.choose('stray', { country: 'DE' });
  await shop.fill('stray', 'deer', 1, choice);
  const open = (address: Address) =>
    shop.checkout.open(shop.shopper('stray', choice), { ...DETAILS, address });
  await expect(open(BUYERS.US.address)).rejects.toMatchObject({ code: 'bad-input' });
  const there = await shop.markets.choose('stray', { country: 'US', region: 'CA' });
  const withoutRegion = { ...BUYERS.US.address, region: '' };
  await expect(
    shop.checkout.open(shop.shopper('stray', there), { ...DETAILS, address: withoutRegion }),
  ).rejects.toMatchObject({ code: 'bad-input', detail: expect.stringContaining('region') });
});

test('[CO26] a country, region or language that there is not is refused, or answered in English', async () => {
  const choice = await shop.markets.choose('odd', { country: 'DE' });
  await shop.fill('odd', 'deer', 1, choice);
  for (const country of ['ZZ', 'EU', 'QQ']) {
    const billing = { ...DETAILS.address!, country };
    await expect(
      shop.checkout.open(shop.shopper('odd', choice), { ...DETAILS, billing }),
    ).rejects.toMatchObject({ code: 'bad-input', detail: 'billing.country: wrong' });
  }
  expect(['DE', 'TW', 'ZZ', 'de', ''].map(isCountry)).toEqual([true, true, false, false, false]);
  expect([detailsSchema.parse({ language: 'xx' }), detailsSchema.parse({ language: 'ar' })]).toEqual([
    { language: 'en' },
    { language: 'ar' },
  ]);
});
