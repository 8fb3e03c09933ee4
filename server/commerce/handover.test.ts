import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Api, signIn } from '../testing/api.ts';
import { databaseEnv, onEachEngine } from '../testing/engines.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';

onEachEngine((_, engine) => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openTestHouse(await databaseEnv(engine));
  });
  afterAll(() => house.end());
  /** So that no test meets the limits that another one used up. */
  beforeEach(() => house.clock.advance(60_000));

  test('[HO1] a cart goes to another device by a code: a copy, once, within ten minutes', async () => {
    const [desktop, phone] = [await signIn(house), await signIn(house)];
    await desktop.call('PUT', '/api/cart/deer', { quantity: 2 });
    await desktop.call('PUT', '/api/cart/flacon', { quantity: 1 });
    await phone.call('PUT', '/api/cart/flacon', { quantity: 3 });
    const { code } = (await desktop.call('POST', '/api/handover')).body;
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{10}$/);
    const taken = await phone.call('POST', '/api/handover/taken', { code: code.toLowerCase() });
    const counts = (lines: { slug: string; quantity: number }[]) =>
      Object.fromEntries(lines.map(({ slug, quantity }) => [slug, quantity]));
    expect(counts(taken.body.lines)).toEqual({ deer: 2, flacon: 3 });
    expect(counts((await desktop.call('GET', '/api/cart')).body.lines)).toEqual({ deer: 2, flacon: 1 });
    expect((await phone.call('POST', '/api/handover/taken', { code })).body.code).toBe('gone');
    expect(taken.body.visitor).toBeUndefined();
  });

  test('[HO2] a code that is old, or that another one has taken the place of, holds no more; guesses are slowed', async () => {
    const [desktop, phone] = [await signIn(house), await signIn(house)];
    const give = async () => (await desktop.call('POST', '/api/handover')).body.code;
    const first = await give();
    const second = await give();
    expect((await phone.call('POST', '/api/handover/taken', { code: first })).body.code).toBe('gone');
    house.clock.advance(10 * 60_000);
    expect((await phone.call('POST', '/api/handover/taken', { code: second })).body.code).toBe('gone');
    const guesses = [];
    for (let n = 0; n < 14; n++)
      guesses.push((await phone.call('POST', '/api/handover/taken', { code: `2222222${n}` })).body.code);
    expect(guesses.at(-1)).toBe('too-many');
  });

  /** Buys all that is in somebody's cart. */
  async function buy(buyer: Api): Promise<string> {
    const address = {
      ...{ name: 'Ada Lovelace', company: '', lines: ['Hauptstraße 1'], district: '', city: 'Berlin' },
      ...{ region: '', postcode: '10115', country: 'DE' },
    };
    await buyer.call('PUT', '/api/market', { country: 'DE' });
    await buyer.call('POST', '/api/checkout', { email: 'ada@shop.test', address, terms: true });
    const open = (await buyer.call('GET', '/api/checkout')).body;
    const { order } = (await buyer.call('PUT', '/api/checkout', { delivery: open.methods[0].method })).body;
    const card = { number: '4242424242424242', expiry: '12/39', cvc: '123' };
    const { token } = (await buyer.call('POST', '/api/test-payments/tokens', card)).body;
    const payment = { token, expectedTotal: order.totals.total };
    const key = { 'idempotency-key': `hand-over-${buyer.visitor}` };
    return (await buyer.call('POST', '/api/checkout/payment', payment, key)).body.number;
  }

  test('[HO3] who gave a cart away is told that it was taken, and what was paid of it; that leaves their own cart, once', async () => {
    const [headset, phone] = [await signIn(house), await signIn(house)];
    const look = async () => (await headset.call('GET', '/api/handover')).body;
    expect(await look()).toEqual({ state: 'none', number: '' });
    await headset.call('PUT', '/api/cart/deer', { quantity: 1 });
    const { code } = (await headset.call('POST', '/api/handover')).body;
    expect(await look()).toEqual({ state: 'waits', number: '' });
    // As it is shown, in two halves.
    await phone.call('POST', '/api/handover/taken', { code: `${code.slice(0, 5)}-${code.slice(5)}` });
    expect(await look()).toEqual({ state: 'taken', number: '' });
    await headset.call('PUT', '/api/cart/flacon', { quantity: 2 });
    const number = await buy(phone);
    expect(number).toMatch(/^V-/);
    expect(await look()).toEqual({ state: 'paid', number });
    const slugs = async () =>
      (await headset.call('GET', '/api/cart')).body.lines.map(({ slug }: { slug: string }) => slug);
    expect(await slugs()).toEqual(['flacon']);
    await headset.call('PUT', '/api/cart/deer', { quantity: 1 });
    expect(await look()).toEqual({ state: 'paid', number });
    expect((await slugs()).sort()).toEqual(['deer', 'flacon']);
    // The phone hears nothing of what it did not give.
    expect((await phone.call('GET', '/api/handover')).body).toEqual({ state: 'none', number: '' });
  });

  test('[HO3] what the phone had bought before is not taken for the cart that was given', async () => {
    const [headset, phone] = [await signIn(house), await signIn(house)];
    await phone.call('PUT', '/api/cart/flacon', { quantity: 1 });
    await buy(phone);
    house.clock.advance(1000);
    await headset.call('PUT', '/api/cart/deer', { quantity: 1 });
    const { code } = (await headset.call('POST', '/api/handover')).body;
    await phone.call('POST', '/api/handover/taken', { code });
    expect((await headset.call('GET', '/api/handover')).body).toEqual({ state: 'taken', number: '' });
  });
});
