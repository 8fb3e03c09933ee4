import { sql } from 'kysely';
import {
  type Guard,
  isOpen,
  moveOrder,
  type OrderEvent,
  type OrderFacts,
  type OrderStatus,
} from '../../shared/model/order.ts';
import { later } from '../store/later.ts';
import type { Database } from '../store/open.ts';
import { prepared } from '../store/prepared.ts';
import { release } from './hold.ts';
import type { OrderRow } from './orderRows.ts';
import { returnUses } from './uses.ts';

/** What an event did to an order: moved it, or not, because of a guard or because it means nothing there. */
export type Moved = {
  order: OrderRow;
  moved: boolean;
  guard: Guard | null;
  /** SKUs whose stock is otherwise now. */
  skus: string[];
};

/** Who did it, and what they said. */
export type By = { by: string; note?: string; at: number };

/** What is written together with a move, and what need not be read for it. */
type Besides = {
  set?: Partial<Pick<OrderRow, 'number' | 'uses'>>;
  lines?: readonly { sku: string; quantity: number }[];
};

/** Moves a locked order by the transition table, with all that belongs to the move: stock, promotions, cart, mails, history. */
export async function move(
  tx: Database,
  order: OrderRow,
  event: OrderEvent,
  facts: Partial<OrderFacts>,
  who: By,
  { set, lines }: Besides = {},
): Promise<Moved> {
  const result = moveOrder(order.status, event, {
    holdsStock: isOpen(order.status),
    complete: false,
    moneyMatches: false,
    refundedWhole: order.refunded_amount === order.total_amount,
    wanted: order.total_amount === 0 || order.refunded_amount < order.total_amount,
    allInParcels: false,
    before: order.before,
    ...facts,
  });
  if (!result || 'guard' in result)
    return { order, moved: false, guard: result ? result.guard : null, skus: [] };
  const change = { ...changeOf(order, event, result.to, who.at), ...set };
  await later(tx, tx.updateTable('orders').set(change).where('id', '=', order.id));
  const after: OrderRow = { ...order, ...change };
  await noteStep(tx, order, event, result.to, who);
  const skus = result.to === 'cancelled' ? await release(tx, order, who.at) : [];
  // Who has all their money back has bought nothing.
  if (result.to === 'refunded') await returnUses(tx, order);
  if (event === 'pay') await emptyCart(tx, after, lines);
  const mail = MAILS[event];
  if (mail) await dueMail(tx, order.id, mail, '', who.at);
  return { order: after, moved: true, guard: null, skus };
}

/** Writes down that something happened to an order, whether it moved by it or not. */
export async function noteStep(
  tx: Database,
  { id, status }: Pick<OrderRow, 'id' | 'status'>,
  event: string,
  to: OrderStatus,
  { by, note = '', at }: By,
): Promise<void> {
  await later(tx, stepOf(tx, { id, event, status, to, by, note, at }));
}

type Step = {
  id: string;
  event: string;
  status: OrderStatus;
  to: OrderStatus;
  by: string;
  note: string;
  at: number;
};
const stepOf = prepared((tx, { id, event, status, to, by, note, at }: Step) =>
  tx
    .insertInto('order_step')
    .values({ order_id: id, event, from_status: status, to_status: to, by, note, at }),
);

/** The mails that a move brings about; a checkout that was only looked at tells nobody, and each parcel is told of by itself. */
const MAILS: Partial<Record<OrderEvent, string>> = { pay: 'paid', deliver: 'delivered' };

function changeOf(order: OrderRow, event: OrderEvent, to: OrderStatus, at: number) {
  return {
    status: to,
    changed_at: at,
    ...(event === 'place' && { placed_at: order.placed_at ?? at, declined: '' }),
    ...(event === 'pay' && {
      paid_at: at,
      placed_at: order.placed_at ?? at,
      holds_until: null,
      declined: '',
    }),
    ...(event === 'dispute' && { before: order.status }),
    ...(event === 'win' && { before: null }),
    ...(to === 'cancelled' && { holds_until: null }),
  };
}

/** A mail is due, once for each kind and reference. */
export async function dueMail(
  tx: Database,
  order: string,
  kind: string,
  ref: string,
  at: number,
): Promise<void> {
  await later(tx, mailOf(tx, { order, kind, ref, at }));
}

const mailOf = prepared(
  (tx, { order, kind, ref, at }: { order: string; kind: string; ref: string; at: number }) =>
    tx
      .insertInto('order_mail')
      .values({ order_id: order, kind, ref, data: '{}', next_at: at, sent_at: null })
      .onConflict((c) => c.doNothing()),
);

/** Takes what was bought out of the buyer's cart; what they added meanwhile stays. */
async function emptyCart(
  tx: Database,
  { id, visitor, uses }: OrderRow,
  known?: readonly { sku: string; quantity: number }[],
): Promise<void> {
  const lines =
    known ??
    (await tx.selectFrom('order_line').select(['sku', 'quantity']).where('order_id', '=', id).execute());
  for (const { sku, quantity } of lines) {
    await later(
      tx,
      tx
        .deleteFrom('cart_line')
        .where('visitor', '=', visitor)
        .where('sku', '=', sku)
        .where('quantity', '<=', quantity),
    );
    await later(
      tx,
      tx
        .updateTable('cart_line')
        .set({ quantity: sql<number>`quantity - ${quantity}` })
        .where('visitor', '=', visitor)
        .where('sku', '=', sku),
    );
  }
  if (uses !== '[]') await tx.deleteFrom('cart_code').where('visitor', '=', visitor).execute();
}
