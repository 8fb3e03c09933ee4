import { randomUUID } from 'node:crypto';
import type { MarketChoice } from '../../shared/model/market.ts';
import type { Money } from '../../shared/model/money.ts';
import type { PriceList } from '../../shared/model/priceList.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import { prepared } from '../store/prepared.ts';
import { quick } from '../store/quick.ts';
import { togetherBy } from '../together.ts';
import type { Exchange } from './exchange.ts';
import type { MarketData } from './markets.ts';

/** What is to be priced: a SKU, its base price, and how many. */
export type Asked = { sku: string; price: Money; quantity: number };

/** The price of one in a market, and what it was said to cost otherwise. */
export type UnitPrice = { unit: Money; compareAt: Money | null };

/** A list as it is written. */
export type PriceListWish = Omit<PriceList, 'id' | 'rev'>;

/** What things cost, where. */
export type Prices = {
  /** The price of each SKU in a market: by its price lists (with their quantity breaks), else the base price converted. */
  pricesFor(choice: MarketChoice, asked: readonly Asked[]): Promise<Map<string, UnitPrice>>;
  /** The same for SKUs whose base price is learnt meanwhile. */
  pricing(
    choice: MarketChoice,
    asked: readonly Omit<Asked, 'price'>[],
  ): Promise<(one: Omit<Asked, 'quantity'>) => UnitPrice>;
  /** All of them, with how many prices each has; the one that counts first comes first. */
  lists(): Promise<(Omit<PriceList, 'prices'> & { priced: number })[]>;
  list(id: string): Promise<PriceList>;
  /** Writes a list whole: a new one, or over the `rev` that one knows. `bad-input` for a market, currency or SKU that is not there, `conflict` where somebody else wrote meanwhile. */
  set(wish: PriceListWish, known?: Pick<PriceList, 'id' | 'rev'>): Promise<PriceList>;
  /** `not-found` */
  remove(id: string): Promise<void>;
};

/** Prices over the database. */
export function openPrices(db: Database, exchange: Exchange, data: MarketData, clock: Clock): Prices {
  const list = async (id: string): Promise<PriceList> => {
    const row = await db.selectFrom('price_list').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'no such price list');
    const prices = await db
      .selectFrom('price')
      .selectAll()
      .where('list', '=', id)
      .orderBy('sku')
      .orderBy('min_quantity')
      .execute();
    return {
      ...toList(row),
      prices: prices.map((one) => ({
        sku: one.sku,
        minQuantity: one.min_quantity,
        amount: one.amount,
        compareAt: one.compare_amount,
      })),
    };
  };
  const held = togetherBy(
    (given: { market: string; currency: string; skus: string[] }) =>
      quick(db, holding(db, { ...given, now: clock.now() })),
    ({ market, currency, skus }) => [market, currency, ...skus].join('\n'),
  );
  const pricing: Prices['pricing'] = async ({ market, currency }, asked) => {
    const skus = asked.map(({ sku }) => sku);
    const rows = skus.length === 0 ? [] : await held({ market, currency, skus });
    const byQuantity = new Map(asked.map(({ sku, quantity }) => [sku, quantity]));
    const best = new Map<string, (typeof rows)[number]>();
    for (const row of rows) if (row.min_quantity <= byQuantity.get(row.sku)!) best.set(row.sku, row);
    return ({ sku, price }) => {
      const row = best.get(sku);
      if (!row) return { unit: exchange.convert(price, currency, data.priceStep(currency)), compareAt: null };
      const compareAt = row.compare_amount === null ? null : { amount: row.compare_amount, currency };
      return { unit: { amount: row.amount, currency }, compareAt };
    };
  };
  return {
    list,
    pricing,
    async pricesFor(choice, asked) {
      const priceOf = await pricing(choice, asked);
      return new Map(asked.map((one) => [one.sku, priceOf(one)]));
    },
    async lists() {
      const rows = await db
        .selectFrom('price_list')
        .selectAll()
        .select((e) => [
          e
            .selectFrom('price')
            .whereRef('price.list', '=', 'price_list.id')
            .select(e.fn.countAll<number>().as('n'))
            .as('priced'),
        ])
        .orderBy('place', 'desc')
        .orderBy('starts_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map((row) => ({ ...toList(row), priced: Number(row.priced) }));
    },
    async set(wish, known) {
      const market = data.markets.find(({ id }) => id === wish.market);
      if (!market?.currencies.includes(wish.currency))
        throw new Refusal('bad-input', `${wish.currency} is not taken in market ${wish.market}`);
      const id = known?.id ?? randomUUID();
      await db.transaction().execute((tx) => write(tx, { id, rev: known?.rev ?? 0 }, wish, clock.now()));
      return list(id);
    },
    async remove(id) {
      await list(id);
      await db.deleteFrom('price_list').where('id', '=', id).execute();
    },
  };
}

/** The prices that hold now for some SKUs, the one that counts last. */
const holding = prepared((db, given: { market: string; currency: string; skus: string[]; now: number }) =>
  db
    .selectFrom('price')
    .innerJoin('price_list as l', 'l.id', 'price.list')
    .select(['price.sku', 'price.min_quantity', 'price.amount', 'price.compare_amount'])
    .where('price.sku', 'in', given.skus)
    .where('l.market', '=', given.market)
    .where('l.currency', '=', given.currency)
    .where('l.starts_at', '<=', given.now)
    .where((e) => e.or([e('l.ends_at', 'is', null), e('l.ends_at', '>', given.now)]))
    .orderBy('l.place')
    .orderBy('l.starts_at')
    .orderBy('l.id')
    .orderBy('price.min_quantity'),
);

async function write(
  tx: Database,
  { id, rev }: Pick<PriceList, 'id' | 'rev'>,
  wish: PriceListWish,
  now: number,
): Promise<void> {
  const skus = [...new Set(wish.prices.map(({ sku }) => sku))];
  const known =
    skus.length === 0 ? [] : await tx.selectFrom('offer').select('sku').where('sku', 'in', skus).execute();
  const strange = skus.find((sku) => !known.some((one) => one.sku === sku));
  if (strange) throw new Refusal('bad-input', `no SKU ${strange}`);
  const { name, market, currency, place, startsAt, endsAt } = wish;
  const row = { name, market, currency, place, starts_at: startsAt, ends_at: endsAt, changed_at: now };
  if (rev === 0)
    await tx
      .insertInto('price_list')
      .values({ id, ...row })
      .execute();
  else {
    const { numUpdatedRows } = await tx
      .updateTable('price_list')
      .set({ ...row, rev: rev + 1 })
      .where('id', '=', id)
      .where('rev', '=', rev)
      .executeTakeFirst();
    if (Number(numUpdatedRows) === 0) throw new Refusal('conflict', 'rev: changed meanwhile');
  }
  await tx.deleteFrom('price').where('list', '=', id).execute();
  for (const { sku, minQuantity, amount, compareAt } of wish.prices)
    await tx
      .insertInto('price')
      .values({ list: id, sku, min_quantity: minQuantity, amount, compare_amount: compareAt })
      .onConflict((c) => c.doNothing())
      .execute();
}

function toList(row: {
  id: string;
  name: string;
  market: string;
  currency: string;
  starts_at: number;
  ends_at: number | null;
  place: number;
  rev: number;
}): Omit<PriceList, 'prices'> {
  const { id, rev, name, market, currency, place } = row;
  return { id, rev, name, market, currency, place, startsAt: row.starts_at, endsAt: row.ends_at };
}
