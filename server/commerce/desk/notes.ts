import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../store/open.ts';
import { transaction } from '../../store/transaction.ts';
import { lockOrder } from '../orderRows.ts';

/** What the shop writes to itself about an order. */
export type Notes = {
  /** Keeps a note that the buyer never sees; `not-found`. */
  add(order: string, text: string, by: string): Promise<void>;
};

/** Notes over the database. */
export const openNotes = (db: Database, clock: Clock): Notes => ({
  add: (order, text, by) =>
    transaction(db, async (tx) => {
      await lockOrder(tx, order);
      await tx
        .insertInto('order_message')
        .values({
          ...{ id: randomUUID(), order_id: order, author: 'note', name: by, text },
          ...{ at: clock.now(), read_at: null },
        })
        .execute();
    }),
});
