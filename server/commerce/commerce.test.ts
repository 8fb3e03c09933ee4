import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, ask, signIn } from '../testing/api.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { CARDS } from '../testing/shop.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

const ADDRESS = { street: 'Main 1', postcode: '10115', city: 'Berlin', country: 'DE' };

async function tokenFor(card: keyof typeof CARDS): Promise<string> {
  const body = { number: CARDS[card], expiry: '12/34', cvc: '123' };
  return (await ask(house, 'POST', '/api/test-payments/tokens', { body })).body.token;
}

/** Pays the buyer's cart by HTTP. */
async function pay(buyer: Api, card: keyof typeof CARDS, key: string, change: object = {}) {
  const { body: cart } = await buyer.call('GET', '/api/cart');
  const order = {
    name: 'Ada',
    email: 'ada@example.com',
    address: ADDRESS,
    paymentToken: await tokenFor(card),
    expectedTotal: cart.total?.amount ?? 0,
    ...change,
  };
  return buyer.call('POST', '/api/checkout', order, { 'idempotency-key': key });
}

test('[CO3] by the interface: fill the cart, pay, see the order; the owner sees it too', async () => {
  const buyer = await signIn(house);
  const cart = await buyer.call('PUT', '/api/cart/deer', { quantity: 2 });
  expect(cart.body.lines).toMatchObject([{ slug: 'deer', quantity: 2 }]);
  const paid = await pay(buyer, 'paid', 'first purchase');
  expect(paid).toMatchObject({ status: 200, body: { status: 'paid', total: cart.body.total } });
  expect((await buyer.call('GET', `/api/orders/${paid.body.id}`)).body).toEqual(paid.body);
  expect((await buyer.call('GET', '/api/orders')).body.orders).toEqual([paid.body]);
  expect((await buyer.call('GET', '/api/cart')).body).toEqual({ lines: [], total: null });
  const owner = await signIn(house, 'owner');
  const { orders } = (await owner.call('GET', '/api/console/orders')).body;
  expect(orders.map(({ id }: { id: string }) => id)).toContain(paid.body.id);
});

test('[CO14] what a buyer can act on has its own status and code', async () => {
  const buyer = await signIn(house);
  expect(await pay(buyer, 'paid', 'empty cart 1')).toMatchObject({
    status: 409,
    body: { code: 'cart-empty' },
  });
  expect(await buyer.call('PUT', '/api/cart/unicorn', { quantity: 1 })).toMatchObject({ status: 404 });
  expect(await buyer.call('PUT', '/api/cart/deer', { quantity: 99 })).toMatchObject({
    status: 409,
    body: { code: 'out-of-stock' },
  });
  for (const quantity of [-1, 1.5, 100, '1', null])
    expect(await buyer.call('PUT', '/api/cart/deer', { quantity })).toMatchObject({
      status: 400,
      body: { code: 'bad-input' },
    });
  await buyer.call('PUT', '/api/cart/deer', { quantity: 1 });
  expect(await pay(buyer, 'declined', 'declined one')).toMatchObject({
    status: 402,
    body: { code: 'card-declined' },
  });
  expect(await pay(buyer, 'paid', 'another price', { expectedTotal: 1 })).toMatchObject({
    status: 409,
    body: { code: 'price-changed' },
  });
  expect(await pay(buyer, 'paid', 'unknown token', { paymentToken: 'tok_x' })).toMatchObject({ status: 400 });
  for (const wrong of [{ email: 'ada' }, { name: ' ' }, { address: { ...ADDRESS, country: 'Germany' } }])
    expect(await pay(buyer, 'paid', 'wrong details', wrong)).toMatchObject({ status: 400 });
  expect((await buyer.call('GET', '/api/cart')).body.lines).toHaveLength(1);
});

test('[CO14] a purchase without an idempotency key, or with one too short, is bad-input', async () => {
  const buyer = await signIn(house);
  await buyer.call('PUT', '/api/cart/deer', { quantity: 1 });
  expect(await pay(buyer, 'paid', 'short')).toMatchObject({ status: 400, body: { code: 'bad-input' } });
  expect(await buyer.call('POST', '/api/checkout', {})).toMatchObject({ status: 400 });
});

test('[CO5] a card that asks for confirmation is answered by the interface', async () => {
  const buyer = await signIn(house);
  await buyer.call('PUT', '/api/cart/flacon', { quantity: 1 });
  const asked = await pay(buyer, 'confirm', 'confirm it please');
  expect(asked.body).toMatchObject({ status: 'confirming', confirmation: { prompt: 'bank' } });
  const path = `/api/orders/${asked.body.id}/confirmation`;
  const stranger = await signIn(house);
  expect(await stranger.call('POST', path, { accepted: true })).toMatchObject({ status: 404 });
  expect((await stranger.call('GET', `/api/orders/${asked.body.id}`)).status).toBe(404);
  expect((await buyer.call('POST', path, { accepted: true })).body.status).toBe('paid');
});

test('[CO7] the same key twice at once answers the same order twice', async () => {
  const buyer = await signIn(house);
  await buyer.call('PUT', '/api/cart/coffee-cup', { quantity: 1 });
  const [first, second] = await Promise.all([
    pay(buyer, 'paid', 'pressed twice', { expectedTotal: await totalOf(buyer) }),
    pay(buyer, 'paid', 'pressed twice', { expectedTotal: await totalOf(buyer) }),
  ]);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.body.id).toBe(first.body.id);
  expect((await buyer.call('GET', '/api/orders')).body.orders).toHaveLength(1);
});

const totalOf = async (buyer: Api): Promise<number> =>
  (await buyer.call('GET', '/api/cart')).body.total.amount;
