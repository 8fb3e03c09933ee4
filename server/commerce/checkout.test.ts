import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShop, type Shop, stockErrors } from '../testing/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => {
  expect(await stockErrors(shop.db)).toEqual([]);
  await shop.close();
});

const stockOf = (slug: string) => shop.catalogue.stockOf(slug);
const ordersOf = async (visitor: string) =>
  (await shop.orders.ofVisitor(visitor)).map(({ status }) => status);

test('[CO3] a cart that is bought becomes a paid order, is charged once, and is empty', async () => {
  const before = await stockOf('deer');
  await shop.carts.set('ada', 'deer', 2);
  const told: unknown[] = [];
  shop.bus.subscribe('stock.changed', (event) => told.push(event));
  const order = await shop.checkout.buy('ada', await shop.request('ada'));
  expect(order).toMatchObject({ status: 'paid', lines: [{ slug: 'deer', quantity: 2 }] });
  expect(await shop.provider.paidCharges()).toEqual([
    { key: order.id, amount: order.total.amount, currency: 'EUR' },
  ]);
  expect(await stockOf('deer')).toBe(before - 2);
  expect((await shop.carts.get('ada')).lines).toEqual([]);
  expect(told).toEqual([{ slug: 'deer', sku: 'VT-SC-07', left: before - 2, stock: before - 2 }]);
});

test('[CO3] an order as its buyer sees it says nothing that only the shop needs', async () => {
  await shop.carts.set('ada', 'deer', 1);
  const order = await shop.checkout.buy('ada', await shop.request('ada'));
  expect(Object.keys(order).sort()).toEqual(
    ['email', 'id', 'lines', 'number', 'placedAt', 'status', 'total'].sort(),
  );
});

test('[CO3] what was put into the cart while paying stays in it', async () => {
  const charging = await openShop((provider) => ({
    charge: async (request) => {
      await charging.carts.set('ada', 'deer', 3);
      return provider.charge(request);
    },
  }));
  await charging.carts.set('ada', 'deer', 1);
  await charging.checkout.buy('ada', await charging.request('ada'));
  expect((await charging.carts.get('ada')).lines).toMatchObject([{ slug: 'deer', quantity: 2 }]);
  await charging.close();
});

test('[CO4] a declined card keeps the cart and gives the stock back; another card then pays', async () => {
  const before = await stockOf('deer');
  await shop.carts.set('ada', 'deer', 1);
  const declined = shop.checkout.buy('ada', await shop.request('ada', 'declined'));
  await expect(declined).rejects.toMatchObject({ code: 'card-declined' });
  expect(await stockOf('deer')).toBe(before);
  expect((await shop.carts.get('ada')).lines).toHaveLength(1);
  expect((await shop.checkout.buy('ada', await shop.request('ada'))).status).toBe('paid');
  expect(await ordersOf('ada')).toEqual(['paid', 'declined']);
});

test('[CO4] an unknown payment token cancels the order and gives the stock back', async () => {
  const before = await stockOf('deer');
  await shop.carts.set('ada', 'deer', 1);
  const request = { ...(await shop.request('ada')), paymentToken: 'tok_none' };
  await expect(shop.checkout.buy('ada', request)).rejects.toMatchObject({ code: 'bad-input' });
  expect([await ordersOf('ada'), await stockOf('deer')]).toEqual([['cancelled'], before]);
});

test('[CO5] a card that asks for confirmation is paid when the buyer accepts, once', async () => {
  await shop.carts.set('ada', 'deer', 1);
  const order = await shop.checkout.buy('ada', await shop.request('ada', 'confirm'));
  expect(order).toMatchObject({ status: 'confirming', confirmation: { prompt: 'bank' } });
  expect(await shop.provider.paidCharges()).toEqual([]);
  const [first, again] = await Promise.all([
    shop.checkout.confirm('ada', order.id, true),
    shop.checkout.confirm('ada', order.id, true),
  ]);
  expect([first.status, again.status]).toEqual(['paid', 'paid']);
  expect(first.confirmation).toBeUndefined();
  expect(await shop.provider.paidCharges()).toHaveLength(1);
  expect((await shop.carts.get('ada')).lines).toEqual([]);
});

test('[CO5] when the buyer does not accept, the card is declined, the cart stays, the stock is back', async () => {
  const before = await stockOf('deer');
  await shop.carts.set('ada', 'deer', 1);
  const order = await shop.checkout.buy('ada', await shop.request('ada', 'confirm'));
  expect(await stockOf('deer')).toBe(before - 1);
  await expect(shop.checkout.confirm('ada', order.id, false)).rejects.toMatchObject({
    code: 'card-declined',
  });
  expect((await shop.checkout.confirm('ada', order.id, true)).status).toBe('declined');
  expect([await stockOf('deer'), await shop.provider.paidCharges()]).toEqual([before, []]);
  expect((await shop.carts.get('ada')).lines).toHaveLength(1);
});

