import type { Order, OrderStep } from '../../shared/model/order.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Database } from '../store/open.ts';
import { BANK } from './ledger.ts';
import { type OrderRow, ownOrder, toOrders, wholeOrder } from './orderRows.ts';
import type { ReturnTerms } from './returnTerms.ts';

/** Orders as their buyers see them. */
export type Orders = {
  /** One's order with everything that happened to it, without the names of who works in the shop; `not-found` for another's. */
  get(visitor: string, id: string): Promise<Order>;
  /** Anybody's, for the shop; `not-found`. */
  any(id: string): Promise<Order>;
  /** One's orders, newest first; a checkout that was not placed is none. */
  ofVisitor(visitor: string, before?: number): Promise<Order[]>;
};

const PAGE = 50;

/** Who did something, as a buyer is told; what a person of the shop did, the shop did. */
function toBuyer({ event, by }: OrderStep, visitor: string): string {
  // Who bought as a guest was somebody else then.
  if (by === visitor || event === 'place') return 'buyer';
  return ['buyer', BANK, 'payment', ''].includes(by) ? by : 'shop';
}

/** Orders over the database. */
export function openOrders(db: Database, terms: ReturnTerms): Orders {
  const whole = async (row: OrderRow): Promise<Order> => ({
    ...(await wholeOrder(db, row)),
    returnDays: terms.daysFor(row.market, row.paid_at ?? row.created_at),
  });
  return {
    async get(visitor, id) {
      const order = await whole(await ownOrder(db, visitor, id));
      const steps = order.steps.map((step) => ({
        ...step,
        by: toBuyer(step, visitor),
        // Which account claimed it is the shop's to know.
        note: step.event === 'claim' ? '' : step.note,
      }));
      return { ...order, steps };
    },
    async any(id) {
      const row = await db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) throw new Refusal('not-found', 'no such order');
      return whole(row);
    },
    async ofVisitor(visitor, before = Number.MAX_SAFE_INTEGER) {
      const rows = await db
        .selectFrom('orders')
        .selectAll()
        .where('visitor', '=', visitor)
        .where('placed_at', 'is not', null)
        .where('created_at', '<', before)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(PAGE)
        .execute();
      return toOrders(db, rows);
    },
  };
}
