import type { DeskAct, DeskOrder, LinePieces } from '../../../shared/model/desk.ts';
import type { Order } from '../../../shared/model/order.ts';
import { grossOf } from '../../../shared/model/refundWorth.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { Database } from '../../store/open.ts';
import { type OrderRow, wholeOrder } from '../orderRows.ts';
import { piecesOf } from './pieces.ts';

/** An order by its id or its number, with all that the shop knows of it; `not-found`. */
export async function deskOrder(db: Database, named: string): Promise<DeskOrder> {
  const row = await db
    .selectFrom('orders')
    .selectAll()
    .where((e) => e.or([e('id', '=', named), e('number', '=', named)]))
    .executeTakeFirst();
  if (row?.placed_at === undefined || row.placed_at === null) throw new Refusal('not-found', 'no such order');
  const { id, currency } = row;
  const [order, pieces, notes, payments, mails, refunds] = await Promise.all([
    wholeOrder(db, row),
    piecesOf(db, id),
    db
      .selectFrom('order_message')
      .select(['id', 'name', 'text', 'at'])
      .where('order_id', '=', id)
      .where('author', '=', 'note')
      .orderBy('at')
      .execute(),
    db.selectFrom('payment').selectAll().where('order_id', '=', id).orderBy('created_at').execute(),
    db
      .selectFrom('order_mail')
      .select(['kind', 'ref', 'next_at', 'sent_at', 'attempts'])
      .where('order_id', '=', id)
      .execute(),
    db
      .selectFrom('refund')
      .select(['id', 'by', 'restock', 'delivery_amount', 'status'])
      .where('order_id', '=', id)
      .execute(),
  ]);
  const refundable = row.paid_at === null ? 0 : row.total_amount - row.refunded_amount;
  const carried = refunds.some(({ delivery_amount, status }) => delivery_amount > 0 && status !== 'failed');
  const delivery = order.delivery && !carried ? grossOf(order.delivery, order.totals.taxIncluded) : 0;
  return {
    ...order,
    hasAccount: row.account !== '',
    language: row.language,
    pieces,
    refundable: { amount: refundable, currency },
    deliveryWorth: { amount: delivery, currency },
    acts: actsOf(row, order, pieces, refundable),
    notes,
    payments: payments.map(({ provider, ref, status, amount, reason, changed_at, id: payment }) => ({
      ...{ id: payment, provider, ref, status, reason, at: changed_at },
      amount: { amount, currency },
    })),
    mails: mails
      .map(({ next_at, sent_at, ...mail }) => ({ ...mail, at: sent_at ?? next_at, sentAt: sent_at }))
      .sort((a, b) => a.at - b.at),
    refundsBy: refunds.map(({ id: refund, by, restock }) => ({ id: refund, by, restock: restock === 1 })),
  };
}

/** What may be done now: the same conditions by which each verb refuses. */
function actsOf(
  { status }: OrderRow,
  { shipments }: Order,
  pieces: readonly LinePieces[],
  refundable: number,
): DeskAct[] {
  const left = pieces.some((one) => one.left > 0);
  const sent = shipments.length > 0;
  const isThere = status === 'paid' || status === 'packed';
  const may: Record<DeskAct, boolean> = {
    pack: status === 'paid' && left,
    unpack: status === 'packed' && !sent,
    ship: (isThere || status === 'shipped') && left,
    deliver: status === 'shipped' || shipments.some(({ deliveredAt }) => deliveredAt === null),
    cancel: isThere && !sent && refundable > 0,
    refund: refundable > 0 && status !== 'disputed',
  };
  return (Object.keys(may) as DeskAct[]).filter((act) => may[act]);
}