test('[CO6] an order at another price than the buyer saw is refused, not placed', async () => {
  await shop.carts.set('ada', 'deer', 1);
  const request = await shop.request('ada');
  await shop.db.updateTable('offer').set({ price_amount: 1 }).where('product', '=', 'deer').execute();
  await expect(shop.checkout.buy('ada', request)).rejects.toMatchObject({ code: 'price-changed' });
  expect(await ordersOf('ada')).toEqual([]);
});

test('[CO6] an empty cart is refused', async () => {
  await expect(shop.checkout.buy('ada', await shop.request('ada'))).rejects.toMatchObject({
    code: 'cart-empty',
  });
});

test('[CO7] the same key, in parallel and again later, answers one order and charges once', async () => {
  await shop.carts.set('ada', 'deer', 1);
  const request = await shop.request('ada');
  const again = { ...request, paymentToken: await shop.token() };
  const answers = await Promise.all([request, again, request, again].map((r) => shop.checkout.buy('ada', r)));
  answers.push(await shop.checkout.buy('ada', again));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(answers.every(({ status }) => status === 'paid')).toBe(true);
  expect(await ordersOf('ada')).toEqual(['paid']);
  expect(await shop.provider.paidCharges()).toHaveLength(1);
});

test('[CO7] the same key with another address, person or total is a conflict', async () => {
  await shop.carts.set('ada', 'deer', 1);
  const request = await shop.request('ada');
  await shop.checkout.buy('ada', request);
  await shop.carts.set('ada', 'deer', 2);
  const others = [
    { ...request, address: { ...request.address, city: 'Paris' } },
    { ...request, name: 'Bo' },
    { ...(await shop.request('ada')), idempotencyKey: request.idempotencyKey },
  ];
  for (const other of others)
    await expect(shop.checkout.buy('ada', other)).rejects.toMatchObject({ code: 'conflict' });
  expect(await ordersOf('ada')).toEqual(['paid']);
});

test('[CO7] keys of two visitors are two keys', async () => {
  for (const visitor of ['ada', 'bo']) await shop.carts.set(visitor, 'deer', 1);
  const idempotencyKey = 'the same key';
  for (const visitor of ['ada', 'bo'])
    await shop.checkout.buy(visitor, { ...(await shop.request(visitor)), idempotencyKey });
  expect(await shop.provider.paidCharges()).toHaveLength(2);
});

test.each([1, 3])(
  '[CO8] %d left and 50 buyers at once: that many orders, never less than nothing',
  async (left) => {
    await shop.setStock('deer', left);
    const buyers = Array.from({ length: 50 }, (_, index) => `buyer ${index}`);
    const requests = await Promise.all(
      buyers.map(async (buyer) => {
        await shop.carts.set(buyer, 'deer', 1);
        return { buyer, request: await shop.request(buyer) };
      }),
    );
    const results = await Promise.allSettled(
      requests.map(({ buyer, request }) => shop.checkout.buy(buyer, request)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(left);
    const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(['out-of-stock']));
    expect([await stockOf('deer'), (await shop.provider.paidCharges()).length]).toEqual([0, left]);
  },
);

test('[CO8] a cart of which one product is gone moves no stock at all', async () => {
  const before = await stockOf('deer');
  await shop.carts.set('ada', 'deer', 1);
  await shop.carts.set('ada', 'flacon', 1);
  const request = await shop.request('ada');
  await shop.setStock('flacon', 0);
  await expect(shop.checkout.buy('ada', request)).rejects.toMatchObject({ code: 'out-of-stock' });
  expect([await stockOf('deer'), await ordersOf('ada')]).toEqual([before, []]);
});

test('[CO9] somebody else’s order is not-found, to look at and to confirm', async () => {
  await shop.carts.set('ada', 'deer', 1);
  const { id } = await shop.checkout.buy('ada', await shop.request('ada', 'confirm'));
  await expect(shop.checkout.get('bo', id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(shop.checkout.confirm('bo', id, true)).rejects.toMatchObject({ code: 'not-found' });
  await expect(shop.checkout.get('ada', 'none')).rejects.toMatchObject({ code: 'not-found' });
  expect(await shop.checkout.mine('bo')).toEqual([]);
});
