import { randomUUID } from 'node:crypto';
import type { KyselyPlugin } from 'kysely';
import { expect, test } from 'vitest';
import type { Database } from '../store/open.ts';
import { onEachEngine } from '../testing/engines.ts';
import { standingClock } from '../testing/house.ts';
import { CARDS, DETAILS, openShop, type Shop } from '../testing/shop.ts';
import { breaches } from './books.ts';
import { openTestProvider, type TestProvider } from './testProvider.ts';

/** A process that dies when it is about to ask the database for the so-manieth time, and stays dead. */
function openFuse() {
  let left = Number.POSITIVE_INFINITY;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      if (left-- <= 0) throw new Error('the process is dead');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return {
    plugin,
    arm: (statements: number) => {
      left = statements;
    },
    isBlown: () => left < 0,
    mend: () => {
      left = Number.POSITIVE_INFINITY;
    },
  };
}

const PIECES = 10_000;
const OVER_MS = 11 * 60_000;
const MOST_STEPS = 300;

type Stage = {
  db: Database;
  provider: TestProvider;
  /** The shop whose process dies, and the one that is started after it. */
  dying: Shop;
  heir: Shop;
  /** Does work again and again, each time dying one statement later, until it gets through; `after` is called once the heir has looked after what was left. */
  cutOff(
    before: (visitor: string) => Promise<() => Promise<unknown>>,
    after: (visitor: string) => Promise<void>,
  ): Promise<number>;
};

async function openStage(db: Database): Promise<Stage> {
  const clock = standingClock();
  const provider = await openTestProvider(':memory:', clock);
  const fuse = openFuse();
  const dying = await openShop(() => provider, db.withPlugin(fuse.plugin), undefined, clock);
  const heir = await openShop(() => provider, db, undefined, clock);
  await heir.setStock('deer', PIECES);
  return {
    ...{ db, provider, dying, heir },
    async cutOff(before, after) {
      for (let step = 0; step < MOST_STEPS; step++) {
        const visitor = `visitor-${step}`;
        const work = await before(visitor);
        fuse.arm(step);
        const failed = await work().then(
          () => undefined,
          (error: Error) => error,
        );
        const isBlown = fuse.isBlown();
        fuse.mend();
        if (failed && !isBlown && !('code' in failed)) throw failed;
        await heir.reconciler.reconcile(0);
        clock.advance(OVER_MS);
        await heir.reconciler.expire();
        await heir.reconciler.reconcile(0);
        expect(await breaches(db), `cut off before statement ${step}`).toEqual([]);
        await after(visitor);
        if (!isBlown) return step;
      }
      throw new Error('it never gets through');
    },
  };
}

const close = async ({ provider, dying, heir }: Stage): Promise<void> => {
  await dying.provider.close();
  await provider.close();
  await heir.close();
};

const tokenOf = async (provider: TestProvider, card: keyof typeof CARDS): Promise<string> =>
  (await provider.tokenise({ number: CARDS[card], expiry: '12/34', cvc: '123' })).token;

/** Every charge has an order that is paid, and the other way round; nothing is open any more. */
async function settled({ db, provider }: Stage): Promise<number> {
  const orders = await db.selectFrom('orders').select(['id', 'status']).execute();
  expect(orders.filter(({ status }) => !['paid', 'cancelled', 'refunded'].includes(status))).toEqual([]);
  const payments = await db.selectFrom('payment').select(['id', 'order_id', 'status']).execute();
  const of = new Map(payments.map(({ id, order_id }) => [id, order_id]));
  const charged = (await provider.paidCharges()).map(({ key }) => of.get(key));
  const bought = orders.filter(({ status }) => status !== 'cancelled').map(({ id }) => id);
  expect(charged.sort()).toEqual(bought.sort());
  return bought.length;
}

onEachEngine((open) => {
  test.each([
    ['paid', 1],
    ['hold', 1],
    ['confirm', 1],
    ['declined', 0],
  ] as const)(
    '[CO25] a purchase with the card “%s” may be cut off before any statement: the next process charges once what was ordered, or gives all back',
    async (card, buys) => {
      const stage = await openStage(await open());
      const { dying, heir, provider, cutOff } = stage;
      let before = 0;
      const steps = await cutOff(
        async (visitor) => {
          await heir.fill(visitor, 'deer', 2);
          const token = await tokenOf(provider, card);
          return async () => {
            const shopper = dying.shopper(visitor);
            const { order } = await dying.checkout.open(shopper, DETAILS);
            const wish = { key: randomUUID(), token, expectedTotal: order.totals.total };
            const placed = await dying.checkout.pay(shopper, wish);
            if (card === 'confirm') await dying.checkout.confirm(visitor, placed.id, true);
          };
        },
        async () => {
          const now = await settled(stage);
          expect(now - before).toBeLessThanOrEqual(1);
          before = now;
        },
      );
      expect(steps).toBeGreaterThan(10);
      const [last] = await heir.orders.ofVisitor(`visitor-${steps}`);
      expect(last?.status === 'paid' ? 1 : 0).toBe(buys);
      await close(stage);
    },
  );

  test('[CO25] a refund may be cut off before any statement: the next process gives back once, and the goods are there again', async () => {
    const stage = await openStage(await open());
    const { db, dying, heir, provider, cutOff } = stage;
    let bought = 0;
    const steps = await cutOff(
      async (visitor) => {
        await heir.fill(visitor, 'deer', 1);
        const { order } = await heir.checkout.open(heir.shopper(visitor), DETAILS);
        const { id } = await heir.checkout.pay(heir.shopper(visitor), {
          key: randomUUID(),
          token: await tokenOf(provider, 'paid'),
          expectedTotal: order.totals.total,
        });
        bought++;
        return () => dying.refunds.refund(id, { key: 'one', reason: 'changed', restock: true }, 'desk');
      },
      async (visitor) => {
        const [order] = await heir.orders.ofVisitor(visitor);
        if (order!.status === 'paid')
          await heir.refunds.refund(order!.id, { key: 'one', reason: 'changed', restock: true }, 'desk');
        expect((await heir.orders.ofVisitor(visitor))[0]!.status).toBe('refunded');
      },
    );
    expect(steps).toBeGreaterThan(5);
    expect((await provider.refunds()).length).toBe(bought);
    const { quantity } = await db
      .selectFrom('stock_level')
      .innerJoin('offer', 'offer.sku', 'stock_level.sku')
      .select('quantity')
      .where('product', '=', 'deer')
      .where('part', '=', '')
      .executeTakeFirstOrThrow();
    expect(quantity).toBe(PIECES);
    await close(stage);
  });
});
