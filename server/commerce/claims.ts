import { isOpen, ORDER_STATUSES, type Order } from '../../shared/model/order.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/open.ts';
import { transaction } from '../store/transaction.ts';
import { toOrders } from './orderRows.ts';

/** Who claims: an account, and the mail addresses that it has proved to be its own. */
export type Claimer = { visitor: string; account: string; mails: readonly string[] };

/** Orders that somebody bought as a guest, with the address of an account. */
export type Claims = {
  /** Those that may be claimed, newest first; never those of an account. */
  offered(claimer: Claimer): Promise<Order[]>;
  /** Makes them the account's, all at once, and writes it into their history; answers how many. Again finds none. */
  claim(claimer: Claimer): Promise<number>;
};

/** Orders that are shown at once. */
const MOST = 100;
/** A checkout that is still open is not bought yet. */
const CLOSED = ORDER_STATUSES.filter((status) => !isOpen(status));

/** Claims over the database. */
export function openClaims({ db, clock, log }: { db: Database; clock: Clock; log: Log }): Claims {
  return {
    async offered({ mails }) {
      if (mails.length === 0) return [];
      const rows = await db
        .selectFrom('orders')
        .selectAll()
        .where('email', 'in', mails.map(plainMail))
        .where('account', '=', '')
        .where('placed_at', 'is not', null)
        .where('status', 'in', CLOSED)
        .orderBy('placed_at', 'desc')
        .limit(MOST)
        .execute();
      return toOrders(db, rows);
    },
    async claim(claimer) {
      if (claimer.mails.length === 0) return 0;
      const orders = await transaction(db, (tx) => take(tx, claimer, clock.now()));
      if (orders.length > 0) log.info({ account: claimer.account, orders }, 'a guest’s orders are claimed');
      return orders.length;
    },
  };
}

/** A mail address as orders are found by it. */
export const plainMail = (mail: string): string => mail.trim().toLowerCase();

async function take(tx: Database, { visitor, account, mails }: Claimer, at: number): Promise<string[]> {
  const rows = await tx
    .updateTable('orders')
    .set({ visitor, account })
    .where('email', 'in', mails.map(plainMail))
    .where('account', '=', '')
    .where('placed_at', 'is not', null)
    .where('status', 'in', CLOSED)
    .returning(['id', 'status'])
    .execute();
  if (rows.length > 0)
    await tx
      .insertInto('order_step')
      .values(
        rows.map(({ id, status }) => ({
          ...{ order_id: id, event: 'claim', from_status: status, to_status: status },
          ...{ by: 'buyer', note: account, at },
        })),
      )
      .execute();
  return rows.map(({ id }) => id);
}
