import { randomUUID } from 'node:crypto';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import { openBuckets } from '../rateLimit.ts';
import type { Database } from '../store/open.ts';
import { transaction } from '../store/transaction.ts';
import { dueMail } from './moves.ts';
import { lockOrder, ownOrder } from './orderRows.ts';

/** Longest message, characters. */
export const MESSAGE_MOST = 2000;
/** Messages that one person may write: a few at once, then one in twenty seconds. */
const PER_PERSON = { perSecond: 1 / 20, burst: 6 };
/** Messages of one order. */
const MOST = 500;
/** Milliseconds in which the same words, last said by the same side, are one message: a button pressed twice. */
const TWICE_MS = 60_000;

/** Who writes: the buyer of an order, or someone of the shop. */
export type Writer = { side: 'buyer' | 'shop'; person: string; name: string };

/** Buyer and shop write about an order. The other side gets a mail for each message. */
export type Messages = {
  /** `too-many` for who writes too fast, `bad-input` for nothing, `not-found` for an order that is not a buyer's own. */
  write(order: string, text: string, writer: Writer): Promise<void>;
  /** A side has seen what the other one wrote. */
  read(order: string, reader: Pick<Writer, 'side' | 'person'>): Promise<void>;
};

/** Messages over the database. */
export function openMessages({ db, clock }: { db: Database; clock: Clock }): Messages {
  const buckets = openBuckets(PER_PERSON);
  const mustBeTheirs = async (order: string, { side, person }: Pick<Writer, 'side' | 'person'>) => {
    if (side === 'buyer') await ownOrder(db, person, order);
  };
  return {
    async write(order, said, writer) {
      const text = said.trim();
      if (!text || text.length > MESSAGE_MOST)
        throw new Refusal('bad-input', `1 to ${MESSAGE_MOST} characters`);
      await mustBeTheirs(order, writer);
      if (!buckets.take(writer.person, clock.now())) throw new Refusal('too-many', 'wait a little');
      await transaction(db, (tx) => add(tx, order, text, writer, clock.now()));
    },
    async read(order, reader) {
      await mustBeTheirs(order, reader);
      await db
        .updateTable('order_message')
        .set({ read_at: clock.now() })
        .where('order_id', '=', order)
        .where('author', '=', reader.side === 'buyer' ? 'shop' : 'buyer')
        .where('read_at', 'is', null)
        .execute();
    },
  };
}

async function add(
  tx: Database,
  order: string,
  text: string,
  { side, name }: Writer,
  at: number,
): Promise<void> {
  await lockOrder(tx, order);
  const rows = await tx
    .selectFrom('order_message')
    .select(['author', 'text', 'at'])
    .where('order_id', '=', order)
    .where('author', '!=', 'note')
    .orderBy('at', 'desc')
    .execute();
  const [last] = rows;
  if (last?.author === side && last.text === text && at - last.at < TWICE_MS) return;
  if (rows.length >= MOST) throw new Refusal('too-many', `${MOST} messages at most`);
  const id = randomUUID();
  // Two within one millisecond keep their order.
  const when = Math.max(at, (last?.at ?? 0) + 1);
  await tx
    .insertInto('order_message')
    .values({ id, order_id: order, author: side, name, text, at: when, read_at: null })
    .execute();
  await dueMail(tx, order, side === 'shop' ? 'message' : 'shop-message', id, at);
}
