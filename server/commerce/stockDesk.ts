import { type RawBuilder, sql } from 'kysely';
import type { SkuStock } from '../../shared/model/stock.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import { eachOf } from '../store/each.ts';
import type { Database } from '../store/open.ts';
import { countStock, INCOMING } from '../store/stock.ts';
import { transaction } from '../store/transaction.ts';

/** What is asked of the list: words in a SKU or its product's address, or one of some products; and how few are few. */
export type StockQuery = {
  words: string;
  products: readonly string[];
  atMost: number | null;
  after: string;
  limit: number;
};

/** A change of one level: counted anew, or by so many more or fewer; a key counts once. */
export type StockChange = { key: string; sku: string; warehouse: string } & (
  | { counted: number }
  | { by: number }
);

/** The desk of stock. */
export type StockDesk = {
  list(query: StockQuery): Promise<SkuStock[]>;
  /** Changes a level; `not-found` for a SKU or warehouse that is not there, `conflict` for one that would fall below nothing or a key that named another change. Answers what is left there, and whether the change was made by this call. */
  change(change: StockChange): Promise<{ left: number; isMade: boolean }>;
  /** How a SKU is sold when none is left, and from when; `bad-input` for a pre-order without a day. */
  sell(sku: string, how: { selling: SkuStock['selling']; readyAt: number | null }): Promise<void>;
};

/** Stock over the database; `tell` tells rooms what is left. */
export function openStockDesk(
  db: Database,
  tell: (skus: readonly string[]) => Promise<void>,
  clock: Clock,
): StockDesk {
  return {
    async list({ words, products, atMost, after, limit }) {
      let fitting = db
        .selectFrom('offer')
        .select(['sku', 'product', 'variant', 'selling', 'ready_at'])
        .where('retired', '=', 0)
        .where('sku', '>', after);
      if (words) fitting = fitting.where(wordsIn(db, words, products));
      if (atMost !== null) fitting = fitting.where(hasNoMore(atMost));
      // All that may fit is found in one look through the table before it is sorted: looked up in the order of the list, each SKU would be looked up alone.
      let page = db
        .with(
          (name) => name('fitting').materialized(),
          () => fitting,
        )
        .selectFrom('fitting')
        .selectAll()
        .orderBy('sku')
        .limit(limit);
      if (atMost !== null) page = page.where(sql<boolean>`${left} <= ${atMost}`);
      const isAll = !words && atMost === null;
      return withLevels(db, await (isAll ? fitting.orderBy('sku').limit(limit) : page).execute());
    },
    async change(change) {
      const outcome = await transaction(db, (tx) => changeIn(tx, change, clock.now()));
      if (outcome.isMade) await tell([change.sku]);
      return outcome;
    },
    async sell(sku, { selling, readyAt }) {
      if (selling === 'preorder' && readyAt === null) throw new Refusal('bad-input', 'readyAt: missing');
      const { numUpdatedRows } = await db
        .updateTable('offer')
        .set({ selling, ready_at: selling === 'stock' ? null : readyAt })
        .where('sku', '=', sku)
        .where('retired', '=', 0)
        .executeTakeFirst();
      if (Number(numUpdatedRows) === 0) throw new Refusal('not-found', 'no such SKU');
    },
  };
}

function wordsIn(db: Database, words: string, products: readonly string[]): RawBuilder<boolean> {
  const wanted = `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(lower(sku) like ${wanted} escape '\\' or lower(product) like ${wanted} escape '\\'
    or product in (select value from ${eachOf(db as never, products)}))`;
}

/** None of its levels alone is more than so many: true of all that have no more in all. */
const hasNoMore = (most: number): RawBuilder<boolean> =>
  sql`not exists (select 1 from stock_level l join warehouse w on w.id = l.warehouse and w.kind = 'stock'
    where l.sku = offer.sku and l.quantity > ${most})`;

const left = sql<number>`coalesce((select sum(l.quantity) from stock_level l
  join warehouse w on w.id = l.warehouse and w.kind = 'stock' where l.sku = fitting.sku), 0)`;

type Row = {
  sku: string;
  product: string;
  variant: string;
  selling: SkuStock['selling'];
  ready_at: number | null;
};

async function withLevels(db: Database, rows: readonly Row[]): Promise<SkuStock[]> {
  if (rows.length === 0) return [];
  const levels = await db
    .selectFrom('stock_level')
    .select(['sku', 'warehouse', 'quantity'])
    .where(
      'sku',
      'in',
      rows.map(({ sku }) => sku),
    )
    .orderBy('warehouse')
    .execute();
  return rows.map(({ sku, product, variant, selling, ready_at }) => {
    const mine = levels.filter((one) => one.sku === sku);
    const there = mine.filter(({ warehouse }) => warehouse !== INCOMING);
    return {
      ...{ sku, product, variant, selling, readyAt: ready_at },
      levels: mine.map(({ warehouse, quantity }) => ({ warehouse, quantity })),
      stock: there.reduce((total, { quantity }) => total + quantity, 0),
      incoming: mine.find(({ warehouse }) => warehouse === INCOMING)?.quantity ?? 0,
    };
  });
}

async function changeIn(tx: Database, change: StockChange, at: number): ReturnType<StockDesk['change']> {
  const { key, sku, warehouse } = change;
  const [offer, place, level] = [
    // Locked, so that who sends the same again waits for its first time.
    await tx
      .selectFrom('offer')
      .select('sku')
      .where('sku', '=', sku)
      .where('retired', '=', 0)
      .forNoKeyUpdate()
      .executeTakeFirst(),
    await tx.selectFrom('warehouse').select('id').where('id', '=', warehouse).executeTakeFirst(),
    await tx
      .selectFrom('stock_level')
      .select('quantity')
      .where('sku', '=', sku)
      .where('warehouse', '=', warehouse)
      .forUpdate()
      .executeTakeFirst(),
  ];
  if (!offer) throw new Refusal('not-found', 'no such SKU');
  if (!place) throw new Refusal('not-found', 'no such warehouse');
  const before = level?.quantity ?? 0;
  const done = await tx
    .selectFrom('stock_move')
    .select(['sku', 'warehouse'])
    .where('change_key', '=', key)
    .executeTakeFirst();
  if (done && (done.sku !== sku || done.warehouse !== warehouse))
    throw new Refusal('conflict', 'key: used for another change');
  if (done) return { left: before, isMade: false };
  const quantity = 'counted' in change ? change.counted : before + change.by;
  if (quantity < 0) throw new Refusal('conflict', `${before} are there`);
  await countStock(tx, { sku, warehouse, quantity }, at, key);
  return { left: quantity, isMade: true };
}
