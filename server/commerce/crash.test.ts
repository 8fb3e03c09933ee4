import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCatalogue } from '../products/seed.ts';
import { openDatabase } from '../store/open.ts';
import { runningClock } from '../testing/house.ts';
import { type ServerProcess, startServer } from '../testing/process.ts';
import { CARDS, setStock, stockErrors } from '../testing/shop.ts';
import { openTestProvider } from './testProvider.ts';

/** How often the server is killed; `CRASH_RUNS=50` for the long run. */
const KILLS = Number(process.env.CRASH_RUNS || 12);
const SEED = Number(process.env.CRASH_SEED || 20260401);
const BUYERS = 5;
const PRODUCTS = ['deer', 'headphones', 'flacon'];
const OPENING_STOCK = 100_000;
const MS_PER_KILL = 15_000;

/** A repeatable source of chance (mulberry32), 0 to 1. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Answered = { id: string; amount: number };
let folder: string;
let server: Promise<ServerProcess>;
let over = false;
const paid: Answered[] = [];
let declined = 0;
/** Called at each try to buy. */
let onTry = () => {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-crash-'));
  const db = await openDatabase(folder);
  await seedCatalogue(db, 'assets/products/catalogue.json', 'atelier', Date.now());
  for (const slug of PRODUCTS) await setStock(db, slug, OPENING_STOCK);
  await db.destroy();
  // A server that ends in peace leaves its compiled sources to those after it, which then start sooner.
  await (await startServer(folder)).stop('SIGTERM');
}, 60_000);
afterAll(async () => {
  await (await server).stop('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

// biome-ignore lint/suspicious/noExplicitAny: whatever came
type Reply = { status: number; body: any };

/** One request, tried again with the same key on every new server until one of them answers it. */
async function insist(
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Reply> {
  for (;;) {
    const life = server;
    const { url } = await life;
    if (path === '/api/checkout') onTry();
    try {
      const init = {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      };
      const response = await fetch(url + path, init);
      const reply = { status: response.status, body: await response.json() };
      if (reply.status !== 429) return reply;
    } catch {
      // Cut off: nobody knows how far it got. Ask the next server.
    }
    await nextLife(life);
  }
}

const waiting = new Set<() => void>();
/** Resolves when another server than this one is starting. */
function nextLife(life: Promise<ServerProcess>): Promise<void> {
  return life === server ? new Promise((resolve) => waiting.add(resolve)) : Promise.resolve();
}
function restart(): void {
  server = startServer(folder);
  for (const wake of waiting) wake();
  waiting.clear();
}

/** Resolves when buyers have tried to buy so many times more. */
function tries(count: number): Promise<void> {
  return new Promise((resolve) => {
    onTry = () => {
      if (--count <= 0) resolve();
    };
  });
}

async function shopUntilOver(chance: () => number): Promise<void> {
  const session = await insist('POST', '/api/session', {}, {});
  const authorization = { authorization: `Bearer ${session.body.token}` };
  while (!over) {
    const slug = PRODUCTS[Math.floor(chance() * PRODUCTS.length)]!;
    const dice = chance();
    const card = dice < 0.7 ? 'paid' : dice < 0.85 ? 'declined' : 'confirm';
    const cart = await insist(
      'PUT',
      `/api/cart/${slug}`,
      { quantity: 1 + Math.floor(chance() * 3) },
      authorization,
    );
    const details = { number: CARDS[card], expiry: '12/34', cvc: '123' };
    const { token } = (await insist('POST', '/api/test-payments/tokens', details, {})).body;
    const order = {
      name: 'Ada',
      email: 'ada@example.com',
      address: { street: 'Main 1', postcode: '10115', city: 'Berlin', country: 'DE' },
      paymentToken: token,
      expectedTotal: cart.body.total.amount,
    };
    const key = { ...authorization, 'idempotency-key': randomUUID() };
    let reply = await insist('POST', '/api/checkout', order, key);
    if (reply.body.status === 'confirming')
      reply = await insist(
        'POST',
        `/api/orders/${reply.body.id}/confirmation`,
        { accepted: true },
        authorization,
      );
    if (card === 'declined') {
      expect(reply).toMatchObject({ status: 402, body: { code: 'card-declined' } });
      declined++;
    } else {
      expect(reply).toMatchObject({ status: 200, body: { status: 'paid' } });
      paid.push({ id: reply.body.id, amount: reply.body.total.amount });
    }
  }
}

test(
  `[CO15] killed ${KILLS} times while people buy, the shop charges nobody twice, loses no order, and its stock adds up`,
  async () => {
    const chance = chanceFrom(SEED);
    restart();
    const buyers = Array.from({ length: BUYERS }, (_, index) => shopUntilOver(chanceFrom(SEED + index + 1)));
    const all = Promise.all(buyers);
    all.catch(() => {});
    for (let kill = 0; kill < KILLS; kill++) {
      const life = await server;
      await tries(2 + Math.floor(chance() * 12));
      await new Promise((resolve) => setTimeout(resolve, chance() * 25));
      await life.stop('SIGKILL');
      restart();
    }
    over = true;
    await (await server).stop('SIGKILL');
    restart();
    // A buyer who met the rate limit waits for a new server.
    const hurry = setInterval(async () => {
      const life = await server;
      if (waiting.size > 0) await life.stop('SIGKILL').then(restart);
    }, 3000);
    await all.finally(() => clearInterval(hurry));
    await verify();
  },
  MS_PER_KILL * KILLS + 60_000,
);

async function verify(): Promise<void> {
  await (await server).stop('SIGTERM');
  const db = await openDatabase(folder);
  const provider = await openTestProvider(folder, runningClock());
  const orders = await db.selectFrom('orders').select(['id', 'status', 'total_amount']).execute();
  const charges = await provider.paidCharges();
  const idsOf = (status: string) => orders.filter((order) => order.status === status).map(({ id }) => id);

  expect(paid.length, 'orders that were answered').toBeGreaterThan(KILLS);
  expect(new Set(charges.map(({ key }) => key)).size).toBe(charges.length);
  expect(charges.map(({ key }) => key).sort()).toEqual(idsOf('paid').sort());
  expect(paid.map(({ id }) => id).sort()).toEqual(idsOf('paid').sort());
  const amounts = new Map(charges.map(({ key, amount }) => [key, amount]));
  expect(paid.filter(({ id, amount }) => amounts.get(id) !== amount)).toEqual([]);
  expect([idsOf('placed'), idsOf('confirming'), idsOf('cancelled')]).toEqual([[], [], []]);
  expect(idsOf('declined')).toHaveLength(declined);
  expect(await stockErrors(db)).toEqual([]);
  await provider.close();
  await db.destroy();
}
