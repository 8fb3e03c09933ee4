import type { Selectable } from 'kysely';
import type { Money } from '../../shared/model/money.ts';
import type { Order, OrderLine, PaymentAction } from '../../shared/model/order.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Database } from '../store/open.ts';
import { prepared } from '../store/prepared.ts';
import { quick } from '../store/quick.ts';
import type { Tables } from '../store/tables.ts';
import type { Booked } from './ledger.ts';
import { OPEN } from './underWay.ts';

export type OrderRow = Selectable<Tables['orders']>;
export type LineRow = Selectable<Tables['order_line']>;
export type PaymentRow = Selectable<Tables['payment']>;

/** A line as it was when its checkout was opened. */
export function toLine(row: LineRow, currency: string): OrderLine {
  const money = (amount: number): Money => ({ amount, currency });
  return {
    sku: row.sku,
    slug: row.product,
    name: JSON.parse(row.name),
    label: row.label === null ? null : JSON.parse(row.label),
    thumbnail: row.thumbnail,
    quantity: row.quantity,
    unitPrice: money(row.unit_amount),
    compareAt: row.compare_amount === null ? null : money(row.compare_amount),
    discounts: JSON.parse(row.discounts),
    taxes: JSON.parse(row.taxes),
    total: money(row.total_amount),
    ahead: row.ahead,
    readyAt: row.ready_at,
  };
}

/** An order with lines that are at hand already, without what happened afterwards. */
export const orderWith = (row: OrderRow, lines: readonly LineRow[]): Order =>
  toOrder(
    row,
    lines.map((line) => toLine(line, row.currency)),
    undefined,
  );

function toOrder(row: OrderRow, lines: OrderLine[], payment: PaymentRow | undefined): Order {
  const { id, status, market, currency, declined } = row;
  return {
    ...{ id, status, market, lines, declined },
    number: row.number ?? '',
    delivery: row.delivery === null ? null : JSON.parse(row.delivery),
    totals: JSON.parse(row.totals),
    refunded: { amount: row.refunded_amount, currency },
    buyer: row.buyer === null ? null : JSON.parse(row.buyer),
    holdsUntil: row.holds_until,
    placedAt: row.placed_at,
    paidAt: row.paid_at,
    action:
      payment?.status === 'action' && payment.action ? (JSON.parse(payment.action) as PaymentAction) : null,
    steps: [],
    shipments: [],
    refunds: [],
    returns: [],
    returnDays: null,
    papers: [],
    messages: [],
  };
}

/** Lines of some orders, in their order. */
export function linesOf(db: Database, ids: readonly string[]): Promise<LineRow[]> {
  return quick(db, linesBy(db, { ids }));
}

const linesBy = prepared((db, { ids }: { ids: readonly string[] }) =>
  db.selectFrom('order_line').selectAll().where('order_id', 'in', ids).orderBy('order_id').orderBy('line'),
);

/** Orders with their lines and what is to be done for their payments, without what happened afterwards. */
export async function toOrders(db: Database, rows: readonly OrderRow[]): Promise<Order[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const lines = Map.groupBy(await linesOf(db, ids), ({ order_id }) => order_id);
  const waiting = rows.filter(({ status }) => status === 'placed').map(({ id }) => id);
  const payments =
    waiting.length === 0
      ? []
      : await db
          .selectFrom('payment')
          .selectAll()
          .where('order_id', 'in', waiting)
          .where('status', '=', 'action')
          .execute();
  return rows.map((row) =>
    toOrder(
      row,
      (lines.get(row.id) ?? []).map((line) => toLine(line, row.currency)),
      payments.find(({ order_id }) => order_id === row.id),
    ),
  );
}

/** One's order; `not-found` for another's. */
export async function ownOrder(db: Database, visitor: string, id: string): Promise<OrderRow> {
  const row = await db
    .selectFrom('orders')
    .selectAll()
    .where('id', '=', id)
    .where('visitor', '=', visitor)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found', 'no such order');
  return row;
}

const lockBoth = prepared((tx, { id }: { id: string }) =>
  tx
    .selectFrom('orders')
    .innerJoin('payment as p', 'p.order_id', 'orders.id')
    .selectAll('orders')
    .select(PAYMENT_COLUMNS.map((name) => `p.${name} as p_${name}` as const))
    .where('p.id', '=', id)
    .forUpdate(),
);

