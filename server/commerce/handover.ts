import { createHash, randomInt } from 'node:crypto';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import type { Carts } from './cart.ts';

/** Carries a cart to another device by a code: a copy of its lines, never who one is. */
export type Handover = {
  /** A code that holds for ten minutes and once; the codes that one gave out before hold no more. */
  give(visitor: string): Promise<{ code: string; until: number }>;
  /** Lays a copy of the cart behind a code to one's own; `gone` for a code that is used, too old or none. */
  take(code: string, visitor: string): Promise<void>;
  /**
   * What became of the code that one gave out last: none, it waits, somebody has taken it, or what they took is paid; then
   * what was bought leaves the cart that it came from.
   */
  look(visitor: string): Promise<HandedOn>;
};

/** What became of a cart that was handed on. */
export type HandedOn = { state: 'none' | 'waits' | 'taken' | 'paid'; number: string };

/** Milliseconds for which a code holds. */
const HOLDS_MS = 10 * 60 * 1000;
/** Milliseconds for which one is told what became of a code that was taken. */
const TOLD_MS = 2 * 3600 * 1000;
/** Signs that nobody mistakes for one another. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 10;

const digestOf = (code: string): string =>
  createHash('sha256').update(code.toUpperCase().replace(/[\s-]/g, '')).digest('base64url');

/** Hand-over of carts over the database. */
export function openHandover({ db, carts, clock }: { db: Database; carts: Carts; clock: Clock }): Handover {
  return {
    async give(visitor) {
      const code = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
      const until = clock.now() + HOLDS_MS;
      await db
        .deleteFrom('cart_handover')
        .where((e) => e.or([e('visitor', '=', visitor), e('until', '<', clock.now() - TOLD_MS)]))
        .execute();
      await db
        .insertInto('cart_handover')
        .values({ digest: digestOf(code), visitor, until })
        .execute();
      return { code, until };
    },
    async take(code, visitor) {
      const given = await db
        .updateTable('cart_handover')
        .set({ taken_by: visitor, taken_at: clock.now() })
        .where('digest', '=', digestOf(code))
        .where('taken_by', '=', '')
        .where('until', '>=', clock.now())
        .returning('visitor')
        .executeTakeFirst();
      if (!given) throw new Refusal('gone', 'this code holds no more');
      await carts.copy(given.visitor, visitor);
    },
    async look(visitor) {
      const given = await db
        .selectFrom('cart_handover')
        .selectAll()
        .where('visitor', '=', visitor)
        .executeTakeFirst();
      if (!given) return { state: 'none', number: '' };
      if (given.bought) return { state: 'paid', number: given.bought };
      if (given.taken_at === null) return { state: given.until < clock.now() ? 'none' : 'waits', number: '' };
      const paid = await db
        .selectFrom('orders')
        .select(['id', 'number'])
        .where('visitor', '=', given.taken_by)
        .where('paid_at', '>=', given.taken_at)
        .orderBy('paid_at')
        .executeTakeFirst();
      if (!paid?.number) return { state: 'taken', number: '' };
      await settle(db, given.digest, visitor, { id: paid.id, number: paid.number });
      return { state: 'paid', number: paid.number };
    },
  };
}

/** Takes what was bought out of the cart that it came from, once. */
const settle = (db: Database, digest: string, visitor: string, order: { id: string; number: string }) =>
  db.transaction().execute(async (tx) => {
    const first = await tx
      .updateTable('cart_handover')
      .set({ bought: order.number })
      .where('digest', '=', digest)
      .where('bought', '=', '')
      .executeTakeFirst();
    if (first.numUpdatedRows === 0n) return;
    const bought = tx.selectFrom('order_line').select('sku').where('order_id', '=', order.id);
    await tx.deleteFrom('cart_line').where('visitor', '=', visitor).where('sku', 'in', bought).execute();
  });
