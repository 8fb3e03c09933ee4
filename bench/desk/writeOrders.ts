import { sql } from 'kysely';
import { orderWords } from '../../server/commerce/words.ts';
import { engineOf } from '../../server/store/ddl.ts';
import type { Database } from '../../server/store/open.ts';
import type { OrderStatus } from '../../shared/model/order.ts';

/** Milliseconds between two orders, and when the last one came. */
const APART_MS = 90_000;
const BATCH = 250;

const FIRST = [
  'Ada',
  'Bo',
  'Chen',
  'Dewi',
  'Elif',
  'Fatima',
  'Grace',
  'Hugo',
  'Ines',
  'Jonas',
  'Kira',
  'Luz',
];
const LAST = ['Lovelace', 'Berg', 'Wei', 'Lestari', 'Kaya', 'Haddad', 'Hopper', 'Martin', 'Costa', 'Weber'];
const PLACES = [
  { country: 'DE', market: 'eu', currency: 'EUR', city: 'Berlin', postcode: '10115' },
  { country: 'FR', market: 'eu', currency: 'EUR', city: 'Lyon', postcode: '69001' },
  { country: 'US', market: 'us', currency: 'USD', city: 'Austin', postcode: '73301' },
  { country: 'JP', market: 'jp', currency: 'JPY', city: '京都', postcode: '600-0000' },
  { country: 'GB', market: 'gb', currency: 'GBP', city: 'Leeds', postcode: 'LS1 1AA' },
] as const;
/** Of a hundred orders so many; most of an old shop's orders have arrived. */
const STATUSES: readonly [OrderStatus, number][] = [
  ['delivered', 82],
  ['shipped', 5],
  ['paid', 5],
  ['packed', 2],
  ['cancelled', 3],
  ['refunded', 2],
  ['disputed', 1],
];

/** What a search may look for in the orders that were written. */
export type Sample = {
  id: string;
  number: string;
  email: string;
  name: string;
  sku: string;
  placedAt: number;
};

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

function statusOf(at: number): OrderStatus {
  let left = (at * 37) % 100;
  for (const [status, share] of STATUSES) {
    if (left < share) return status;
    left -= share;
  }
  return 'delivered';
}

/** Writes so many orders of so many products as they are after months, with all that lists and searches read of them. */
export async function writeOrders(
  db: Database,
  count: number,
  products: number,
  now: number,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let from = 0; from < count; from += BATCH) {
    const all = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) =>
      orderAt(from + index, products, now - (count - from - index) * APART_MS),
    );
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('orders')
        .values(all.map(({ order }) => order))
        .execute();
      await tx
        .insertInto('order_line')
        .values(all.flatMap(({ lines }) => lines))
        .execute();
      await tx
        .insertInto('order_step')
        .values(all.map(({ step }) => step))
        .execute();
      await tx
        .insertInto('order_word')
        .values(all.flatMap(({ words }) => words))
        .execute();
    });
    if (from % (BATCH * 40) === 0) samples.push(...all.slice(0, 3).map(({ sample }) => sample));
  }
  // As a database that has been in use knows its tables.
  await sql.raw(engineOf(db as never) === 'postgres' ? 'vacuum analyze' : 'analyze').execute(db);
  return samples;
}

function orderAt(at: number, products: number, placedAt: number) {
  const id = `order-${String(at).padStart(7, '0')}`;
  const place = pick(PLACES, at * 7);
  const name = `${pick(FIRST, at)} ${pick(LAST, Math.floor(at / FIRST.length))}`;
  const email = `${name.toLowerCase().replace(' ', '.')}${at % 9973}@${at % 3 ? 'example.com' : 'mail.example'}`;
  const number = `V-${(at * 7919 + 0x10000000)
    .toString(32)
    .toUpperCase()
    .slice(-8)
    .replace(/(.{4})/, '$1-')}`;
  const status = statusOf(at);
  const money = { amount: 4900 + (at % 900) * 10, currency: place.currency };
  const none = { ...money, amount: 0 };
  const address = {
    ...{ name, company: '', lines: ['Main 1'], district: '', city: place.city, region: '' },
    ...{ postcode: place.postcode, country: place.country },
  };
  const buyer = JSON.stringify({
    ...{ email, phone: '', language: 'en', taxNumber: '', note: '', address, billing: null },
  });
  const order = {
    ...{ id, number, visitor: `visitor-${at % 50_000}`, account: '', status, before: null },
    ...{ market: place.market, country: place.country, region: '', currency: place.currency },
    ...{ tax_included: 1, language: 'en', name, email, buyer, delivery: null, total_amount: money.amount },
    totals: JSON.stringify({
      ...{
        goods: money,
        discount: none,
        delivery: none,
        taxes: [],
        tax: none,
        taxIncluded: true,
        total: money,
      },
    }),
    ...{ refunded_amount: status === 'refunded' ? money.amount : 0, consents: null, showroom: '' },
    ...{ holds_until: null, placed_at: placedAt, paid_at: status === 'cancelled' ? null : placedAt + 1000 },
    ...{ created_at: placedAt, changed_at: placedAt },
  };
  const lines = Array.from({ length: 1 + (at % 3) }, (_, line) => {
    const product = (at * 13 + line * 101) % products;
    const called = { en: `${pick(['moss', 'ink', 'sand', 'rust'], product)} armchair ${product}` };
    return {
      ...{ order_id: id, line, product: `thing-${String(product).padStart(5, '0')}`, sku: `SKU-${product}` },
      ...{ name: JSON.stringify(called), label: null, thumbnail: '', quantity: 1, unit_amount: money.amount },
      ...{ compare_amount: null, total_amount: money.amount, ready_at: null, discounts: '[]', taxes: '[]' },
      ...{ ahead: 0, weight_grams: 1000, hs_code: '', origin: '' },
    };
  });
  const skus = lines.map(({ sku, name: called }) => ({ sku, name: JSON.parse(called) as { en: string } }));
  const words = orderWords(order, skus).map((word) => ({ word, placed_at: placedAt, order_id: id }));
  const step = {
    ...{ order_id: id, event: 'pay', by: 'payment', note: '', at: placedAt },
    from_status: 'placed' as const,
    to_status: 'paid' as const,
  };
  return { order, lines, words, step, sample: { id, number, email, name, sku: lines[0]!.sku, placedAt } };
}
