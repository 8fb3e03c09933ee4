import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Money } from '../../shared/model/money.ts';
import type { Refund } from '../../shared/model/order.ts';
import { grossOf, piecesWorth } from '../../shared/model/refundWorth.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { literals } from '../store/literals.ts';
import type { Database } from '../store/open.ts';
import { putBack } from '../store/stock.ts';
import type { Tables } from '../store/tables.ts';
import { transaction } from '../store/transaction.ts';
import { claimLosses } from './disputes.ts';
import { book, providerAccount, refundOf, UNEARNED } from './ledger.ts';
import { dueMail, move } from './moves.ts';
import { bookedOrder, linesOf, lockOrder, type OrderRow, toLine } from './orderRows.ts';
import type { PaymentProvider, RefundState } from './payment.ts';

/** What is to go back: pieces, delivery, or just an amount; everything that has not gone back yet when nothing is named. */
export type RefundWish = {
  key: string;
  lines?: { sku: string; quantity: number }[] | undefined;
  delivery?: boolean | undefined;
  amount?: number | undefined;
  reason: string;
  /** Whether the pieces go back into the stock. */
  restock: boolean;
  /** Done before it is written down, once the order is locked; throws when it must not be refunded like this. */
  first?(tx: Database, order: OrderRow): Promise<void>;
};

/** Money that goes back. A refund is written down before the provider is asked, once for each key, and never more than came. */
export type Refunds = {
  /** Starts a refund and asks the provider; the same key answers the same refund. `conflict` for more than is left. */
  refund(order: string, wish: RefundWish, by: string): Promise<Refund>;
  /** Writes the same down within a transaction that has the order locked; answers its id, for `goOn`. */
  begin(tx: Database, order: string, wish: RefundWish, by: string): Promise<string>;
  /** Writes down that money which came for nothing goes back. */
  returnUnearned(tx: Database, wish: { order: OrderRow; payment: string; amount: Money }): Promise<string>;
  /** Asks the provider to go on with a refund that is not done yet. */
  goOn(refund: string): Promise<void>;
  /** Takes in what the provider says of a refund. */
  settle(refund: string, state: RefundState): Promise<void>;
  /** Refunds that were left alone since a time. */
  unsettled(beforeMs: number): Promise<string[]>;
};

type RefundRow = Selectable<Tables['refund']>;
/** Why money that was never earned goes back: such a refund is about no piece. */
export const UNEARNED_REASON = 'unearned';

/** What refunds are made of. */
export type RefundParts = {
  db: Database;
  providers: ReadonlyMap<string, PaymentProvider>;
  tell(skus: readonly string[]): Promise<void>;
  clock: Clock;
  log: Log;
};

