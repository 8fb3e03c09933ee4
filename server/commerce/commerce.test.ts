import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, ask, signIn } from '../testing/api.ts';
import { databaseEnv, onEachEngine } from '../testing/engines.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { CARDS, DETAILS } from '../testing/shop.ts';

onEachEngine((_, engine) => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openTestHouse(await databaseEnv(engine));
  });
  afterAll(async () => {
    expect(await house.end()).toEqual([]);
  });

  async function tokenFor(card: keyof typeof CARDS): Promise<string> {
    const body = { number: CARDS[card], expiry: '12/34', cvc: '123' };
    return (await ask(house, 'POST', '/api/test-payments/tokens', { body })).body.token;
  }

  /** Pays the buyer's cart by HTTP. */
  async function pay(
    buyer: Api,
    card: keyof typeof CARDS,
    key: string,
    change: object = {},
    details: object = {},
  ) {
    const opened = await buyer.call('POST', '/api/checkout', { ...DETAILS, ...details });
    if (opened.status !== 200) return opened;
    const payment = { token: await tokenFor(card), expectedTotal: opened.body.order.totals.total, ...change };
    return buyer.call('POST', '/api/checkout/payment', payment, { 'idempotency-key': key });
  }

  test('[CO3] by the interface: fill the cart, open the checkout, pay, see the order; the owner sees it too', async () => {
    const buyer = await signIn(house);
    const cart = await buyer.call('PUT', '/api/cart/deer', { quantity: 2 });
    expect(cart.body.lines).toMatchObject([{ slug: 'deer', quantity: 2 }]);
    const paid = await pay(buyer, 'paid', 'first purchase');
    expect(paid).toMatchObject({ status: 200, body: { status: 'paid', totals: { goods: cart.body.total } } });
    const seen = (await buyer.call('GET', `/api/orders/${paid.body.id}`)).body;
    expect(seen).toMatchObject({
      id: paid.body.id,
      status: 'paid',
      steps: [{ event: 'place' }, { event: 'pay' }],
    });
    expect((await buyer.call('GET', '/api/orders')).body.orders).toMatchObject([{ id: paid.body.id }]);
    expect((await buyer.call('GET', '/api/cart')).body).toMatchObject({ lines: [], total: null });
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
    expect(await buyer.call('GET', '/api/checkout')).toMatchObject({ status: 404 });
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
    expect(await pay(buyer, 'unreachable', 'nobody there')).toMatchObject({
      status: 503,
      body: { code: 'payment-unavailable' },
    });
    await buyer.call('DELETE', '/api/checkout');
    const expectedTotal = { amount: 1, currency: 'EUR' };
    expect(await pay(buyer, 'paid', 'another price', { expectedTotal })).toMatchObject({
      status: 409,
      body: { code: 'price-changed' },
    });
    expect(await pay(buyer, 'paid', 'unknown token', { token: 'tok_x' })).toMatchObject({ status: 400 });
    for (const wrong of [
      { email: 'ada' },
      { address: { ...DETAILS.address, name: ' ' } },
      { delivery: 'by owl' },
    ])
      expect(await pay(buyer, 'paid', 'wrong details', {}, wrong)).toMatchObject({ status: 400 });
    expect((await buyer.call('GET', '/api/cart')).body.lines).toHaveLength(1);
  });

  test('[CO14] a payment without an idempotency key, or with one too short, is bad-input', async () => {
    const buyer = await signIn(house);
    await buyer.call('PUT', '/api/cart/deer', { quantity: 1 });
    expect(await pay(buyer, 'paid', 'short')).toMatchObject({ status: 400, body: { code: 'bad-input' } });
    expect(await buyer.call('POST', '/api/checkout/payment', {})).toMatchObject({ status: 400 });
    await buyer.call('DELETE', '/api/checkout');
  });

  test('[CO5] a card that asks for confirmation is answered by the interface', async () => {
    const buyer = await signIn(house);
    await buyer.call('PUT', '/api/cart/flacon', { quantity: 1 });
    const asked = await pay(buyer, 'confirm', 'confirm it please');
    expect(asked.body).toMatchObject({ status: 'placed', action: { kind: 'confirm', prompt: 'bank' } });
    const path = `/api/orders/${asked.body.id}/confirmation`;
    const stranger = await signIn(house);
    expect(await stranger.call('POST', path, { accepted: true })).toMatchObject({ status: 404 });
    expect((await stranger.call('GET', `/api/orders/${asked.body.id}`)).status).toBe(404);
    expect((await buyer.call('POST', path, { accepted: true })).body.status).toBe('paid');
  });

  test('[CO21] prices, currency and taxes are those of the buyer’s market, wherever they are shown', async () => {
    const buyer = await signIn(house);
    const price = async () => (await buyer.call('GET', '/api/products/flacon')).body.price;
    expect(await price()).toEqual({ amount: 11_800, currency: 'EUR' });
    const places: [country: string, currency: string, included: boolean][] = [
      ['US', 'USD', false],
      ['JP', 'JPY', true],
      ['GB', 'GBP', true],
      ['AE', 'AED', true],
      ['ID', 'IDR', true],
    ];
    for (const [country, currency, taxIncluded] of places) {
      const choice = (await buyer.call('PUT', '/api/market', { country })).body;
      expect(choice).toMatchObject({ country, currency, taxIncluded });
      const cart = (await buyer.call('PUT', '/api/cart/flacon', { quantity: 1 })).body;
      expect(cart).toMatchObject({ choice, lines: [{ unitPrice: await price() }] });
      expect(cart.total.currency).toBe(currency);
    }
    expect(await buyer.call('PUT', '/api/market', { country: 'KP' })).toMatchObject({ status: 404 });
    expect(await buyer.call('PUT', '/api/market', { country: 'JP', currency: 'USD' })).toMatchObject({
      status: 400,
    });
  });

  test('[CO22] what only the shop sets is refused from a client in every request, and written down', async () => {
    const buyer = await signIn(house);
    const price = { amount: 1, currency: 'EUR' };
    const tries: [string, string, object][] = [
      ['PUT', '/api/cart/deer', { quantity: 1, unitPrice: price }],
      ['PUT', '/api/cart/deer', { quantity: 1, discount: 99 }],
      ['POST', '/api/cart/codes', { code: 'X', amount: 5 }],
      ['POST', '/api/checkout', { ...DETAILS, total: price }],
      ['PUT', '/api/checkout', { currency: 'IDR' }],
      ['POST', '/api/checkout', { address: { ...DETAILS.address, tax: 0 } }],
      ['PUT', '/api/market', { country: 'DE', taxIncluded: false }],
    ];
    await buyer.call('PUT', '/api/cart/deer', { quantity: 1 });
    for (const [method, path, body] of tries)
      expect([path, await buyer.call(method, path, body)]).toMatchObject([
        path,
        { status: 400, body: { code: 'bad-input' } },
      ]);
    expect((await buyer.call('GET', '/api/orders/someone-elses')).status).toBe(404);
    expect(await pay(buyer, 'paid', 'a lower total', { expectedTotal: price })).toMatchObject({
      status: 409,
    });
    const owner = await signIn(house, 'owner');
    const { attempts } = (await owner.call('GET', '/api/desk/health')).body;
    const mine = attempts.filter(({ visitor }: { visitor: string }) => visitor === buyer.visitor).reverse();
    expect(mine.map(({ path }: { path: string }) => path)).toEqual([
      ...tries.map(([method, path]) => `${method} ${path}`),
      'GET /api/orders/someone-elses',
      'POST /api/checkout/payment',
    ]);
  });
});
