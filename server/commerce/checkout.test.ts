import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachEngine } from '../testing/engines.ts';
import { DETAILS, openShop, type Shop } from '../testing/shop.ts';
import { breaches } from './books.ts';
import { RESERVATION_MS } from './checkoutParts.ts';

onEachEngine((open) => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(undefined, await open());
  });
  afterEach(async () => {
    expect(await breaches(shop.db)).toEqual([]);
    await shop.close();
  });

  const stockOf = (slug: string) => shop.catalogue.stockOf(slug);
  const ada = () => shop.shopper('ada');
  const statuses = async (visitor: string) =>
    (
      await shop.db
        .selectFrom('orders')
        .select('status')
        .where('visitor', '=', visitor)
        .orderBy('created_at')
        .execute()
    ).map(({ status }) => status);
  const cartOf = (visitor: string) => shop.carts.get(visitor, shop.home);

  test('[CO3] a cart that is bought becomes a paid order, is charged once, and is empty', async () => {
    const before = await stockOf('deer');
    const told: unknown[] = [];
    shop.bus.subscribe('stock.changed', (event) => told.push(event));
    const order = await shop.buy('ada', 'deer', 2);
    expect(order).toMatchObject({ status: 'paid', lines: [{ slug: 'deer', quantity: 2 }], holdsUntil: null });
    expect(order.number).toMatch(/^V-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const { total } = order.totals;
    expect(await shop.provider.paidCharges()).toMatchObject([{ amount: total.amount, currency: 'EUR' }]);
    expect(await stockOf('deer')).toBe(before - 2);
    expect((await cartOf('ada')).lines).toEqual([]);
    expect(told).toEqual([{ slug: 'deer', sku: 'VT-SC-07', left: before - 2, stock: before - 2 }]);
  });

  test('[CO3] what was put into the cart while paying stays in it', async () => {
    const charging = await openShop((provider) => ({
      start: async (charge) => {
        await charging.fill('ada', 'deer', 3);
        return provider.start(charge);
      },
    }));
    await charging.buy('ada', 'deer');
    expect((await charging.carts.get('ada', charging.home)).lines).toMatchObject([
      { slug: 'deer', quantity: 2 },
    ]);
    await charging.close();
  });

  test('[CO4] a declined card keeps cart, checkout and stock for another card, which then pays', async () => {
    const before = await stockOf('deer');
    await shop.fill('ada', 'deer', 1);
    const wish = await shop.ready('ada', 'declined');
    await expect(shop.checkout.pay(ada(), wish)).rejects.toMatchObject({ code: 'card-declined' });
    const open = await shop.checkout.get(ada());
    expect(open.order).toMatchObject({ status: 'cart', declined: 'card-declined' });
    expect([await stockOf('deer'), (await cartOf('ada')).lines.length]).toEqual([before - 1, 1]);
    await expect(shop.checkout.pay(ada(), wish)).rejects.toMatchObject({ code: 'card-declined' });
    const paid = await shop.checkout.pay(ada(), { ...wish, key: 'another try', token: await shop.token() });
    expect(paid).toMatchObject({ status: 'paid', id: open.order.id, declined: '' });
    expect(await shop.provider.paidCharges()).toHaveLength(1);
  });

  test('[CO4] an unknown payment token is refused, and the checkout stays open', async () => {
    await shop.fill('ada', 'deer', 1);
    const wish = { ...(await shop.ready('ada')), token: 'tok_none' };
    await expect(shop.checkout.pay(ada(), wish)).rejects.toMatchObject({ code: 'bad-input' });
    expect(await statuses('ada')).toEqual(['cart']);
  });

  test('[CO5] a card that asks for confirmation is paid when the buyer accepts, once', async () => {
    await shop.fill('ada', 'deer', 1);
    const order = await shop.checkout.pay(ada(), await shop.ready('ada', 'confirm'));
    expect(order).toMatchObject({ status: 'placed', action: { kind: 'confirm', prompt: 'bank' } });
    expect(await shop.provider.paidCharges()).toEqual([]);
    const [first, again] = await Promise.all([
      shop.checkout.confirm('ada', order.id, true),
      shop.checkout.confirm('ada', order.id, true),
    ]);
    expect([first.status, again.status, first.action]).toEqual(['paid', 'paid', null]);
    expect(await shop.provider.paidCharges()).toHaveLength(1);
    expect((await cartOf('ada')).lines).toEqual([]);
  });

  test('[CO5] when the buyer does not accept, the card is declined, and a late yes pays nothing', async () => {
    await shop.fill('ada', 'deer', 1);
    const order = await shop.checkout.pay(ada(), await shop.ready('ada', 'confirm'));
    await expect(shop.checkout.confirm('ada', order.id, false)).rejects.toMatchObject({
      code: 'card-declined',
    });
    expect((await shop.checkout.confirm('ada', order.id, true)).status).toBe('cart');
    expect(await shop.provider.paidCharges()).toEqual([]);
  });

  test('[CO5] money that is only held is taken at once; it is one charge', async () => {
    await shop.fill('ada', 'deer', 1);
    expect((await shop.checkout.pay(ada(), await shop.ready('ada', 'hold'))).status).toBe('paid');
    expect(await shop.provider.paidCharges()).toHaveLength(1);
  });

  test('[CO6] an order at another total than the buyer saw is refused, and still there', async () => {
    await shop.fill('ada', 'deer', 1);
    const wish = await shop.ready('ada');
    const { amount, currency } = wish.expectedTotal;
    for (const expectedTotal of [
      { amount: 1, currency },
      { amount: amount - 1, currency },
      { amount, currency: 'USD' },
    ])
      await expect(shop.checkout.pay(ada(), { ...wish, expectedTotal })).rejects.toMatchObject({
        code: 'price-changed',
      });
    expect((await shop.checkout.pay(ada(), wish)).status).toBe('paid');
  });

  test('[CO6] a price holds as long as its checkout; the next checkout has the new one', async () => {
    await shop.fill('ada', 'deer', 1);
    const wish = await shop.ready('ada');
    await shop.db.updateTable('offer').set({ price_amount: 100 }).where('product', '=', 'deer').execute();
    expect((await shop.checkout.get(ada())).order.totals.total).toEqual(wish.expectedTotal);
    const again = await shop.checkout.open(ada(), DETAILS);
    expect(again.order.totals.goods.amount).toBe(100);
    await expect(shop.checkout.pay(ada(), wish)).rejects.toMatchObject({ code: 'price-changed' });
  });

  test('[CO6] an empty cart is refused', async () => {
    await expect(shop.checkout.open(ada())).rejects.toMatchObject({ code: 'cart-empty' });
  });

  test('[CO7] the same key, in parallel and again later, answers one order and charges once', async () => {
    await shop.fill('ada', 'deer', 1);
    const wish = await shop.ready('ada');
    const again = { ...wish, token: await shop.token() };
    const answers = await Promise.all([wish, again, wish, again].map((one) => shop.checkout.pay(ada(), one)));
    answers.push(await shop.checkout.pay(ada(), again));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers.every(({ status }) => status === 'paid')).toBe(true);
    expect(await shop.provider.paidCharges()).toHaveLength(1);
  });

  test('[CO7] the same key with another total is a conflict; keys of two visitors are two keys', async () => {
    await shop.fill('ada', 'deer', 1);
    const wish = await shop.ready('ada');
    await shop.checkout.pay(ada(), wish);
    await shop.fill('ada', 'deer', 2);
    const other = { ...(await shop.ready('ada')), key: wish.key };
    await expect(shop.checkout.pay(ada(), other)).rejects.toMatchObject({ code: 'conflict' });
    await shop.fill('bo', 'flacon', 1);
    const theirs = { ...(await shop.ready('bo')), key: wish.key };
    expect((await shop.checkout.pay(shop.shopper('bo'), theirs)).status).toBe('paid');
    expect(await shop.provider.paidCharges()).toHaveLength(2);
  });

  test('[CO7] two keys pressed at once pay one checkout once', async () => {
    await shop.fill('ada', 'deer', 1);
    const wish = await shop.ready('ada', 'confirm');
    const results = await Promise.allSettled(
      ['first key', 'second key'].map((key) => shop.checkout.pay(ada(), { ...wish, key })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test.each([1, 3])(
    '[CO8] %d left and 50 buyers at once: that many orders, never less than nothing',
    async (left) => {
      await shop.setStock('deer', left);
      const buyers = Array.from({ length: 50 }, (_, index) => `buyer ${index}`);
      const results = await Promise.allSettled(buyers.map((buyer) => shop.buy(buyer, 'deer')));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(left);
      const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
      expect(new Set(codes)).toEqual(new Set(['out-of-stock']));
      expect([await stockOf('deer'), (await shop.provider.paidCharges()).length]).toEqual([0, left]);
    },
  );

  test('[CO8] a cart of which one product is gone moves no stock at all', async () => {
    const before = await stockOf('deer');
    await shop.fill('ada', 'deer', 1);
    await shop.fill('ada', 'flacon', 1);
    await shop.setStock('flacon', 0);
    await expect(shop.checkout.open(ada(), DETAILS)).rejects.toMatchObject({ code: 'out-of-stock' });
    expect([await stockOf('deer'), await statuses('ada')]).toEqual([before, []]);
  });

  test('[CO9] somebody else’s order is not-found, to look at, to confirm and to ask about', async () => {
    await shop.fill('ada', 'deer', 1);
    const { id } = await shop.checkout.pay(ada(), await shop.ready('ada', 'confirm'));
    const refused = { code: 'not-found' };
    await expect(shop.orders.get('bo', id)).rejects.toMatchObject(refused);
    await expect(shop.checkout.confirm('bo', id, true)).rejects.toMatchObject(refused);
    await expect(shop.checkout.refresh('bo', id)).rejects.toMatchObject(refused);
    await expect(shop.orders.get('ada', 'none')).rejects.toMatchObject(refused);
    expect(await shop.orders.ofVisitor('bo')).toEqual([]);
  });

  test('[CO17] an open checkout holds its stock for ten minutes by its clock, and opening it again does not wind it', async () => {
    const before = await stockOf('deer');
    await shop.fill('ada', 'deer', 2);
    const { order } = await shop.checkout.open(ada());
    expect(order).toMatchObject({ status: 'cart', holdsUntil: shop.clock.now() + RESERVATION_MS });
    expect(await stockOf('deer')).toBe(before - 2);
    shop.clock.advance(60_000);
    expect((await shop.checkout.open(ada())).order).toMatchObject({
      id: order.id,
      holdsUntil: order.holdsUntil,
    });
    const told: unknown[] = [];
    shop.bus.subscribe('stock.changed', (event) => told.push(event.left));
    await shop.fill('ada', 'flacon', 1);
    await shop.checkout.open(ada());
    expect(told).toHaveLength(1);
    await shop.fill('ada', 'flacon', 0);
    await shop.fill('ada', 'deer', 3);
    const other = (await shop.checkout.open(ada())).order;
    expect([other.id === order.id, await stockOf('deer')]).toEqual([false, before - 3]);
    expect((await statuses('ada')).sort()).toEqual(['cancelled', 'cancelled', 'cart']);
  });

  test('[CO17] when its time is over the stock is free, the cart stays, and paying it is refused', async () => {
    const before = await stockOf('deer');
    await shop.fill('ada', 'deer', 1);
    const wish = await shop.ready('ada');
    shop.clock.advance(RESERVATION_MS + 1);
    expect(await shop.reconciler.expire()).toBe(1);
    expect([await stockOf('deer'), (await cartOf('ada')).lines.length]).toEqual([before, 1]);
    await expect(shop.checkout.pay(ada(), wish)).rejects.toMatchObject({ code: 'not-found' });
    expect(await shop.reconciler.expire()).toBe(0);
  });

  test('[CO17] who is a moment late is told that the time is over, also when nobody has looked yet', async () => {
    await shop.fill('ada', 'deer', 1);
    const wish = await shop.ready('ada');
    shop.clock.advance(RESERVATION_MS);
    await expect(shop.checkout.pay(ada(), wish)).rejects.toMatchObject({ code: 'gone' });
    expect(await statuses('ada')).toEqual(['cancelled']);
  });

  test('[CO17] a checkout that is given up frees its stock and ends the payment that was on its way', async () => {
    const before = await stockOf('deer');
    await shop.fill('ada', 'deer', 1);
    const order = await shop.checkout.pay(ada(), await shop.ready('ada', 'confirm'));
    await shop.checkout.cancel(ada());
    expect([await stockOf('deer'), await statuses('ada')]).toEqual([before, ['cancelled']]);
    expect((await shop.checkout.confirm('ada', order.id, true)).status).toBe('cancelled');
    expect(await shop.provider.paidCharges()).toEqual([]);
  });

  test('[CO18] what is missing or can’t be is refused by the name of its part, before any money moves', async () => {
    await shop.fill('ada', 'deer', 1);
    const { order } = await shop.checkout.open(ada());
    const wish = { key: 'not complete', token: await shop.token(), expectedTotal: order.totals.total };
    const lack = async () =>
      shop.checkout.pay(ada(), wish).catch((error: { detail: string }) => error.detail);
    expect(await lack()).toBe('email: missing');
    await shop.checkout.detail(ada(), { email: 'ada@example.com' });
    expect(await lack()).toBe('address: missing');
    const address = DETAILS.address!;
    const wrong: [object, string][] = [
      [{ ...address, postcode: '' }, 'address.postcode: missing'],
      [{ ...address, postcode: '1' }, 'address.postcode: wrong'],
      [{ ...address, lines: [] }, 'address.line1: missing'],
      [{ ...address, country: 'US' }, 'address.country: US is in another market, choose it first'],
    ];
    for (const [one, detail] of wrong)
      await expect(shop.checkout.detail(ada(), { address: one as never })).rejects.toMatchObject({
        code: 'bad-input',
        detail,
      });
    await shop.checkout.detail(ada(), { address });
    expect(await lack()).toBe('terms: missing');
    expect(await shop.provider.paidCharges()).toEqual([]);
  });

  test('[CO19] delivery is by country and weight, the cheapest unless another is chosen; what does not travel so is refused', async () => {
    await shop.fill('ada', 'flacon', 1);
    const open = await shop.checkout.open(ada(), DETAILS);
    expect(open.methods.map(({ method }) => method)).toEqual(['standard', 'express']);
    expect(open.order.delivery).toMatchObject({
      method: 'standard',
      price: { amount: 490, currency: 'EUR' },
    });
    const fast = await shop.checkout.detail(ada(), { delivery: 'express' });
    expect(fast.order.totals.total.amount).toBe(11_800 + 1290);
    await expect(shop.checkout.detail(ada(), { delivery: 'freight' })).rejects.toMatchObject({
      code: 'bad-input',
    });
    await shop.checkout.detail(ada(), {
      address: { ...DETAILS.address!, country: 'FR', postcode: '75001', city: 'Paris' },
    });
    const abroad = (await shop.checkout.detail(ada(), { delivery: 'standard' })).order;
    expect(abroad.delivery!.price.amount).toBe(990);
    expect(abroad.totals.taxes).toMatchObject([{ name: 'TVA', country: 'FR', ratePpm: 200_000 }]);
  });
});