/** A payment with its order, both locked until the transaction ends: the order first, as everybody does. */
export async function lockPayment(
  tx: Database,
  id: string,
): Promise<{ order: OrderRow; payment: PaymentRow }> {
  const [both] = (await tx.executeQuery(lockBoth(tx, { id }).compile())).rows;
  if (!both) throw new Refusal('not-found', 'no such payment');
  const order: Record<string, unknown> = { ...both };
  const payment: Record<string, unknown> = {};
  for (const name of PAYMENT_COLUMNS) {
    payment[name] = both[`p_${name}`];
    delete order[`p_${name}`];
  }
  return { order: order as OrderRow, payment: payment as PaymentRow };
}

const PAYMENT_COLUMNS = [
  ...(['id', 'order_id', 'provider', 'ref', 'status', 'amount', 'currency', 'token', 'action'] as const),
  ...(['idempotency_key', 'reason', 'created_at', 'changed_at'] as const),
] satisfies (keyof PaymentRow)[];

/** An order, locked until the transaction ends; `not-found`. */
export async function lockOrder(tx: Database, id: string): Promise<OrderRow> {
  const row = await tx.selectFrom('orders').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Refusal('not-found', 'no such order');
  return row;
}

/** The order that a visitor has open (one at most), locked until the transaction ends. */
export async function lockOpen(tx: Database, visitor: string): Promise<OrderRow | undefined> {
  return (await tx.executeQuery(openLocked(tx, { visitor }).compile())).rows[0];
}

const openLocked = prepared((tx, { visitor }: { visitor: string }) => openOrderOf(tx, visitor).forUpdate());

/** The query of the order that a visitor has open; those of the time before there were markets have no language. */
export const openOrderOf = (db: Database, visitor: string) =>
  db
    .selectFrom('orders')
    .selectAll()
    .where('visitor', '=', visitor)
    .where('status', 'in', OPEN)
    .where('language', '!=', '');

/** An order as the books take it. */
export async function bookedOrder(
  tx: Database,
  order: OrderRow,
  known?: readonly LineRow[],
): Promise<Booked> {
  const { id, currency } = order;
  const lines = (known ?? (await linesOf(tx, [id]))).map((line) => toLine(line, currency));
  const delivery = order.delivery === null ? null : JSON.parse(order.delivery);
  return { id, currency, taxIncluded: order.tax_included === 1, lines, delivery };
}

/** The key of the refund of a return: there is one at most. */
export const refundKeyOf = (returned: string): string => `return:${returned}`;

/** An order with everything that happened to it. */
export async function wholeOrder(db: Database, row: OrderRow): Promise<Order> {
  const [order] = await toOrders(db, [row]);
  const of = <Name extends 'order_step' | 'shipment' | 'refund' | 'order_return' | 'paper' | 'order_message'>(
    name: Name,
  ) =>
    db
      .selectFrom(name as 'refund')
      .selectAll()
      .where('order_id', '=', row.id) as unknown as {
      execute(): Promise<Selectable<Tables[Name]>[]>;
    };
  const { currency } = row;
  const at = <T extends { at: number }>(list: T[]): T[] => list.sort((a, b) => a.at - b.at);
  const refunds = at(await of('refund').execute());
  return {
    ...order!,
    steps: (await of('order_step').execute())
      .sort((a, b) => a.id - b.id)
      .map(({ event, from_status, to_status, by, note, at: when }) => ({
        ...{ event, by, note },
        from: from_status,
        to: to_status,
        at: when,
      })),
    shipments: (await of('shipment').execute())
      .sort((a, b) => a.shipped_at - b.shipped_at)
      .map(({ id, carrier, tracking, url, lines, shipped_at, delivered_at }) => ({
        ...{ id, carrier, tracking, url },
        lines: JSON.parse(lines),
        shippedAt: shipped_at,
        deliveredAt: delivered_at,
      })),
    refunds: refunds.map((one) => ({
      id: one.id,
      status: one.status,
      total: { amount: one.amount, currency },
      lines: JSON.parse(one.lines),
      delivery: { amount: one.delivery_amount, currency },
      reason: one.reason,
      at: one.at,
    })),
    returns: at(await of('order_return').execute()).map(
      ({ id, status, lines, reason, answer, at: when }) => ({
        ...{ id, status, reason, answer },
        lines: JSON.parse(lines),
        refund: refunds.find(({ idempotency_key }) => idempotency_key === refundKeyOf(id))?.id ?? null,
        at: when,
      }),
    ),
    papers: (await of('paper').execute())
      .sort((a, b) => a.issued_at - b.issued_at)
      .map(({ kind, number, issued_at }) => ({ kind, number, at: issued_at })),
    messages: at(await of('order_message').execute()).flatMap(
      ({ id, author, name, text, at: when, read_at }) =>
        author === 'note' ? [] : [{ id, from: author, name, text, at: when, readAt: read_at }],
    ),
  };
}
