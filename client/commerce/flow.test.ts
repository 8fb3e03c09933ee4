import { afterEach, expect, test, vi } from 'vitest';
import type { Order } from '../../shared/model/order.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Api } from '../net/api.ts';
import { openBasket } from './basket.ts';
import { type Flow, openFlow } from './flow.ts';

const FORM = {
  country: 'DE',
  rows: [['name'], ['line1'], ['postcode', 'city']],
  regions: [],
  postcode: '10115',
};
const form = { ...FORM, required: ['name', 'line1', 'postcode', 'city'] };
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const address = {
  ...{ name: 'Ada', company: '', line1: 'Main 1', line2: '', district: '', city: 'Berlin', region: '' },
  postcode: '10115',
};

/** A shop that answers by a script; what was asked is written down. */
function fakeShop(change: Record<string, (body: never) => unknown> = {}) {
  const asked: [string, unknown, string | undefined][] = [];
  let buyer: unknown = null;
  const costs = { total: 1000 };
  const order = () => ({
    ...{ id: 'one', number: '', status: 'cart', lines: [], action: null, holdsUntil: 600_000, buyer },
    ...{ delivery: { method: 'standard', discounts: [] }, totals: { total: eur(costs.total), taxes: [] } },
  });
  const checkout = () => ({
    ...{ order: order(), methods: [{ method: 'standard' }], form, needsRegion: false, terms: false },
    ...{ now: 0, provider: 'test' },
  });
  const choice = { market: 'eu', country: 'DE', region: '', currency: 'EUR', taxIncluded: true };
  const answers: Record<string, (body: never) => unknown> = {
    'GET /api/market': () => ({ choice, markets: [] }),
    'GET /api/addresses/DE': () => form,
    'POST /api/checkout': checkout,
    'PUT /api/checkout': (body: { address?: object }) => {
      if (body.address) buyer = { address: { ...address, lines: [], country: 'DE' } };
      return checkout();
    },
    'GET /api/checkout': checkout,
    'POST /api/test-payments/tokens': () => ({ token: 'tok' }),
    'POST /api/checkout/payment': () => ({ ...order(), number: 'V-1', status: 'paid' }),
    'DELETE /api/checkout': () => ({ ok: true }),
    ...change,
  };
  const ask = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    asked.push([`${method} ${path}`, body, headers?.['idempotency-key']]);
    return answers[`${method} ${path}`]!(body as never);
  };
  const api = { ask, cart: async () => ({ lines: [], choice }) } as unknown as Api;
  return {
    api,
    asked,
    costs,
    keys: () => asked.filter(([path]) => path.endsWith('/payment')).map(([, , key]) => key),
  };
}

let flow: Flow | undefined;
afterEach(() => {
  flow?.dispose();
  vi.useRealTimers();
});

/** A flow whose form is filled in. */
async function filled(shop: ReturnType<typeof fakeShop>): Promise<Flow> {
  flow = openFlow(openBasket(shop.api), () => 'en');
  await flow.start();
  await flow.open();
  flow.write({ email: 'ada@example.org', address, terms: true });
  flow.card.value = { number: '4242 4242 4242 4242', expiry: '12/39', cvc: '123' };
  return flow;
}

test('[SP1] the first field that is not right is answered, and nothing is paid', async () => {
  const shop = fakeShop();
  const flow = await filled(shop);
  flow.write({ email: 'ada', address: { ...address, city: ' ' } });
  expect(await flow.pay()).toBe('email');
  expect([...flow.faults.value]).toEqual([
    ['email', 'wrong'],
    ['address.city', 'missing'],
  ]);
  expect(shop.keys()).toEqual([]);
});

test('[SP1] what the server refuses of an address is told beside its part, until it is written anew', async () => {
  const refuse = () => {
    throw new Refusal('bad-input', 'address.postcode: wrong');
  };
  const flow = await filled(fakeShop({ 'PUT /api/checkout': refuse }));
  expect(await flow.pay()).toBe('address.postcode');
  flow.forgive('address.postcode');
  expect(flow.faults.value.size).toBe(0);
});

test('[SP2] pressed twice it is one payment', async () => {
  const shop = fakeShop();
  const flow = await filled(shop);
  await Promise.all([flow.pay(), flow.pay()]);
  expect(shop.keys()).toHaveLength(1);
  expect(flow.now.value.at).toBe('done');
});

test('[SP2] while the outcome is unknown the same key is sent again; after a definite answer a new one', async () => {
  const outcomes = ['offline', 'payment-unavailable', 'card-declined', undefined] as const;
  let tries = 0;
  const paid = { id: 'one', status: 'paid', action: null } as unknown as Order;
  const shop = fakeShop({
    'POST /api/checkout/payment': () => {
      const outcome = outcomes[tries++];
      if (outcome) throw new Refusal(outcome);
      return paid;
    },
  });
  const flow = await filled(shop);
  const unknown: boolean[] = [];
  for (const _ of outcomes) {
    await flow.pay();
    unknown.push(flow.unknown.value);
  }
  const [first, second, third, fourth] = shop.keys();
  expect([second, third]).toEqual([first, first]);
  expect(fourth).not.toBe(first);
  expect(unknown).toEqual([true, true, false, false]);
  expect(flow.now.value.at).toBe('done');
});

test('[SP3] a total that moved is shown before it is paid', async () => {
  const shop = fakeShop();
  const flow = await filled(shop);
  shop.costs.total = 1490;
  await flow.pay();
  expect(flow.problem.value).toEqual({ part: 'payment', say: 'total' });
  expect(shop.keys()).toEqual([]);
  await flow.pay();
  expect(shop.keys()).toHaveLength(1);
});

test('[SP4] the goods are held by the server’s time; when it is over the purchase says so and can be opened again', async () => {
  vi.useFakeTimers();
  const flow = await filled(fakeShop());
  await vi.advanceTimersByTimeAsync(599_000);
  expect(flow.now.value.at).toBe('details');
  await vi.advanceTimersByTimeAsync(2000);
  expect(flow.now.value.at).toBe('lapsed');
  await flow.open();
  expect([flow.now.value.at, flow.draft.value.email]).toEqual(['details', 'ada@example.org']);
});

test('[SP5] who comes back from their bank sees what became of the order; where that can’t be asked, what is open, and that the card was refused', async () => {
  const stripe = { kind: 'stripe', clientSecret: 'pi_1_secret_1', publishableKey: 'pk', script: '' };
  const back = async (refreshed: () => unknown, failed: boolean) => {
    const open = await fakeShop().api.ask<{ order: object }>('GET', '/api/checkout');
    const placed = { ...open, order: { ...open.order, status: 'placed', action: stripe } };
    const shop = fakeShop({
      'POST /api/orders/one/refresh': refreshed,
      'GET /api/checkout': () => placed,
    });
    flow?.dispose();
    flow = openFlow(openBasket(shop.api), () => 'en');
    await flow.comeBack('one', failed);
    return [flow.now.value.at, (flow.problem.value?.say as Refusal | undefined)?.code];
  };
  const offline = () => {
    throw new Refusal('payment-unavailable');
  };
  expect(await back(() => ({ id: 'one', status: 'paid', action: null }), false)).toEqual(['done', undefined]);
  expect(await back(() => ({ id: 'one', status: 'placed', action: stripe }), true)).toEqual([
    'element',
    'card-declined',
  ]);
  expect(await back(offline, false)).toEqual(['element', undefined]);
});
