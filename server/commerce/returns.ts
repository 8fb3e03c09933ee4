import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { type Pieces, returnable } from '../../shared/model/afterSale.ts';
import type { Return } from '../../shared/model/order.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';
import { transaction } from '../store/transaction.ts';
import { dueMail } from './moves.ts';
import { lockOrder, ownOrder, refundKeyOf, wholeOrder } from './orderRows.ts';
import { type Refunds, restock } from './refunds.ts';
import type { ReturnTerms } from './returnTerms.ts';

/** What a buyer asks to send back, and why. */
export type ReturnWish = { lines: Pieces[]; reason: string };

/** What the shop says to it. On `received`: whether its pieces go into the stock again, and its money back at once. */
export type ReturnAnswer = {
  status: Exclude<Return['status'], 'asked'>;
  text: string;
  restock?: boolean | undefined;
  refund?: boolean | undefined;
};

/** Goods that come back. */
export type Returns = {
  /** Asks for a return. `conflict` for pieces that can't go back (any more); the same pieces with the same reason, asked twice, are one return while nobody has answered. */
  ask(visitor: string, order: string, wish: ReturnWish): Promise<void>;
  /** The shop's answer: asked → accepted | refused | received, accepted → received. The same again changes nothing, but a refund that was left out may follow. `conflict` for any other. */
  answer(order: string, id: string, answer: ReturnAnswer, by: string): Promise<void>;
};

/** What returns are made of. */
export type ReturnParts = {
  db: Database;
  refunds: Refunds;
  terms: ReturnTerms;
  tell(skus: readonly string[]): Promise<void>;
  clock: Clock;
  log: Log;
};

const NEXT: Record<Return['status'], readonly Return['status'][]> = {
  asked: ['accepted', 'refused', 'received'],
  accepted: ['received'],
  refused: [],
  received: [],
};

type ReturnRow = Selectable<Tables['order_return']>;

/** Returns over the database and refunds. */
export function openReturns(parts: ReturnParts): Returns {
  const { db, refunds, tell, log } = parts;
  return {
    ask: (visitor, order, wish) => transaction(db, (tx) => ask(parts, tx, visitor, order, wish)),
    async answer(order, id, answer, by) {
      const { skus, refund } = await transaction(db, (tx) => take(parts, tx, order, id, answer, by));
      await tell(skus);
      if (!refund) return;
      await refunds.goOn(refund).catch((error) => log.error({ err: error, refund }, 'not refunded yet'));
    },
  };
}

async function ask(
  { terms, clock }: ReturnParts,
  tx: Database,
  visitor: string,
  id: string,
  { lines, reason }: ReturnWish,
): Promise<void> {
  await ownOrder(tx, visitor, id);
  const row = await lockOrder(tx, id);
  const at = clock.now();
  const order = {
    ...(await wholeOrder(tx, row)),
    returnDays: terms.daysFor(row.market, row.paid_at ?? row.created_at),
  };
  const pieces = summed(lines);
  const written = JSON.stringify(pieces);
  if (
    order.returns.some(
      (one) => one.status === 'asked' && one.reason === reason && JSON.stringify(one.lines) === written,
    )
  )
    return;
  const left = returnable(order, at);
  for (const { sku, quantity } of pieces) {
    if (!order.lines.some((line) => line.sku === sku))
      throw new Refusal('bad-input', `${sku} is not in this order`);
    const most = left.find((one) => one.sku === sku)?.quantity ?? 0;
    if (quantity > most) throw new Refusal('conflict', `${most} of ${sku} can go back at most`);
  }
  const made = randomUUID();
  await tx
    .insertInto('order_return')
    .values({ ...{ id: made, order_id: id, status: 'asked', lines: written, reason }, at, changed_at: at })
    .execute();
  await dueMail(tx, id, 'return-asked', made, at);
  await dueMail(tx, id, 'shop-return', made, at);
}

/** Pieces by SKU, each once. */
function summed(lines: readonly Pieces[]): Pieces[] {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return [...sums].map(([sku, quantity]) => ({ sku, quantity })).sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

async function take(
  { refunds, clock }: ReturnParts,
  tx: Database,
  order: string,
  id: string,
  answer: ReturnAnswer,
  by: string,
): Promise<{ skus: string[]; refund: string | null }> {
  await lockOrder(tx, order);
  const row = await tx
    .selectFrom('order_return')
    .selectAll()
    .where('id', '=', id)
    .where('order_id', '=', order)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found', 'no such return');
  const at = clock.now();
  const isNew = row.status !== answer.status;
  if (isNew) await note(tx, row, answer, at);
  if (answer.status !== 'received') return { skus: [], refund: null };
  const lines = JSON.parse(row.lines) as Pieces[];
  // The goods are one thing and the money another: the refund puts nothing into the stock.
  const wish = { key: refundKeyOf(id), lines, reason: row.reason, restock: false };
  const refund = answer.refund ? await refunds.begin(tx, order, wish, by) : null;
  const skus = isNew && answer.restock ? await restock(tx, order, lines, at) : [];
  return { skus, refund };
}

async function note(tx: Database, row: ReturnRow, { status, text }: ReturnAnswer, at: number): Promise<void> {
  if (!NEXT[row.status].includes(status)) throw new Refusal('conflict', `this return is ${row.status}`);
  await tx
    .updateTable('order_return')
    // What was said when it was accepted stays, unless there is more to say.
    .set({ status, answer: text || row.answer, changed_at: at })
    .where('id', '=', row.id)
    .execute();
  await dueMail(tx, row.order_id, `return-${status}`, row.id, at);
}
