import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breaches } from '../../server/commerce/books.ts';
import { seedCatalogue } from '../../server/products/seed.ts';
import { openDatabase } from '../../server/store/open.ts';
import { startServer } from '../../server/testing/process.ts';
import { CARDS, DETAILS, setStock } from '../../server/testing/shop.ts';
import { SoldOut, type Way } from './crowdOfBuyers.ts';
import type { Send } from './lines.ts';

/** The product of which there is little. */
const SLUG = 'deer';
/** All buyers of a measurement come from one address. */
const RATE = '1000000';

/** Our server with the product in its shop, and what its books say. */
export type OurShop = {
  url: string;
  way: Way;
  /** Lays so many pieces into the warehouse, for the next drop. */
  stock(pieces: number): Promise<void>;
  /** Orders that were paid, pieces of them, and everything that does not add up. */
  books(): Promise<{ paid: number; pieces: number; left: number; breaches: string[] }>;
  close(): Promise<void>;
};

/** Starts the server over a database: a file in a folder of its own, or the given PostgreSQL. */
export async function openOurShop(databaseUrl?: string): Promise<OurShop> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-drop-'));
  const db = await openDatabase(folder, databaseUrl);
  await seedCatalogue(db, 'assets/products/catalogue.json', 'atelier', Date.now());
  const { sku } = await db
    .selectFrom('offer')
    .select('sku')
    .where('product', '=', SLUG)
    .executeTakeFirstOrThrow();
  const server = await startServer(folder, {
    LOG_LEVEL: 'info',
    ADDRESS_RATE: RATE,
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  });
  return {
    url: server.url,
    way: ourWay(server.url),
    stock: (pieces) => setStock(db, SLUG, pieces),
    async books() {
      const { paid, pieces } = await db
        .selectFrom('orders')
        .innerJoin('order_line', 'order_line.order_id', 'orders.id')
        .where('status', '=', 'paid')
        .select((e) => [e.fn.countAll<number>().as('paid'), e.fn.sum<number>('quantity').as('pieces')])
        .executeTakeFirstOrThrow();
      const { left } = await db
        .selectFrom('stock_level')
        .select((e) => e.fn.sum<number>('quantity').as('left'))
        .where('sku', '=', sku)
        .executeTakeFirstOrThrow();
      return { paid: Number(paid), pieces: Number(pieces), left: Number(left), breaches: await breaches(db) };
    },
    async close() {
      await server.stop('SIGTERM');
      await db.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A guest's way: session, cart, checkout with address and delivery, card, payment. */
const ourWay =
  (url: string): Way =>
  async (_, send) => {
    const { token } = await told(send, url, 'POST', '/api/session', {});
    const headers = { authorization: `Bearer ${token}` };
    await told(send, url, 'PUT', `/api/cart/${SLUG}`, { quantity: 1 }, headers);
    const { order } = await told(send, url, 'POST', '/api/checkout', DETAILS, headers);
    const card = { number: CARDS.paid, expiry: '12/34', cvc: '123' };
    const { token: paidBy } = await told(send, url, 'POST', '/api/test-payments/tokens', card, headers);
    const pay = { token: paidBy, expectedTotal: order.totals.total };
    const key = { ...headers, 'idempotency-key': randomUUID() };
    const { status } = await told(send, url, 'POST', '/api/checkout/payment', pay, key);
    if (status !== 'paid') throw new Error(`the order is ${status}`);
  };

async function told(
  send: Send,
  url: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const answer = await send(url + path, { method, body, headers });
  if (answer.body?.code === 'out-of-stock') throw new SoldOut();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body?.code}`);
  return answer.body;
}
