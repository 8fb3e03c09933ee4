import { afterEach, expect, test } from 'vitest';
import { onEachEngine } from '../testing/engines.ts';
import { openShop, type Shop } from '../testing/shop.ts';
import { breaches } from './books.ts';
import { RESERVATION_MS } from './checkoutParts.ts';
import type { PaymentProvider } from './payment.ts';

onEachEngine((open) => {
  let shop: Shop;
  afterEach(async () => {
    expect(await breaches(shop.db)).toEqual([]);
    await shop.close();
  });

  const LOST = new Error('the connection to the provider was lost');
  /** Ada's order as a broken purchase leaves it. */
  async function leave(
    change: (provider: PaymentProvider) => Partial<PaymentProvider>,
    card?: 'confirm' | 'hold',
  ) {
    shop = await openShop(change, await open());
    const before = await shop.catalogue.stockOf('deer');
    await shop.fill('ada', 'deer', 1);
    const wish = await shop.ready('ada', card);
    const bought = await shop.checkout.pay(shop.shopper('ada'), wish).catch((error) => error);
    return { wish, before, bought };
  }
  const neverHeard = () => ({ start: () => Promise.reject(LOST) });
  const answerLost = (provider: PaymentProvider) => ({
    start: async (charge: Parameters<PaymentProvider['start']>[0]) => {
      await provider.start(charge);
      throw LOST;
    },
  });
  const first = () => shop.db.selectFrom('orders').selectAll().executeTakeFirstOrThrow();
  const payment = () => shop.db.selectFrom('payment').selectAll().executeTakeFirstOrThrow();
  const status = async () => (await first()).status;
  const cartLines = async () => (await shop.carts.get('ada', shop.home)).lines.length;
  /** Everything that happens when time goes on. */
  const look = async () => (await shop.reconciler.reconcile(0)) + (await shop.reconciler.expire());

  test('[CO10] an order whose charge was never heard is told as such, holds its stock for ten minutes, then is cancelled', async () => {
    const { before, bought } = await leave(neverHeard);
    expect([bought.code, await status()]).toEqual(['payment-unavailable', 'placed']);
    shop.clock.advance(RESERVATION_MS);
    expect([await look(), await status()]).toEqual([0, 'placed']);
    shop.clock.advance(1);
    expect([await look(), await status()]).toEqual([1, 'cancelled']);
    expect([await shop.catalogue.stockOf('deer'), await cartLines()]).toEqual([before, 1]);
    expect(await look()).toBe(0);
  });

  test('[CO10] once it is cancelled, a late charge of it can not be paid', async () => {
    const { wish } = await leave(neverHeard);
    const { id: key, amount, currency } = await payment();
    shop.clock.advance(RESERVATION_MS + 1);
    await look();
    const late = {
      key,
      total: { amount, currency },
      token: await shop.token(),
      order: '',
      email: '',
      language: 'en',
    };
    expect((await shop.provider.start(late)).status).toBe('voided');
    await expect(shop.checkout.pay(shop.shopper('ada'), wish)).rejects.toMatchObject({ code: 'gone' });
    expect(await shop.provider.paidCharges()).toEqual([]);
  });

  test('[CO11] an order that was charged and never marked becomes paid, at once and also after ten minutes', async () => {
    for (const wait of [1, RESERVATION_MS + 1]) {
      if (wait > 1) await shop.close();
      const { before } = await leave(answerLost);
      expect(await status()).toBe('placed');
      shop.clock.advance(wait);
      // The provider goes on not to answer to the same question; what it remembers is asked in another way.
      if (wait > 1) expect([await shop.reconciler.expire(), await status()]).toEqual([1, 'paid']);
      else {
        await shop.payments.settle((await payment()).id, (await shop.provider.find(await charge(), null))!);
        expect(await status()).toBe('paid');
      }
      expect([await shop.catalogue.stockOf('deer'), await cartLines()]).toEqual([before - 1, 0]);
    }
  });

  async function charge() {
    const { id: key, amount, currency, token } = await payment();
    return { key, total: { amount, currency }, token, order: '', email: '', language: 'en' };
  }

  test('[CO11] the buyer who asks again with the same key gets the order that was charged, charged once', async () => {
    let broken = true;
    const { wish } = await leave((provider) => ({
      start: async (asked) => {
        const result = await provider.start(asked);
        if (!broken) return result;
        broken = false;
        throw LOST;
      },
    }));
    expect((await shop.checkout.pay(shop.shopper('ada'), wish)).status).toBe('paid');
    expect(await shop.provider.paidCharges()).toHaveLength(1);
  });

  test('[CO11] what a crash left between holding and taking money is taken', async () => {
    let broken = true;
    await leave(
      (provider) => ({
        capture: (...asked) => {
          if (!broken) return provider.capture(...asked);
          broken = false;
          return Promise.reject(LOST);
        },
      }),
      'hold',
    );
    expect(await status()).toBe('authorised');
    shop.clock.advance(1);
    expect([await shop.reconciler.reconcile(0), await status()]).toEqual([1, 'paid']);
    expect(shop.reconciler.healed()).toMatchObject([{ about: 'order', was: 'authorised', is: 'paid' }]);
  });

  test('[CO12] a confirmation that nobody answers expires; a late yes can not pay it', async () => {
    const { before, bought } = await leave(() => ({}), 'confirm');
    expect(bought.status).toBe('placed');
    shop.clock.advance(RESERVATION_MS + 1);
    expect([await shop.reconciler.expire(), await status()]).toEqual([1, 'cancelled']);
    const { id } = await first();
    expect((await shop.provider.confirm((await payment()).ref!, true)).status).toBe('voided');
    expect((await shop.checkout.confirm('ada', id, true)).status).toBe('cancelled');
    expect(await shop.provider.paidCharges()).toEqual([]);
    expect(await shop.catalogue.stockOf('deer')).toBe(before);
  });

  test('[CO12] a yes that the provider heard and we did not makes the order paid, however late', async () => {
    await leave(() => ({}), 'confirm');
    await shop.provider.confirm((await payment()).ref!, true);
    shop.clock.advance(RESERVATION_MS + 1);
    await look();
    expect(await status()).toBe('paid');
  });

  test('[CO13] only payments left alone for the given time are looked at, and one that fails stops no other', async () => {
    let broken = '';
    shop = await openShop(
      (provider) => ({
        start: () => Promise.reject(LOST),
        void: (asked, ref) => (asked.email === broken ? Promise.reject(LOST) : provider.void(asked, ref)),
      }),
      await open(),
    );
    for (const visitor of ['ada', 'bo']) {
      await shop.fill(visitor, 'deer', 1);
      const wish = await shop.ready(visitor);
      await shop.checkout.detail(shop.shopper(visitor), { email: `${visitor}@example.com` });
      await shop.checkout.pay(shop.shopper(visitor), wish).catch(() => {});
    }
    broken = 'ada@example.com';
    shop.clock.advance(RESERVATION_MS + 1);
    expect(await shop.reconciler.expire()).toBe(1);
    const rows = await shop.db
      .selectFrom('orders')
      .select(['visitor', 'status'])
      .orderBy('visitor')
      .execute();
    expect(rows.map(({ status: one }) => one)).toEqual(['placed', 'cancelled']);
    broken = '';
    expect(await shop.reconciler.expire()).toBe(1);
  });

  test('[CO20] money that comes for an order that was given up pays it when its goods are still there', async () => {
    const { before } = await leave(() => ({}), 'confirm');
    const { id, amount, currency } = await payment();
    shop.clock.advance(RESERVATION_MS + 1);
    await shop.reconciler.expire();
    await shop.payments.settle(id, { status: 'paid', ref: 'late', amount: { amount, currency } });
    expect([await status(), await shop.catalogue.stockOf('deer')]).toEqual(['paid', before - 1]);
  });

  test('[CO20] money that comes for goods that are gone, or that is not what was asked, goes back by itself', async () => {
    const sent: number[] = [];
    const back = () => ({
      refund: async ({ amount }: { amount: { amount: number } }) => {
        sent.push(amount.amount);
        return { status: 'done' as const, ref: 'back' };
      },
    });
    await leave(back, 'confirm');
    const { id, amount, currency } = await payment();
    shop.clock.advance(RESERVATION_MS + 1);
    await shop.reconciler.expire();
    await shop.setStock('deer', 0);
    await shop.payments.settle(id, { status: 'paid', ref: 'late', amount: { amount, currency } });
    expect([await status(), sent]).toEqual(['cancelled', [amount]]);
    // Told again, in whatever order, it is still one refund.
    await shop.payments.settle(id, { status: 'paid', ref: 'late', amount: { amount, currency } });
    await shop.payments.settle(id, { status: 'failed', ref: 'late', reason: 'card-declined' });
    expect([await status(), sent]).toEqual(['cancelled', [amount]]);
    const refunds = await shop.db.selectFrom('refund').select(['status', 'amount']).execute();
    expect(refunds).toEqual([{ status: 'done', amount }]);
  });
});
