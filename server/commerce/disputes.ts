import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/open.ts';
import { transaction } from '../store/transaction.ts';
import { BANK, book, DISPUTED, LOSSES, providerAccount } from './ledger.ts';
import { dueMail, move } from './moves.ts';
import { lockPayment, type OrderRow, type PaymentRow } from './orderRows.ts';
import type { ProviderNews } from './payment.ts';

/** What a provider tells of a dispute. */
export type DisputeNews = Extract<ProviderNews, { about: 'dispute' }>;

/** Money that a buyer's bank took back. Each dispute opens once and ends once, in whatever order that is told. */
export type Disputes = {
  /** Takes in how a dispute of a payment stands. */
  take(payment: string, news: DisputeNews): Promise<void>;
};

/** Who does what a bank does. */
const WHO = { by: BANK };

/** Disputes over the database. */
export function openDisputes({ db, clock, log }: { db: Database; clock: Clock; log: Log }): Disputes {
  return {
    async take(id, news) {
      await transaction(db, async (tx) => {
        const { order, payment } = await lockPayment(tx, id);
        if (payment.currency === news.amount.currency) return goOn(tx, order, payment, news, clock.now());
        log.error({ order: order.number, dispute: news.ref }, 'a dispute in another currency is not booked');
      });
    },
  };
}

/** Opens what is not open yet, and ends it when it has ended. A dispute that was won before we heard of it took nothing. */
async function goOn(
  tx: Database,
  order: OrderRow,
  payment: PaymentRow,
  news: DisputeNews,
  at: number,
): Promise<void> {
  const { ref, dispute, amount } = news;
  const sources = ['opened', 'won', 'lost'].map((stage) => `dispute:${ref}:${stage}/0`);
  const rows = await tx.selectFrom('ledger').select('source').where('source', 'in', sources).execute();
  const was = (stage: string) => rows.some(({ source }) => source === `dispute:${ref}:${stage}/0`);
  if (was('won') || was('lost') || (dispute === 'won' && !was('opened'))) return;
  const about = (stage: string) => ({
    ...{ order: order.id, currency: amount.currency, source: `dispute:${ref}:${stage}`, at },
  });
  const account = providerAccount(payment.provider);
  let now = order;
  if (!was('opened')) {
    await book(tx, [{ debit: DISPUTED, credit: account, amount: amount.amount }], about('opened'));
    now = (await move(tx, order, 'dispute', {}, { ...WHO, note: ref, at })).order;
    await dueMail(tx, order.id, 'disputed', ref, at);
  }
  if (dispute === 'opened') return;
  const debit = dispute === 'won' ? account : LOSSES;
  await book(tx, [{ debit, credit: DISPUTED, amount: amount.amount }], about(dispute));
  await dueMail(tx, order.id, dispute === 'won' ? 'dispute-won' : 'dispute-lost', ref, at);
  if (dispute === 'lost') {
    now = await claimLosses(tx, now, payment.id, { ref, at });
    now = (await move(tx, now, 'refund', {}, { ...WHO, note: ref, at })).order;
  }
  // The order goes on where it stood, once no bank asks for any of it.
  if (now.status === 'disputed' && (await balanceOf(tx, order.id, DISPUTED)) === 0)
    await move(tx, now, 'win', {}, { ...WHO, note: dispute === 'won' ? ref : `${ref} lost in part`, at });
}

/**
 * What a bank keeps is a refund that it made: the buyer has that money, and it can't go back once more. More than we
 * still had of the order (some had gone back before) is a loss only; it becomes such a refund when one of ours bounces.
 */
export async function claimLosses(
  tx: Database,
  order: OrderRow,
  payment: string,
  { ref, at }: { ref: string; at: number },
): Promise<OrderRow> {
  const lost = order.paid_at === null ? 0 : await balanceOf(tx, order.id, LOSSES);
  if (lost === 0) return order;
  const refunds = await tx
    .selectFrom('refund')
    .select(['amount', 'by'])
    .where('payment', '=', payment)
    .where('status', '!=', 'failed')
    .execute();
  const sum = (rows: typeof refunds) => rows.reduce((total, { amount }) => total + amount, 0);
  const owed = lost - sum(refunds.filter(({ by }) => by === BANK));
  const { amount: came } = await tx
    .selectFrom('payment')
    .select('amount')
    .where('id', '=', payment)
    .executeTakeFirstOrThrow();
  const back = Math.min(owed, came - sum(refunds), order.total_amount - order.refunded_amount);
  if (back <= 0) return order;
  await tx
    .insertInto('refund')
    .values({
      ...{ id: `dispute:${ref}`, order_id: order.id, payment, status: 'done', amount: back },
      ...{ currency: order.currency, delivery_amount: 0, lines: '[]', reason: 'dispute', restock: 0, ref },
      ...{ idempotency_key: `dispute:${ref}`, by: BANK, at, changed_at: at },
    })
    .execute();
  return tx
    .updateTable('orders')
    .set({ refunded_amount: order.refunded_amount + back, changed_at: at })
    .where('id', '=', order.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What an account has of an order. */
async function balanceOf(tx: Database, order: string, account: string): Promise<number> {
  const rows = await tx
    .selectFrom('ledger')
    .select(['debit', 'credit', 'amount'])
    .where('order_id', '=', order)
    .execute();
  return rows.reduce(
    (sum, { debit, credit, amount }) =>
      sum + (debit === account ? amount : 0) - (credit === account ? amount : 0),
    0,
  );
}
