import { randomUUID } from 'node:crypto';
import { ask } from '../../server/testing/api.ts';
import { mailTo } from '../../server/testing/browser.ts';
import { runningClock } from '../../server/testing/house.ts';
import { CARDS, DETAILS } from '../../server/testing/shop.ts';
import type { Served } from './harness.ts';

/** An order that somebody bought as a guest, and the link to it from its mail. */
export type Bought = { id: string; number: string; link: string };

/** Buys two flacons and a cup by the interface as a guest, and waits for the mail. */
export async function buyAsGuest(server: Served, email: string, language = 'en'): Promise<Bought> {
  const house = { url: server.url, clock: runningClock(), dataDir: server.dataDir };
  const { token } = (await ask(house, 'POST', '/api/session')).body;
  const call = async (method: string, path: string, body?: unknown, more = {}) =>
    (await ask(house, method, path, { body, headers: { authorization: `Bearer ${token}`, ...more } })).body;
  await call('PUT', '/api/cart/flacon', { quantity: 2 });
  await call('PUT', '/api/cart/coffee-cup', { quantity: 1 });
  const { order } = await call('POST', '/api/checkout', { ...DETAILS, email, language });
  const card = await call('POST', '/api/test-payments/tokens', {
    ...{ number: CARDS.paid, expiry: '12/34', cvc: '123' },
  });
  const payment = { token: card.token, expectedTotal: order.totals.total };
  const { id, number } = await call('POST', '/api/checkout/payment', payment, {
    'idempotency-key': randomUUID(),
  });
  const { text } = await mailTo(house, email, /#key=([\w-]+)/);
  const link = new RegExp(`http://\\S+/orders/${id}#key=[\\w-]+`).exec(text)![0];
  return { id, number, link };
}

/** The desk's part of the interface, as one who works there. */
export async function openDesk(server: Served): Promise<(path: string, body?: unknown) => Promise<void>> {
  const house = { url: server.url, clock: runningClock() };
  const headers = { authorization: `Bearer ${await server.staff.join('desk')}` };
  return async (path, body) => {
    const { status } = await ask(house, 'POST', `/api/desk/orders/${path}`, { body, headers });
    if (status !== 200) throw new Error(`the desk was answered ${status}`);
  };
}
