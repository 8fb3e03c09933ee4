import type { BulkResult } from '../../../shared/model/desk.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../../store/open.ts';
import type { Label } from './carriers.ts';
import type { Shipping } from './shipping.ts';

/** What is to be done with many orders; those that are sent have a parcel each. */
export type BulkWish =
  | { act: 'pack' | 'unpack' | 'deliver'; orders: readonly string[] }
  | { act: 'ship'; key: string; parcels: readonly (Label & { order: string })[] };

/** Does the same with many orders, one by one, and answers of each what became of it: one that can't be done keeps no other from it. */
export async function inBulk(
  { db, shipping, log }: { db: Database; shipping: Shipping; log: Log },
  wish: BulkWish,
  by: string,
): Promise<BulkResult[]> {
  const works =
    wish.act === 'ship'
      ? wish.parcels.map(({ order, ...label }) => ({
          order,
          run: () => shipping.ship(order, { key: wish.key, parcels: [label] }, by),
        }))
      : wish.orders.map((order) => ({ order, run: () => one(shipping, wish.act, order, by) }));
  const results: BulkResult[] = [];
  for (const { order, run } of works) {
    const failure = await run().then(() => undefined, asRefusal(log, order));
    const row = await db
      .selectFrom('orders')
      .select(['number', 'status'])
      .where('id', '=', order)
      .executeTakeFirst();
    results.push({
      ...{ id: order, number: row?.number ?? '', status: row?.status ?? null },
      ...{ done: failure === undefined, code: failure?.code ?? '', detail: failure?.detail ?? '' },
    });
  }
  return results;
}

function one(
  shipping: Shipping,
  act: 'pack' | 'unpack' | 'deliver',
  order: string,
  by: string,
): Promise<void> {
  return act === 'deliver' ? shipping.deliver(order, undefined, by) : shipping[act](order, by);
}

/** What is our own fault is logged, and told of this order only. */
const asRefusal =
  (log: Log, order: string) =>
  (error: unknown): Refusal => {
    if (error instanceof Refusal) return error;
    log.error({ err: error, order }, 'an order in a bulk failed');
    return new Refusal('internal');
  };
