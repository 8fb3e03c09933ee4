import type { Order } from '../../shared/model/order.ts';
import { openStripeProvider } from '../commerce/stripe/stripeProvider.ts';
import { openLog } from '../log.ts';
import type { Database } from '../store/open.ts';
import { standingClock } from './house.ts';
import { openShop } from './shop.ts';
import { FAKE_KEYS, openStripeFake, type Sending } from './stripeFake.ts';
import type { FakeEvent } from './stripeFakeStore.ts';

/** A shop whose new payments go to a fake Stripe; it closes the database that it is given. */
export async function openStripeShop(db: Database, capture: 'automatic' | 'manual' = 'automatic') {
  const clock = standingClock();
  const fake = await openStripeFake(clock);
  const stripe = openStripeProvider({
    ...{ ...FAKE_KEYS, apiBase: fake.url, script: fake.script, capture, log: openLog('silent'), clock },
  });
  const shop = await openShop(undefined, db, stripe, clock);
  /** Brings a notice to the shop as it comes over the line. */
  const deliver = async (event: FakeEvent, how: Sending = {}) => {
    const { body, signature } = fake.sign(event, how);
    return shop.webhooks.take('stripe', body, signature);
  };
  return {
    ...shop,
    ...{ fake, stripe, deliver, money: shop.refunds },
    /** Brings all notices so far, from one of them on. */
    async deliverAll(from = 0) {
      for (const event of fake.events.slice(from)) await deliver(event);
    },
    /** Places an order that waits for its buyer; answers it with its intent. */
    async place(visitor: string, slug = 'deer'): Promise<{ order: Order; intent: string }> {
      const order = await shop.buy(visitor, slug);
      return { order, intent: intentOf(order) };
    },
    /** An order as its row stands. */
    row: (id: string) =>
      shop.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    payment: (order: string) =>
      shop.db.selectFrom('payment').selectAll().where('order_id', '=', order).executeTakeFirstOrThrow(),
    refunds: (order: string) =>
      shop.db
        .selectFrom('refund')
        .select(['id', 'status', 'amount', 'reason', 'by'])
        .where('order_id', '=', order)
        .execute(),
    end: async () => {
      await shop.close();
      await fake.close();
    },
  };
}

/** A shop with a fake Stripe. */
export type StripeShop = Awaited<ReturnType<typeof openStripeShop>>;

/** The intent that an order's buyer is asked to pay. */
export function intentOf({ action }: Order): string {
  if (action?.kind !== 'stripe') throw new Error('this order does not wait for Stripe');
  return action.clientSecret.split('_secret_')[0]!;
}
