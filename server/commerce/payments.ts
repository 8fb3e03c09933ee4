import { randomUUID } from 'node:crypto';
import type { Money } from '../../shared/model/money.ts';
import type { OrderEvent } from '../../shared/model/order.ts';
import type { PaymentStatus } from '../../shared/model/payment.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { later } from '../store/later.ts';
import type { Database } from '../store/open.ts';
import { prepared } from '../store/prepared.ts';
import { quick } from '../store/quick.ts';
import { transaction } from '../store/transaction.ts';
import { holdAgain, putHeldBack } from './hold.ts';
import { book, providerAccount, saleOf, UNEARNED } from './ledger.ts';
import { dueMail, type Moved, move } from './moves.ts';
import {
  bookedOrder,
  type LineRow,
  linesOf,
  lockOrder,
  lockPayment,
  type OrderRow,
  type PaymentRow,
} from './orderRows.ts';
import type { Charge, PaymentProvider, PaymentState } from './payment.ts';
import type { Refunds } from './refunds.ts';
import { isLive, LIVE } from './underWay.ts';
import { type HeldUse, takeUsesAgain, writeUses } from './uses.ts';
import type { Warehouses } from './warehouses.ts';

/** Where a payment stands, and why it failed; its order and lines where they are at hand. */
export type PaymentOutcome = { status: PaymentStatus; reason: string; bought?: Bought };

/** An order that was paid just now. */
type Bought = { order: OrderRow; lines: readonly LineRow[] };

/** A payment that was written down just now, with its order. */
export type Begun = { payment: PaymentRow; order: OrderRow };

/** The payments of orders: what was asked of a provider, and what it said. Each verb may be repeated after a crash. */
export type Payments = {
  /** Writes down that a payment begins, within the transaction that places its order. */
  begin(tx: Database, order: OrderRow, wish: { key: string; token: string }, at: number): Promise<Begun>;
  /** Asks the provider to go on with a payment that is not settled yet, and settles what it says. */
  goOn(payment: string | Begun): Promise<PaymentOutcome>;
  /** The payment of a visitor that was begun under a key. */
  byKey(
    tx: Database,
    visitor: string,
    key: string,
  ): Promise<{ payment: string; order: string; total: Money } | undefined>;
  /** Hands the buyer's answer on; undefined when nothing waits for it. */
  confirm(order: string, accepted: boolean): Promise<PaymentOutcome | undefined>;
  /** Looks at the provider what became of an order's payment. */
  look(order: string): Promise<void>;
  /** Ends an order that is not paid: makes its payment impossible first, then gives its stock back. A payment that was made meanwhile counts; one that is under way and can't be stopped keeps it open, and whoever cancels is told `conflict`. */
  giveUp(order: string, event: Extract<OrderEvent, 'lapse' | 'cancel'>): Promise<void>;
  /** Takes in what a provider says of a payment, in whatever order it comes. */
  settle(payment: string, state: PaymentState): Promise<void>;
};

/** What payments are made of. */
export type PaymentParts = {
  db: Database;
  /** The provider of new payments. */
  provider: PaymentProvider;
  /** Every provider that older payments may be of, by name. */
  providers: ReadonlyMap<string, PaymentProvider>;
  refunds: Refunds;
  warehouses: Warehouses;
  tell(skus: readonly string[]): Promise<void>;
  clock: Clock;
  log: Log;
};

/** Milliseconds for which a payment that can't be stopped is left alone. */
const UNDER_WAY_MS = 5 * 60_000;
/** The provider of what costs nothing. */
const NONE = 'none';

const keyed = prepared((db, { visitor, key }: { visitor: string; key: string }) =>
  db
    .selectFrom('payment')
    .innerJoin('orders', 'orders.id', 'payment.order_id')
    .select(['payment.id', 'payment.order_id', 'payment.amount', 'payment.currency'])
    .where('payment.idempotency_key', '=', key)
    .where('orders.visitor', '=', visitor)
    .limit(1),
);

