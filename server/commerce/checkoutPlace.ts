import { randomInt } from 'node:crypto';
import { type CompiledQuery, sql } from 'kysely';
import { Refusal } from '../../shared/wire/refusal.ts';
import { eachOf } from '../store/each.ts';
import { later } from '../store/later.ts';
import type { Database } from '../store/open.ts';
import { prepared } from '../store/prepared.ts';
import { quick } from '../store/quick.ts';
import { lacksOf } from './checkoutFill.ts';
import type { CheckoutParts, PayWish } from './checkoutParts.ts';
import { move } from './moves.ts';
import { type LineRow, linesOf, lockOpen, type OrderRow, openOrderOf } from './orderRows.ts';
import type { Begun, Payments } from './payments.ts';
import { type HeldUse, mailPerson, takeUsesFor } from './uses.ts';
import { orderWords } from './words.ts';

/** What became of a wish to pay: its payment, the one that was begun under its key before, or that the checkout's time is over. */
export type Placed = { begun: Begun } | { before: string; order: string } | { over: string };

/** What is read before an order is locked, so that it is locked for a shorter time: the payment under the key, and the lines of the open order. */
export type Seen = { before: Awaited<ReturnType<Payments['byKey']>>; lines: LineRow[] };

const openLines = prepared((db, { visitor }: { visitor: string }) => {
  const open = openOrderOf(db, visitor).clearSelect().select('id');
  return db.selectFrom('order_line').selectAll().where('order_id', 'in', open).orderBy('line');
});

/** Looks at what paying will need. */
export async function lookAhead(
  { db, payments }: CheckoutParts,
  visitor: string,
  key: string,
): Promise<Seen> {
  const mine = quick(db, openLines(db, { visitor }));
  const [before, lines] = await Promise.all([payments.byKey(db, visitor, key), mine]);
  return { before, lines };
}

/** Places a visitor's open order and writes down that its payment begins. */
export async function placeIn(
  parts: CheckoutParts,
  tx: Database,
  visitor: string,
  wish: PayWish,
  seen: Seen,
): Promise<Placed> {
  const order = await lockOpen(tx, visitor);
  // An order that was never placed has no payment of its own: what was seen before it was locked still holds.
  const isFresh = order?.status === 'cart' && order.number === null;
  const before = isFresh ? seen.before : await parts.payments.byKey(tx, visitor, wish.key);
  const { amount, currency } = wish.expectedTotal;
  if (before) {
    if (before.total.amount !== amount || before.total.currency !== currency)
      throw new Refusal('conflict', 'this key was used for another order');
    return { before: before.payment, order: before.order };
  }
  if (!order) throw new Refusal('not-found', 'no checkout is open');
  const now = parts.clock.now();
  if ((order.holds_until ?? 0) <= now) return { over: order.id };
  if (order.status !== 'cart') throw new Refusal('conflict', 'this order is being paid');
  const lack = lacksOf(parts, order);
  if (lack) throw new Refusal('bad-input', lack);
  if (amount !== order.total_amount || currency !== order.currency)
    throw new Refusal('price-changed', `the total is ${order.total_amount} ${order.currency} now`);
  const uses = JSON.parse(order.uses) as HeldUse[];
  const held = uses.length > 0 && (await takeUsesFor(tx, uses, mailPerson(order.email)));
  const who = { by: visitor, at: now };
  const set = {
    ...(order.number === null && { number: newNumber() }),
    ...(held && { uses: JSON.stringify(held) }),
  };
  const { order: placed } = await move(tx, order, 'place', { complete: true }, who, { set });
  if (order.number === null) await writeWords(tx, placed, seen.lines);
  return { begun: await parts.payments.begin(tx, placed, wish, now) };
}

/** Crockford's letters: none is taken for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NUMBER_LETTERS = 8;

/** A number for an order, which says nothing about how many there are. */
function newNumber(): string {
  const letters = Array.from({ length: NUMBER_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `V-${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** Writes the words by which the desk finds an order. */
async function writeWords(tx: Database, order: OrderRow, seen: readonly LineRow[]): Promise<void> {
  const lines = seen[0]?.order_id === order.id ? seen : await linesOf(tx, [order.id]);
  const words = orderWords(
    { ...order, number: order.number! },
    lines.map(({ sku, name }) => ({ sku, name: JSON.parse(name) })),
  );
  const placed_at = order.placed_at!;
  const written = sql`insert into order_word (word, placed_at, order_id)
    select value, cast(${placed_at} as bigint), ${order.id} from ${eachOf(tx as never, words)}`;
  await later(tx, { compile: () => written.compile(tx) as CompiledQuery });
}
