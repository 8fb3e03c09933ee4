import { type Expression, sql } from 'kysely';
import { later } from './later.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { quick } from './quick.ts';

/** Where a shop keeps its goods unless it says otherwise, and what it may sell before it is there. */
export const MAIN_WAREHOUSE = 'main';
export const INCOMING = 'incoming';

/** PostgreSQL's code for it. */
const DIVIDED_BY_ZERO = '22012';

/** What is there of a SKU, in all warehouses, and what may be sold of it beyond that. */
export type Level = { stock: number; incoming: number };

/** So many pieces from one warehouse. */
export type Take = { sku: string; warehouse: string; quantity: number };

/** The levels of some SKUs; one without any has none. */
export async function levelsOf(db: Database, skus: readonly string[]): Promise<Map<string, Level>> {
  const levels = new Map<string, Level>(skus.map((sku) => [sku, { stock: 0, incoming: 0 }]));
  if (skus.length === 0) return levels;
  const rows = await db
    .selectFrom('stock_level')
    .innerJoin('warehouse', 'warehouse.id', 'stock_level.warehouse')
    .select(['sku', 'kind', 'quantity'])
    .where('sku', 'in', skus)
    .execute();
  for (const { sku, kind, quantity } of rows) {
    const level = levels.get(sku)!;
    level[kind] += quantity;
  }
  return levels;
}

/** Takes pieces by one conditional UPDATE, which is what decides a sale; false when there are not so many. */
export async function takeStock(tx: Database, take: Take, order: string, at: number): Promise<boolean> {
  const { sku, warehouse, quantity } = take;
  const taken = await tx
    .updateTable('stock_level')
    .set({ quantity: sql<number>`quantity - ${quantity}` })
    .where('sku', '=', sku)
    .where('warehouse', '=', warehouse)
    .where('quantity', '>=', quantity)
    .returning('quantity')
    .executeTakeFirst();
  if (!taken) return false;
  await later(
    tx,
    tx
      .insertInto('stock_move')
      .values({ sku, warehouse, order_id: order, delta: -quantity, reason: 'reserved', at }),
  );
  return true;
}

/** Whether a transaction failed since `takeUnheard` found fewer pieces than it should take. */
export const isShort = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === DIVIDED_BY_ZERO;

/**
 * Takes pieces within a transaction of PostgreSQL without waiting for the answer: they are taken on the way to the commit, so
 * that rows which everybody wants are locked for the shortest time. Where of one there are not so many, nothing of the
 * transaction happens, and its commit fails (`isShort`).
 */
export async function takeUnheard(
  tx: Database,
  takes: readonly Take[],
  order: string,
  at: number,
): Promise<void> {
  const moves = takes.map(({ sku, warehouse, quantity }) => ({
    ...{ sku, warehouse, order_id: order, delta: -quantity, reason: 'reserved' as const, at },
  }));
  await later(tx, tx.insertInto('stock_move').values(moves));
  for (const take of takes) await later(tx, takenOrFail(tx, take));
}

const takenOrFail = prepared((tx, { sku, warehouse, quantity }: Take) => {
  const taken = tx
    .updateTable('stock_level')
    .set({ quantity: sql<number>`quantity - ${quantity}` })
    .where('sku', '=', sku)
    .where('warehouse', '=', warehouse)
    .where('quantity', '>=', quantity)
    .returning('sku');
  return tx
    .with('taken', () => taken)
    .selectFrom('taken')
    .select(sql`1 / count(*)`.as('rows'));
});

/** Puts pieces of an order back: `returned` what was held, `restocked` what came back from the buyer. */
export async function putBack(
  tx: Database,
  { sku, warehouse, quantity }: Take,
  order: string,
  reason: 'returned' | 'restocked',
  at: number,
): Promise<void> {
  await tx
    .updateTable('stock_level')
    .set({ quantity: sql<number>`quantity + ${quantity}` })
    .where('sku', '=', sku)
    .where('warehouse', '=', warehouse)
    .execute();
  await tx
    .insertInto('stock_move')
    .values({ sku, warehouse, order_id: order, delta: quantity, reason, at })
    .execute();
}

/** Sets how many of a SKU are in a warehouse, with the move that explains it; `key` names the change where it counts once. */
export async function countStock(
  tx: Database,
  { sku, warehouse, quantity }: Take,
  at: number,
  key: string | null = null,
): Promise<void> {
  const before = await tx
    .selectFrom('stock_level')
    .select('quantity')
    .where('sku', '=', sku)
    .where('warehouse', '=', warehouse)
    .forUpdate()
    .executeTakeFirst();
  const delta = quantity - (before?.quantity ?? 0);
  if (before && delta === 0) return;
  await tx
    .insertInto('stock_level')
    .values({ sku, warehouse, quantity })
    .onConflict((c) => c.columns(['sku', 'warehouse']).doUpdateSet({ quantity }))
    .execute();
  if (delta === 0) return;
  const reason = before ? 'counted' : 'opening';
  await tx
    .insertInto('stock_move')
    .values({ sku, warehouse, order_id: null, delta, reason, change_key: key, at })
    .execute();
}

/** What is left of a SKU after a move, and of its product in all its variants. */
export type StockLeft = { slug: string; sku: string; left: number; stock: number };

/** The levels of all SKUs of the products of some. */
const levelsBeside = prepared((db, { skus }: { skus: readonly string[] }) => {
  const products = db.selectFrom('offer').select('product').where('sku', 'in', skus) as Expression<string>;
  return db
    .selectFrom('offer')
    .leftJoin('stock_level', 'stock_level.sku', 'offer.sku')
    .leftJoin('warehouse', 'warehouse.id', 'stock_level.warehouse')
    .select(['offer.sku', 'offer.product', 'offer.part', 'stock_level.quantity', 'warehouse.kind'])
    .where('offer.product', 'in', products)
    .where('offer.retired', '=', 0);
});

/** What is left of some SKUs and their products, as rooms are told. */
export async function stockLeft(db: Database, skus: readonly string[]): Promise<StockLeft[]> {
  if (skus.length === 0) return [];
  const rows = await quick(db, levelsBeside(db, { skus }));
  const there = rows.filter(({ kind }) => kind === 'stock');
  const sum = (of: (row: (typeof there)[number]) => boolean) =>
    there.reduce((total, row) => (of(row) ? total + (row.quantity ?? 0) : total), 0);
  return skus.flatMap((sku) => {
    const slug = rows.find((row) => row.sku === sku)?.product;
    if (slug === undefined) return [];
    return [
      {
        slug,
        sku,
        left: sum((row) => row.sku === sku),
        stock: sum((row) => row.product === slug && row.part === ''),
      },
    ];
  });
}
