import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Api, ask, signIn } from '../testing/api.ts';
import { type Browser, mailTo, openBrowser, signInByMail } from '../testing/browser.ts';
import { databaseEnv, onEachEngine } from '../testing/engines.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { CARDS, DETAILS } from '../testing/shop.ts';

onEachEngine((_, engine) => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openTestHouse(await databaseEnv(engine));
  });
  afterAll(() => house.end());
  /** So that no test meets the limits that another one used up. */
  beforeEach(() => house.clock.advance(5 * 60_000));

  let counter = 0;
  const newMail = (): string => `buyer${++counter}@mail.test`;

  /** Buys one flacon; answers the order's id. */
  async function buy({ call }: Pick<Api, 'call'>, email: string): Promise<string> {
    await call('PUT', '/api/cart/flacon', { quantity: 1 });
    const { body: opened } = await call('POST', '/api/checkout', { ...DETAILS, email });
    const card = { number: CARDS.paid, expiry: '12/34', cvc: '123' };
    const { token } = (await ask(house, 'POST', '/api/test-payments/tokens', { body: card })).body;
    const payment = { token, expectedTotal: opened.order.totals.total };
    const paid = await call('POST', '/api/checkout/payment', payment, { 'idempotency-key': `buy-${email}` });
    expect(paid.body.status).toBe('paid');
    return paid.body.id;
  }

  const linesOf = async (browser: Browser) =>
    (await browser.call('GET', '/api/cart')).body.lines.map(
      ({ slug, quantity }: { slug: string; quantity: number }) => [slug, quantity],
    );

  test('[CL3] what a guest laid into the cart is in the account’s cart after signing in, and on every device of it', async () => {
    const email = newMail();
    const [phone, laptop] = [openBrowser(house), openBrowser(house)];
    for (const browser of [phone, laptop]) await browser.session();
    await phone.call('PUT', '/api/cart/deer', { quantity: 2 });
    await signInByMail(house, phone, email);
    expect(await linesOf(phone)).toEqual([['deer', 2]]);
    await laptop.call('PUT', '/api/cart/deer', { quantity: 1 });
    await laptop.call('PUT', '/api/cart/flacon', { quantity: 1 });
    await signInByMail(house, laptop, email);
    for (const browser of [phone, laptop])
      expect((await linesOf(browser)).sort()).toEqual([
        ['deer', 2],
        ['flacon', 1],
      ]);
    await phone.call('PUT', '/api/cart/deer', { quantity: 0 });
    expect(await linesOf(laptop)).toEqual([['flacon', 1]]);
  });

  test('[CL4] who has proved an address claims what was bought with it elsewhere, by one request; a guest never', async () => {
    const email = newMail();
    const guest = await signIn(house);
    const id = await buy(guest, email.toUpperCase());
    expect((await guest.call('POST', '/api/account/orders/claim')).status).toBe(401);
    const ada = openBrowser(house);
    await ada.session();
    await signInByMail(house, ada, email);
    const eve = openBrowser(house);
    await eve.session();
    await signInByMail(house, eve, newMail());
    expect((await eve.post('/api/account/orders/claim')).body).toEqual({ claimed: 0 });
    expect((await ada.call('GET', `/api/orders/${id}`)).status).toBe(404);
    expect((await ada.call('GET', '/api/account/orders')).body.orders).toMatchObject([{ id }]);
    expect((await ada.post('/api/account/orders/claim')).body).toEqual({ claimed: 1 });
    expect((await ada.post('/api/account/orders/claim')).body).toEqual({ claimed: 0 });
    expect((await ada.call('GET', `/api/orders/${id}`)).body.id).toBe(id);
    expect((await guest.call('GET', `/api/orders/${id}`)).status).toBe(404);
  });

  test('[CL5] the link of a mail opens its order on any device, and no other; a wrong key opens nothing', async () => {
    const email = newMail();
    const id = await buy(await signIn(house), email);
    const other = await buy(await signIn(house), newMail());
    const { text, token: key } = await mailTo(house, email, /#key=([\w-]+)/);
    expect(text).toContain(`/orders/${id}#key=${key}`);
    const withKey = (path: string, method = 'GET', body?: unknown) =>
      ask(house, method, path, { body, headers: { 'order-key': key } });
    const { body } = await withKey(`/api/orders/${id}`);
    expect(body).toMatchObject({ id, status: 'paid', returnDays: 14 });
    expect((await withKey(`/api/orders/${id}/papers/${body.papers[0].number}`)).status).toBe(200);
    expect((await withKey(`/api/orders/${other}`)).status).toBe(401);
    expect((await withKey('/api/orders')).status).toBe(401);
    const stranger = await signIn(house);
    const wrong = { 'order-key': `${key.slice(1)}A` };
    expect((await stranger.call('GET', `/api/orders/${id}`, undefined, wrong)).status).toBe(404);
    expect((await withKey(`/api/orders/${id}/cancel`, 'POST')).body.status).toBe('refunded');
  });

  test('[RT8] by the interface: a buyer asks and writes, the desk answers, and nobody else does', async () => {
    const buyer = await signIn(house);
    const id = await buy(buyer, newMail());
    const [desk, stranger] = [await signIn(house, 'desk'), await signIn(house)];
    const path = `/api/orders/${id}`;
    expect(
      (await buyer.call('POST', `${path}/messages`, { text: 'Gift wrap, please' })).body.messages,
    ).toMatchObject([{ from: 'buyer', readAt: null }]);
    expect((await stranger.call('POST', `${path}/messages`, { text: 'Hello' })).status).toBe(404);
    expect((await stranger.call('POST', `${path}/cancel`)).status).toBe(404);
    expect((await buyer.call('POST', `/api/desk/orders/${id}/messages`, { text: 'Hi' })).status).toBe(403);
    await desk.call('POST', `/api/desk/orders/${id}/messages/read`);
    const said = await desk.call('POST', `/api/desk/orders/${id}/messages`, { text: 'With pleasure' });
    expect(said.body.messages).toMatchObject([{ from: 'buyer' }, { from: 'shop', name: 'Desk' }]);
    const seen = (await buyer.call('POST', `${path}/messages/read`)).body.messages;
    expect(seen.every(({ readAt }: { readAt: number | null }) => readAt !== null)).toBe(true);
    const wish = { lines: [{ sku: 'VT-PF-04', quantity: 1 }], reason: 'too sweet' };
    expect(await buyer.call('POST', `${path}/returns`, wish)).toMatchObject({ status: 409 });
    for (const wrong of [
      { ...wish, lines: [] },
      { ...wish, refund: 1 },
      { ...wish, reason: ' ' },
    ])
      expect((await buyer.call('POST', `${path}/returns`, wrong)).status).toBe(400);
    const answer = { status: 'accepted', text: '' };
    expect((await desk.call('POST', `/api/desk/orders/${id}/returns/none`, answer)).status).toBe(404);
    expect((await buyer.call('POST', `/api/desk/orders/${id}/returns/none`, answer)).status).toBe(403);
  });

  test('[DK15] under a key that has done something nothing else may be asked; what was refused may be changed', async () => {
    const [buyer, desk] = [await signIn(house), await signIn(house, 'desk')];
    const id = await buy(buyer, newMail());
    const give = (amount: number, key: string) =>
      desk.call(
        'POST',
        `/api/desk/orders/${id}/refunds`,
        { amount, reason: 'scratched', restock: false },
        { 'idempotency-key': key },
      );
    const refunded = async () => (await desk.call('GET', `/api/desk/orders/${id}`)).body.refunded.amount;
    expect((await give(9_999_999, 'too-much')).status).toBe(409);
    expect((await give(1000, 'too-much')).status).toBe(200);
    expect((await give(1000, 'too-much')).status).toBe(200);
    expect(await give(2000, 'too-much')).toMatchObject({
      ...{ status: 409, body: { code: 'conflict', detail: 'key: used for another request' } },
    });
    expect(await refunded()).toBe(1000);
    expect((await give(2000, 'again-more')).status).toBe(200);
    expect(await refunded()).toBe(3000);
  });
});
