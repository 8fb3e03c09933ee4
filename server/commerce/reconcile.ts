import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/open.ts';
import type { Payments } from './payments.ts';
import type { Refunds } from './refunds.ts';
import { LIVE, OPEN } from './underWay.ts';
import type { Webhooks } from './webhooks.ts';

/** What the reconciler did: orders and refunds by what became of them. */
export type Healed = { about: 'order' | 'refund'; id: string; was: string; is: string; at: number };

/** Finds and heals what a crash, a lost answer or a lost buyer left. */
export type Reconciler = {
  /** Gives the stock of checkouts back whose time is over; answers how many. */
  expire(): Promise<number>;
  /** Settles payments and refunds that were left alone for a time, by what the provider remembers; answers how many moved. */
  reconcile(olderThanMs: number): Promise<number>;
  /** What it did lately, newest first. */
  healed(): readonly Healed[];
};

const AT_ONCE = 200;
const KEPT = 500;

/** The reconciler over the database, payments and refunds; one that fails stops no other. */
export function openReconciler(parts: {
  db: Database;
  payments: Payments;
  refunds: Refunds;
  webhooks: Pick<Webhooks, 'catchUp'>;
  clock: Clock;
  log: Log;
}): Reconciler {
  const { db, payments, refunds, webhooks, clock, log } = parts;
  const done: Healed[] = [];
  const statusOf = async (table: 'orders' | 'refund', id: string): Promise<string> =>
    (await db.selectFrom(table).select('status').where('id', '=', id).executeTakeFirstOrThrow()).status;
  /** Does something about an order or refund; true when it moved. */
  const heal = async (about: Healed['about'], id: string, work: () => Promise<void>): Promise<boolean> => {
    const table = about === 'order' ? 'orders' : 'refund';
    const was = await statusOf(table, id);
    try {
      await work();
    } catch (error) {
      log.error({ err: error, [about]: id }, 'could not be settled');
      return false;
    }
    const is = await statusOf(table, id);
    if (is === was) return false;
    done.unshift({ about, id, was, is, at: clock.now() });
    done.splice(KEPT);
    if (was !== 'cart') log.info({ [about]: id, was, is }, 'settled after the fact');
    return true;
  };
  const count = async (work: Promise<boolean>[]): Promise<number> =>
    (await Promise.all(work)).filter(Boolean).length;
  return {
    healed: () => done,
    async expire() {
      const rows = await db
        .selectFrom('orders')
        .select('id')
        .where('status', 'in', OPEN)
        .where('holds_until', '<', clock.now())
        .orderBy('holds_until')
        .limit(AT_ONCE)
        .execute();
      let moved = 0;
      for (const { id } of rows)
        moved += await count([heal('order', id, () => payments.giveUp(id, 'lapse'))]);
      return moved;
    },
    async reconcile(olderThanMs) {
      const before = clock.now() - olderThanMs;
      const rows = await db
        .selectFrom('payment')
        .select(['id', 'order_id'])
        .where('status', 'in', LIVE)
        .where('changed_at', '<', before)
        .orderBy('changed_at')
        .limit(AT_ONCE)
        .execute();
      let moved = 0;
      for (const { id, order_id } of rows)
        moved += await count([
          heal('order', order_id, async () => {
            await payments.look(order_id);
            await payments.goOn(id);
          }),
        ]);
      for (const id of await refunds.unsettled(before))
        moved += await count([heal('refund', id, () => refunds.goOn(id))]);
      await webhooks.catchUp(before);
      return moved;
    },
  };
}
