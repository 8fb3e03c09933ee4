import { randomUUID } from 'node:crypto';
import { type Api, signIn } from '../../server/testing/api.ts';
import { runningClock } from '../../server/testing/house.ts';
import type { Served } from './harness.ts';

/** A buyer and what they bought. */
export type Bought = { buyer: Api; id: string; number: string };

/** Someone buys on the plain interface: so many of some products, in their language, going to their address. */
export async function buy(
  { url, staff }: Served,
  wish: {
    name: string;
    lines: [slug: string, quantity: number][];
    language?: string;
    note?: string;
    address?: object;
  },
): Promise<Bought> {
  const buyer = await signIn({ url, staff, clock: runningClock() });
  for (const [slug, quantity] of wish.lines) await buyer.call('PUT', `/api/cart/${slug}`, { quantity });
  const address = { lines: ['Main 1'], city: 'Berlin', postcode: '10115', country: 'DE', ...wish.address };
  const opened = await buyer.call('POST', '/api/checkout', {
    email: `${/^\w+/.exec(wish.name)?.[0].toLowerCase() ?? 'buyer'}@example.org`,
    language: wish.language ?? 'en',
    address: { name: wish.name, ...address },
    note: wish.note ?? '',
    terms: true,
  });
  if (opened.status !== 200) throw new Error(JSON.stringify(opened.body));
  const card = { number: '4242 4242 4242 4242', expiry: '12/39', cvc: '123' };
  const { token } = (await buyer.call('POST', '/api/test-payments/tokens', card)).body;
  const payment = { token, expectedTotal: opened.body.order.totals.total };
  const paid = await buyer.call('POST', '/api/checkout/payment', payment, {
    'idempotency-key': randomUUID(),
  });
  if (paid.status !== 200) throw new Error(JSON.stringify(paid.body));
  return { buyer, id: paid.body.id, number: paid.body.number };
}
