import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/open.ts';
import { transaction } from '../store/transaction.ts';
import { dueMail, move } from './moves.ts';
import { linesOf, lockOrder, type OrderRow, ownOrder } from './orderRows.ts';
import { type Refunds, restock } from './refunds.ts';

/** The buyer changes their mind before anything was packed. */
export type Cancelling = {
  /** Gives all of a paid order back, money and goods; again is once. `conflict` once it is packed: then pieces can be sent back. */
  cancel(visitor: string, order: string): Promise<void>;
};

/** What cancelling is made of. */
export type CancelParts = {
  db: Database;
  refunds: Refunds;
  tell(skus: readonly string[]): Promise<void>;
  clock: Clock;
  log: Log;
};

/** What refunds of cancelled orders are known by: one that failed may be begun anew. */
const KEY = 'cancel';
const REASON = 'cancelled';
const BUYER = 'buyer';

type Begun = { refund: string | null; skus: string[] };

/** Cancelling over the database and refunds. */
export function openCancelling({ db, refunds, tell, clock, log }: CancelParts): Cancelling {
  const begin = async (tx: Database, visitor: string, id: string): Promise<Begun> => {
    await ownOrder(tx, visitor, id);
    const order = await lockOrder(tx, id);
    const tries = await tx
      .selectFrom('refund')
      .select(['id', 'status'])
      .where('order_id', '=', id)
      .where('reason', '=', REASON)
      .where('by', '=', BUYER)
      .execute();
    const known = tries.find(({ status }) => status !== 'failed');
    if (known) return { refund: known.id, skus: [] };
    const at = clock.now();
    if (order.total_amount === 0) return { refund: null, skus: await cancelGift(tx, order, at) };
    await mustBeUnpacked(tx, order);
    const wish = { key: `${KEY}:${tries.length}`, reason: REASON, restock: true };
    const refund = await refunds.begin(tx, id, wish, BUYER);
    await tellBoth(tx, id, at);
    return { refund, skus: [] };
  };
  return {
    async cancel(visitor, order) {
      const { refund, skus } = await transaction(db, (tx) => begin(tx, visitor, order));
      await tell(skus);
      // It is written down: when the provider can't be reached now, the reconciler goes on with it.
      if (refund)
        await refunds.goOn(refund).catch((error) => log.error({ err: error, refund }, 'not refunded yet'));
    },
  };
}

async function mustBeUnpacked(tx: Database, order: OrderRow): Promise<void> {
  const parcel = await tx
    .selectFrom('shipment')
    .select('id')
    .where('order_id', '=', order.id)
    .limit(1)
    .executeTakeFirst();
  if (order.status !== 'paid' || parcel)
    throw new Refusal('conflict', `this order is ${parcel ? 'shipped in part' : order.status}`);
}

/** What cost nothing has no money to go back. */
async function cancelGift(tx: Database, order: OrderRow, at: number): Promise<string[]> {
  if (order.status === 'refunded') return [];
  await mustBeUnpacked(tx, order);
  await move(tx, order, 'refund', {}, { by: BUYER, note: REASON, at });
  await tellBoth(tx, order.id, at);
  return restock(tx, order.id, await linesOf(tx, [order.id]), at);
}

async function tellBoth(tx: Database, order: string, at: number): Promise<void> {
  await dueMail(tx, order, 'cancelled', '', at);
  await dueMail(tx, order, 'shop-cancelled', '', at);
}
