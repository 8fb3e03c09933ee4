import { Refusal } from '../../shared/wire/refusal.ts';
import { later } from '../store/later.ts';
import type { Database } from '../store/open.ts';
import { INCOMING, levelsOf, putBack, type Take, takeStock, takeUnheard } from '../store/stock.ts';
import { returnUses } from './uses.ts';

/** So many of a SKU; `ahead` when the buyer agreed to wait for what is not there yet. */
export type Wanted = { sku: string; quantity: number; ahead: boolean };

/** Holds stock for an order, all of it or, by throwing `out-of-stock`, nothing once the transaction is undone. Answers how many of each SKU come only later. */
export async function hold(
  tx: Database,
  order: string,
  wanted: readonly Wanted[],
  warehouses: readonly string[],
  at: number,
): Promise<Map<string, number>> {
  const waits = new Map<string, number>();
  for (const want of inOneOrder(wanted)) waits.set(want.sku, await holdOne(tx, order, want, warehouses, at));
  return waits;
}

/** In one order for everybody, so that no two checkouts wait for each other. */
const inOneOrder = (wanted: readonly Wanted[]): Wanted[] =>
  [...wanted].sort((a, b) => (a.sku < b.sku ? -1 : 1));

/** Holds all of it from one warehouse on the way to the commit of a transaction of PostgreSQL, which fails with `isShort` where there is less. */
export async function holdUnheard(
  tx: Database,
  order: string,
  wanted: readonly Wanted[],
  warehouse: string,
  at: number,
): Promise<void> {
  const takes = inOneOrder(wanted).map(({ sku, quantity }): Take => ({ sku, warehouse, quantity }));
  await later(tx, tx.insertInto('reservation').values(takes.map((take) => ({ order_id: order, ...take }))));
  await takeUnheard(tx, takes, order, at);
}

async function holdOne(
  tx: Database,
  order: string,
  { sku, quantity, ahead }: Wanted,
  warehouses: readonly string[],
  at: number,
): Promise<number> {
  const take = async (warehouse: string, pieces: number): Promise<boolean> => {
    const one: Take = { sku, warehouse, quantity: pieces };
    if (!(await takeStock(tx, one, order, at))) return false;
    await later(tx, tx.insertInto('reservation').values({ order_id: order, ...one }));
    return true;
  };
  for (const warehouse of warehouses) if (await take(warehouse, quantity)) return 0;
  let missing = quantity;
  const there = await tx.selectFrom('stock_level').selectAll().where('sku', '=', sku).forUpdate().execute();
  for (const warehouse of warehouses) {
    const pieces = Math.min(missing, there.find((one) => one.warehouse === warehouse)?.quantity ?? 0);
    if (pieces > 0 && (await take(warehouse, pieces))) missing -= pieces;
  }
  if (missing === 0) return 0;
  if (ahead && (await take(INCOMING, missing))) return missing;
  const level = (await levelsOf(tx, [sku])).get(sku)!;
  throw new Refusal('out-of-stock', `${sku}: ${level.stock + quantity - missing} left`);
}

/** Holds again what an order that was given up had; false, and nothing held, when it is not there any more. */
export async function holdAgain(
  tx: Database,
  order: string,
  wanted: readonly Wanted[],
  warehouses: readonly string[],
  at: number,
): Promise<boolean> {
  try {
    await hold(tx, order, wanted, warehouses, at);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await putHeldBack(tx, order, at);
    return false;
  }
}

/** Puts back all that an order holds. */
export async function putHeldBack(tx: Database, order: string, at: number): Promise<string[]> {
  const held = await tx.deleteFrom('reservation').where('order_id', '=', order).returningAll().execute();
  for (const one of held.sort((a, b) => (a.sku < b.sku ? -1 : 1)))
    await putBack(tx, one, order, 'returned', at);
  return [...new Set(held.map(({ sku }) => sku))];
}

/** Puts back stock and uses of promotions; answers the SKUs that are there again. */
export async function release(
  tx: Database,
  order: { id: string; uses: string },
  at: number,
): Promise<string[]> {
  await returnUses(tx, order);
  return putHeldBack(tx, order.id, at);
}