/** Payments over the database and the providers. */
export function openPayments(parts: PaymentParts): Payments {
  const { db, provider, providers, clock, log } = parts;
  const byId = (id: string): Promise<PaymentRow> =>
    db.selectFrom('payment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const liveOf = (order: string) =>
    db
      .selectFrom('payment')
      .selectAll()
      .where('order_id', '=', order)
      .where('status', 'in', LIVE)
      .executeTakeFirst();
  const providerOf = ({ provider: name }: PaymentRow): PaymentProvider => {
    const found = providers.get(name);
    if (!found) throw new Refusal('payment-unavailable', `the provider ${name} is not set up`);
    return found;
  };
  const settle = async (
    id: string,
    state: PaymentState,
    lines?: readonly LineRow[],
  ): Promise<PaymentOutcome> => {
    const settled = await transaction(db, (tx) => settleIn(parts, tx, id, state, lines));
    const { skus, refund, late, outcome } = settled;
    await parts.tell(skus);
    if (refund) await parts.refunds.goOn(refund);
    // Held money of an order that is not wanted any more, or that waits to be taken.
    if (outcome.status !== 'authorised') return outcome;
    const payment = await byId(id);
    if (payment.status !== 'authorised') return payment;
    const at = providerOf(payment);
    const next = late
      ? await at.void(await chargeOf(db, payment), payment.ref)
      : await at.capture(id, payment.ref!);
    return next.status === 'authorised' ? payment : settle(id, next);
  };
  const goOn = async (which: string | Begun): Promise<PaymentOutcome> => {
    const payment = typeof which === 'string' ? await byId(which) : which.payment;
    const { id } = payment;
    if (payment.provider === NONE && payment.status === 'started') {
      const amount = { amount: payment.amount, currency: payment.currency };
      return settle(id, { status: 'paid', ref: id, amount });
    }
    if (payment.status === 'authorised')
      return settle(id, { status: 'authorised', ref: payment.ref!, amount: payment });
    if (payment.status !== 'started') return payment;
    let state: PaymentState;
    let lines: LineRow[];
    try {
      const charge = typeof which === 'string' ? await chargeOf(db, payment) : toCharge(payment, which.order);
      [state, lines] = await Promise.all([
        providerOf(payment).start(charge),
        linesOf(db, [payment.order_id]),
      ]);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        log.error({ err: error, payment: id }, 'the payment provider failed');
        throw new Refusal('payment-unavailable', 'the payment could not be made, try again');
      }
      await settle(id, { status: 'failed', ref: id, reason: error.code });
      throw error;
    }
    return settle(id, state, lines);
  };
  return {
    goOn,
    settle: async (id, state) => void (await settle(id, state)),
    begin: (tx, order, wish, at) =>
      begin(tx, order, wish, order.total_amount === 0 ? NONE : provider.name, at),
    async byKey(tx, visitor, key) {
      const [row] = await quick(tx, keyed(tx, { visitor, key }));
      return (
        row && { payment: row.id, order: row.order_id, total: { amount: row.amount, currency: row.currency } }
      );
    },
    async confirm(order, accepted) {
      const payment = await liveOf(order);
      if (payment?.status !== 'action' || !payment.ref) return undefined;
      const { confirm } = providerOf(payment);
      if (!confirm) throw new Refusal('not-allowed', 'this provider asks the buyer itself');
      return settle(payment.id, await confirm(payment.ref, accepted));
    },
    async look(order) {
      const payment = await liveOf(order);
      if (!payment || payment.provider === NONE) return;
      if (payment.status === 'started') return void (await goOn(payment.id));
      const state = await providerOf(payment).find(await chargeOf(db, payment), payment.ref);
      if (state) await settle(payment.id, state);
    },
    async giveUp(id, event) {
      const payment = await liveOf(id);
      if (payment && payment.provider !== NONE) {
        const state = await providerOf(payment).void(await chargeOf(db, payment), payment.ref);
        if (state.status === 'action') {
          await holdLonger(db, id, clock.now());
          if (event === 'cancel') throw new Refusal('conflict', 'this payment is under way');
        }
        await settle(payment.id, state.status === 'failed' ? { status: 'voided', ref: state.ref } : state);
        return;
      }
      const { skus } = await transaction(db, async (tx) =>
        move(tx, await lockOrder(tx, id), event, {}, { by: '', at: clock.now() }),
      );
      await parts.tell(skus);
    },
  };
}

/** A payment that is under way and can't be stopped (a bank's debit, for days) keeps its stock; it is looked at again after a while. */
async function holdLonger(db: Database, order: string, at: number): Promise<void> {
  await transaction(db, async (tx) => {
    const held = await tx
      .updateTable('orders')
      .set({ holds_until: at + UNDER_WAY_MS })
      .where('id', '=', order)
      .where('holds_until', '<', at + UNDER_WAY_MS)
      .returning('id')
      .executeTakeFirst();
    // Its buyer hears that it takes its time, once.
    if (held) await dueMail(tx, order, 'received', '', at);
  });
}

async function begin(
  tx: Database,
  order: OrderRow,
  { key, token }: { key: string; token: string },
  provider: string,
  at: number,
): Promise<Begun> {
  const payment: PaymentRow = {
    ...{ id: randomUUID(), order_id: order.id, provider, token, idempotency_key: key },
    ...{ ref: null, action: null, reason: '', status: 'started' },
    ...{ amount: order.total_amount, currency: order.currency, created_at: at, changed_at: at },
  };
  await later(tx, tx.insertInto('payment').values(payment));
  return { payment, order };
}

async function chargeOf(db: Database, payment: PaymentRow): Promise<Charge> {
  const order = await db
    .selectFrom('orders')
    .select(['number', 'email', 'language'])
    .where('id', '=', payment.order_id)
    .executeTakeFirstOrThrow();
  return toCharge(payment, order);
}

const toCharge = (
  { id, amount, currency, token }: PaymentRow,
  { number, email, language }: Pick<OrderRow, 'number' | 'email' | 'language'>,
): Charge => ({ key: id, total: { amount, currency }, token, order: number ?? '', email, language });

