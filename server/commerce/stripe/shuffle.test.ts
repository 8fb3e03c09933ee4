import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachEngine } from '../../testing/engines.ts';
import type { FakeEvent } from '../../testing/stripeFakeStore.ts';
import { openStripeShop, type StripeShop } from '../../testing/stripeShop.ts';
import { breaches } from '../books.ts';

/** Stories that are told; `SHUFFLES=200` for the long run. */
const RUNS = Number(process.env.SHUFFLES || 8);
const SEED = process.env.SHUFFLE_SEED;
const MS_PER_RUN = 2000;

type Step = {
  kind: 'decline' | 'unproven' | 'pay' | 'refund' | 'settle' | 'dispute' | 'close';
  yes: boolean;
  pick: number;
};
const step = (...kinds: Step['kind'][]) =>
  fc.record({ kind: fc.constantFrom(...kinds), yes: fc.boolean(), pick: fc.nat(2) });
const METHODS = ['pm_card_visa', 'pm_card_pendingRefund', 'pm_card_refundFail'];
/** A buyer tries, pays, gets some back, and disputes the rest. */
const story = fc
  .tuple(
    fc.array(step('decline', 'unproven'), { maxLength: 2 }),
    step('pay'),
    fc.array(step('refund', 'settle'), { maxLength: 4 }),
    fc.array(step('dispute', 'close'), { maxLength: 3 }),
  )
  .map(([tries, pay, backs, disputes]) => [...tries, pay, ...backs, ...disputes]);

onEachEngine((open) => {
  let shop: StripeShop;
  beforeAll(async () => {
    shop = await openStripeShop(await open());
    await shop.setStock('deer', 10_000);
  });
  afterAll(() => shop.end());

  /** One step of the world outside; what can't happen there does not. */
  async function happen(id: string, intent: string, { kind, yes, pick }: Step, count: number): Promise<void> {
    const { store } = shop.fake;
    const refunds = [...store.refunds.values()].filter((one) => one.payment_intent === intent);
    const dispute = [...store.disputes.values()].find((one) => one.payment_intent === intent);
    const method = store.intent(intent).payment_method;
    switch (kind) {
      case 'decline':
        expect(() => store.confirm(intent, 'pm_card_chargeDeclined')).toThrow();
        return;
      case 'unproven':
        store.confirm(intent, 'pm_card_authenticationRequired');
        store.authenticate(intent, false);
        return;
      case 'pay':
        store.confirm(intent, METHODS[pick]!);
        return;
      case 'refund': {
        await shop.payments.look(id);
        const wish = { key: `back-${count}`, reason: 'returned', restock: false, amount: 300 + pick };
        await shop.money.refund(id, wish, 'desk');
        return;
      }
      case 'settle': {
        const waits = refunds.find(({ status }) => status === 'pending');
        const bounces =
          method === 'pm_card_refundFail' && refunds.find(({ status }) => status === 'succeeded');
        if (waits) store.settleRefund(waits.id, yes ? 'succeeded' : 'failed');
        else if (bounces) store.settleRefund(bounces.id, 'failed');
        return;
      }
      case 'dispute':
        for (const { id: one, status } of refunds)
          if (status === 'pending') store.settleRefund(one, 'succeeded');
        if (!dispute) store.dispute(intent, 'needs_response', yes ? undefined : 700);
        return;
      case 'close':
        if (dispute?.status === 'needs_response') store.closeDispute(dispute.id, yes ? 'won' : 'lost');
    }
  }

  let buyers = 0;
  /** Tells a story of a new buyer; `hear` is given all that was told so far after each step, and at the end. */
  async function tell(
    steps: readonly Step[],
    hear: (told: readonly FakeEvent[], isOver: boolean) => Promise<void>,
  ) {
    const from = shop.fake.events.length;
    const { order, intent } = await shop.place(`buyer-${++buyers}`);
    for (const [count, one] of steps.entries()) {
      await happen(order.id, intent, one, count);
      await hear(shop.fake.events.slice(from), false);
    }
    await hear(shop.fake.events.slice(from), true);
    return endOf(order.id);
  }

  /** How an order ended: where it stands, what went back by whom, what the books say. */
  async function endOf(id: string) {
    const { status, refunded_amount } = await shop.row(id);
    const back: Record<string, number> = {};
    for (const { status: one, by, amount } of await shop.refunds(id))
      if (one !== 'failed') back[`${by} ${one}`] = (back[`${by} ${one}`] ?? 0) + amount;
    const books: Record<string, number> = {};
    const rows = await shop.db.selectFrom('ledger').selectAll().where('order_id', '=', id).execute();
    for (const { debit, credit, amount } of rows) {
      books[debit] = (books[debit] ?? 0) + amount;
      books[credit] = (books[credit] ?? 0) - amount;
    }
    return {
      status,
      refunded_amount,
      back,
      books: Object.fromEntries(Object.entries(books).filter(([, sum]) => sum !== 0)),
    };
  }

  test(
    '[ST12] whatever order notices come in, however often, an order ends as if they came in order',
    async () => {
      const chance = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
      await fc.assert(
        fc.asyncProperty(story, chance, async (steps, numbers) => {
          const next = () => numbers.next().value as number;
          let heard = 0;
          const inOrder = await tell(steps, async (told) => {
            for (const event of told.slice(heard)) await shop.deliver(event);
            heard = told.length;
          });
          const shuffled = await tell(steps, async (told, isOver) => {
            const twice = isOver
              ? [...told, ...told.filter(() => next() < 0.4)]
              : told.filter(() => next() < 0.2);
            const mixed = twice.map((event) => ({ event, at: next() })).sort((a, b) => a.at - b.at);
            for (const { event } of mixed) await shop.deliver(event);
          });
          expect(shuffled).toEqual(inOrder);
          expect(await breaches(shop.db)).toEqual([]);
        }),
        { numRuns: RUNS, ...(SEED && { seed: Number(SEED) }), endOnFailure: true },
      );
    },
    20_000 + RUNS * MS_PER_RUN,
  );
});
