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
};

/** Milliseconds for which a code holds. */
const HOLDS_MS = 10 * 60 * 1000;
/** Signs that nobody mistakes for one another. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 10;

const digestOf = (code: string): string =>
  createHash('sha256').update(code.toUpperCase()).digest('base64url');

/** Hand-over of carts over the database. */
export function openHandover({ db, carts, clock }: { db: Database; carts: Carts; clock: Clock }): Handover {
  return {
    async give(visitor) {
      const code = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
      const until = clock.now() + HOLDS_MS;
      await db
        .deleteFrom('cart_handover')
        .where((e) => e.or([e('visitor', '=', visitor), e('until', '<', clock.now())]))
        .execute();
      await db
        .insertInto('cart_handover')
        .values({ digest: digestOf(code), visitor, until })
        .execute();
      return { code, until };
    },
    async take(code, visitor) {
      const given = await db
        .deleteFrom('cart_handover')
        .where('digest', '=', digestOf(code))
        .returning(['visitor', 'until'])
        .executeTakeFirst();
      if (!given || given.until < clock.now()) throw new Refusal('gone', 'this code holds no more');
      await carts.copy(given.visitor, visitor);
    },
  };
}