/** What settling leaves to be done after its transaction. */
type Settled = {
  skus: string[];
  /** Money that came for nothing, on its way back. */
  refund: string | null;
  /** Money is held for an order that does not want it any more. */
  late: boolean;
  outcome: PaymentOutcome;
};

async function settleIn(
  parts: PaymentParts,
  tx: Database,
  id: string,
  state: PaymentState,
  known?: readonly LineRow[],
): Promise<Settled> {
  const { order, payment } = await lockPayment(tx, id);
  const settled = (status: PaymentStatus, reason = payment.reason): Settled => ({
    ...{ skus: [], refund: null, late: false },
    outcome: { status, reason },
  });
  // Whatever else is told of money that came, it has come.
  if (payment.status === 'paid') return settled('paid');
  if (!isLive(payment.status) && state.status !== 'paid') return settled(payment.status);
  const at = parts.clock.now();
  const note = async (status: PaymentStatus, more: Partial<PaymentRow> = {}): Promise<void> => {
    await later(
      tx,
      tx
        .updateTable('payment')
        .set({ status, ref: state.ref, changed_at: at, ...more })
        .where('id', '=', id),
    );
  };
  const who = { by: 'payment', at };
  switch (state.status) {
    case 'action':
      if (payment.status === 'authorised') return settled('authorised');
      await note('action', { action: state.action && JSON.stringify(state.action) });
      return settled('action');
    case 'authorised': {
      await note('authorised', { action: null });
      const moved = await move(tx, order, 'authorise', { moneyMatches: isAsked(payment, state.amount) }, who);
      return { ...settled('authorised'), late: !moved.moved && order.status !== 'authorised' };
    }
    case 'failed': {
      await note('failed', { reason: state.reason, action: null });
      const { order: after } = await move(tx, order, 'decline', {}, { ...who, note: state.reason });
      await tx.updateTable('orders').set({ declined: state.reason }).where('id', '=', after.id).execute();
      return settled('failed', state.reason);
    }
    case 'voided': {
      await note('voided', { action: null });
      return { ...settled('voided'), skus: (await move(tx, order, 'cancel', {}, who)).skus };
    }
    case 'paid':
      await note('paid', { action: null });
      return { ...settled('paid'), ...(await takeMoney(parts, tx, order, payment, state.amount, known)) };
  }
}

const isAsked = (payment: PaymentRow, { amount, currency }: Money): boolean =>
  payment.amount === amount && payment.currency === currency;

/** Money has come: it pays its order, or, when that can't be sent any more, goes back. */
async function takeMoney(
  parts: PaymentParts,
  tx: Database,
  order: OrderRow,
  payment: PaymentRow,
  amount: Money,
  known?: readonly LineRow[],
): Promise<Partial<Settled>> {
  const at = parts.clock.now();
  const about = { order: order.id, currency: amount.currency, source: `payment:${payment.id}`, at };
  const lines = known ?? (await linesOf(tx, [order.id]));
  const paid = await tryToPay(parts, tx, order, lines, isAsked(payment, amount));
  if (paid.moved) {
    await book(tx, saleOf(await bookedOrder(tx, order, lines), payment.provider), about);
    const bought = { order: paid.order, lines };
    return { skus: paid.skus, outcome: { status: 'paid', reason: '', bought } };
  }
  parts.log.warn({ order: order.number, status: order.status, guard: paid.guard }, 'money came for nothing');
  if (amount.amount === 0) return {};
  const debit = providerAccount(payment.provider);
  await book(tx, [{ debit, credit: UNEARNED, amount: amount.amount }], about);
  await dueMail(tx, order.id, 'returned', payment.id, at);
  const refund = await parts.refunds.returnUnearned(tx, { order, payment: payment.id, amount });
  return { refund, skus: paid.skus };
}

/** Pays an order; one that was given up is held again first, if its goods are still there. */
async function tryToPay(
  { warehouses, clock }: PaymentParts,
  tx: Database,
  order: OrderRow,
  lines: readonly LineRow[],
  moneyMatches: boolean,
): Promise<Moved> {
  const at = clock.now();
  const who = { by: 'payment', at };
  if (order.status !== 'cancelled' || !moneyMatches)
    return move(tx, order, 'pay', { moneyMatches }, who, { lines });
  const wanted = lines.map(({ sku, quantity, ahead }) => ({ sku, quantity, ahead: ahead > 0 }));
  const uses = JSON.parse(order.uses) as HeldUse[];
  let holdsStock = await holdAgain(tx, order.id, wanted, await warehouses.places(order.country), at);
  // Its price was an offer's, which others may have used up meanwhile.
  if (holdsStock && !(await takeUsesAgain(tx, uses))) {
    await putHeldBack(tx, order.id, at);
    holdsStock = false;
  }
  if (holdsStock && uses.length > 0)
    await writeUses(
      tx,
      order.id,
      uses.map(({ back: _, ...use }) => use),
    );
  const moved = await move(tx, order, 'pay', { moneyMatches, holdsStock }, who, { lines });
  return { ...moved, skus: holdsStock ? wanted.map(({ sku }) => sku) : [] };
}