/** Refunds over the database and the providers. */
export function openRefunds(parts: RefundParts): Refunds {
  const { db, providers, clock, log } = parts;
  const byId = (id: string): Promise<RefundRow> =>
    db.selectFrom('refund').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const settle: Refunds['settle'] = async (id, state) => {
    const skus = await transaction(db, (tx) => settleIn(tx, id, state, clock.now()));
    await parts.tell(skus);
  };
  const goOn = async (id: string): Promise<void> => {
    const row = await byId(id);
    if (row.status !== 'started') return;
    const payment = await db
      .selectFrom('payment')
      .selectAll()
      .where('id', '=', row.payment)
      .executeTakeFirstOrThrow();
    const provider = providers.get(payment.provider);
    if (!provider) throw new Refusal('payment-unavailable', `the provider ${payment.provider} is not set up`);
    const amount = { amount: row.amount, currency: row.currency };
    await settle(id, await provider.refund({ key: id, paymentRef: payment.ref!, amount, ref: row.ref }));
  };
  return {
    goOn,
    settle,
    begin: (tx, order, wish, by) => begin(tx, order, wish, by, clock.now()),
    async refund(order, wish, by) {
      const id = await transaction(db, (tx) => begin(tx, order, wish, by, clock.now()));
      await goOn(id).catch((error) => {
        // It is written down: the reconciler goes on with it.
        log.error({ err: error, refund: id }, 'the payment provider failed');
      });
      return toRefund(await byId(id));
    },
    async returnUnearned(tx, { order, payment, amount }) {
      const id = randomUUID();
      await insert(tx, {
        ...{ id, order_id: order.id, payment, delivery_amount: 0, lines: '[]', restock: 0, by: 'shop' },
        ...{
          amount: amount.amount,
          currency: amount.currency,
          reason: UNEARNED_REASON,
          idempotency_key: `unearned:${payment}`,
        },
        at: clock.now(),
      });
      return id;
    },
    async unsettled(beforeMs) {
      const rows = await db
        .selectFrom('refund')
        .select('id')
        .where('status', 'in', literals('started'))
        .where('changed_at', '<', beforeMs)
        .orderBy('changed_at')
        .limit(200)
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

const insert = (
  tx: Database,
  row: Omit<RefundRow, 'status' | 'ref' | 'attempts' | 'changed_at'>,
): Promise<unknown> =>
  tx
    .insertInto('refund')
    .values({ ...row, status: 'started', ref: null, changed_at: row.at })
    .execute();

/** A refund as it is told. */
export const toRefund = (row: RefundRow): Refund => ({
  id: row.id,
  status: row.status,
  total: { amount: row.amount, currency: row.currency },
  lines: JSON.parse(row.lines),
  delivery: { amount: row.delivery_amount, currency: row.currency },
  reason: row.reason,
  at: row.at,
});

async function begin(tx: Database, id: string, wish: RefundWish, by: string, at: number): Promise<string> {
  const order = await lockOrder(tx, id);
  const known = await tx
    .selectFrom('refund')
    .select('id')
    .where('order_id', '=', id)
    .where('idempotency_key', '=', wish.key)
    .executeTakeFirst();
  if (known) return known.id;
  await wish.first?.(tx, order);
  const payment = await tx
    .selectFrom('payment')
    .select('id')
    .where('order_id', '=', id)
    .where('status', '=', 'paid')
    .orderBy('created_at')
    .executeTakeFirst();
  if (!payment || order.paid_at === null) throw new Refusal('conflict', 'this order is not paid');
  const earlier = await tx
    .selectFrom('refund')
    .selectAll()
    .where('order_id', '=', id)
    .where('status', '!=', 'failed')
    .where('reason', '!=', UNEARNED_REASON)
    .execute();
  const worth = await worthOf(tx, order, earlier, wish);
  const left = order.total_amount - order.refunded_amount;
  const amount = wish.amount ?? worth.amount;
  if (amount <= 0 || amount > left) throw new Refusal('conflict', `${left} can go back at most`);
  await tx
    .updateTable('orders')
    .set({ refunded_amount: sql<number>`refunded_amount + ${amount}`, changed_at: at })
    .where('id', '=', id)
    .execute();
  const refund = randomUUID();
  await insert(tx, {
    ...{ id: refund, order_id: id, payment: payment.id, amount, currency: order.currency, by, at },
    ...{ delivery_amount: worth.delivery, lines: JSON.stringify(worth.lines), reason: wish.reason },
    ...{ restock: wish.restock ? 1 : 0, idempotency_key: wish.key },
  });
  return refund;
}

type Worth = { amount: number; delivery: number; lines: { sku: string; quantity: number; amount: Money }[] };

/** What pieces and delivery are worth, with their taxes, given what has gone back of them already. */
async function worthOf(
  tx: Database,
  order: OrderRow,
  earlier: readonly RefundRow[],
  wish: RefundWish,
): Promise<Worth> {
  const { currency } = order;
  const whole = !wish.lines && wish.delivery === undefined && wish.amount === undefined;
  const lines = (await linesOf(tx, [order.id])).map((row) => toLine(row, currency));
  const included = order.tax_included === 1;
  const gone = earlier.flatMap((row) => (JSON.parse(row.lines) as Worth['lines']).map((line) => line));
  const asked = wish.lines ?? (whole ? lines.map(({ sku, quantity }) => ({ sku, quantity })) : []);
  const back = asked.flatMap(({ sku, quantity }) => {
    const line = lines.find((one) => one.sku === sku);
    if (!line) throw new Refusal('bad-input', `${sku} is not in this order`);
    const already = gone.filter((one) => one.sku === sku).reduce((sum, one) => sum + one.quantity, 0);
    const left = line.quantity - already;
    const pieces = whole ? left : quantity;
    if (pieces > left) throw new Refusal('conflict', `${left} of ${sku} can go back at most`);
    if (pieces === 0) return [];
    const amount = piecesWorth(grossOf(line, included), line.quantity, already, pieces);
    return [{ sku, quantity: pieces, amount: { amount, currency } }];
  });
  const delivery = order.delivery === null ? null : JSON.parse(order.delivery);
  const carried = earlier.some(({ delivery_amount }) => delivery_amount > 0);
  const forDelivery = delivery && !carried && (whole || wish.delivery) ? grossOf(delivery, included) : 0;
  const sum = back.reduce((total, { amount }) => total + amount.amount, forDelivery);
  const left = order.total_amount - order.refunded_amount;
  return { amount: whole ? left : sum, delivery: forDelivery, lines: back };
}

async function settleIn(tx: Database, id: string, state: RefundState, at: number): Promise<string[]> {
  const { order_id } = await tx
    .selectFrom('refund')
    .select('order_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const order = await lockOrder(tx, order_id);
  const row = await tx
    .selectFrom('refund')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.status !== 'started' && !(row.status === 'done' && state.status === 'failed')) return [];
  const isUnearned = row.reason === UNEARNED_REASON;
  const note = (status: RefundRow['status']) =>
    tx
      .updateTable('refund')
      .set({ status, ref: state.ref, changed_at: at, attempts: sql<number>`attempts + 1` })
      .where('id', '=', id)
      .execute();
  const { provider } = await tx
    .selectFrom('payment')
    .select('provider')
    .where('id', '=', row.payment)
    .executeTakeFirstOrThrow();
  const bookings = isUnearned
    ? [{ debit: UNEARNED, credit: providerAccount(provider), amount: row.amount }]
    : refundOf(await bookedOrder(tx, order), provider, row.amount, order.total_amount);
  const about = { order: order.id, currency: row.currency, at };
  if (state.status === 'started') {
    await note('started');
    return [];
  }
  if (state.status === 'failed') {
    await note('failed');
    // A provider may say so long after it said that it was done: then the money is with it again.
    if (row.status === 'done')
      await book(
        tx,
        bookings.map(({ debit, credit, amount }) => ({ debit: credit, credit: debit, amount })),
        { ...about, source: `refund-failed:${id}` },
      );
    if (!isUnearned) {
      const after = await tx
        .updateTable('orders')
        .set({ refunded_amount: sql<number>`refunded_amount - ${row.amount}`, changed_at: at })
        .where('id', '=', order.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      await claimLosses(tx, after, row.payment, { ref: id, at });
    }
    await dueMail(tx, order.id, 'refund-failed', id, at);
    return [];
  }
  await note('done');
  await book(tx, bookings, { ...about, source: `refund:${id}` });
  if (isUnearned) return [];
  await dueMail(tx, order.id, 'refunded', id, at);
  await move(tx, order, 'refund', {}, { by: row.by, note: row.reason, at });
  return row.restock ? restock(tx, row.order_id, JSON.parse(row.lines), at) : [];
}

/** Puts pieces that came back where they came from; answers their SKUs. */
export async function restock(
  tx: Database,
  order: string,
  lines: readonly { sku: string; quantity: number }[],
  at: number,
): Promise<string[]> {
  for (const { sku, quantity } of lines) {
    let left = quantity;
    const held = await tx
      .selectFrom('reservation')
      .selectAll()
      .where('order_id', '=', order)
      .where('sku', '=', sku)
      .orderBy('warehouse')
      .execute();
    for (const { warehouse, quantity: there } of held) {
      const pieces = Math.min(left, there);
      if (pieces === 0) continue;
      left -= pieces;
      await putBack(tx, { sku, warehouse, quantity: pieces }, order, 'restocked', at);
      const mine = tx
        .updateTable('reservation')
        .set({ quantity: there - pieces })
        .where('order_id', '=', order)
        .where('sku', '=', sku)
        .where('warehouse', '=', warehouse);
      const all = tx
        .deleteFrom('reservation')
        .where('order_id', '=', order)
        .where('sku', '=', sku)
        .where('warehouse', '=', warehouse);
      await (pieces === there ? all.execute() : mine.execute());
    }
  }
  return lines.map(({ sku }) => sku);
}
