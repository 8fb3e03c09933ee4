import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breaches } from '../commerce/books.ts';
import { openTestProvider } from '../commerce/testProvider.ts';
import { seedCatalogue } from '../products/seed.ts';
import { type Database, openDatabase } from '../store/open.ts';
import { runningClock } from './house.ts';
import { type ServerProcess, startServer } from './process.ts';
import { CARDS, DETAILS, setStock } from './shop.ts';

const BUYERS = 5;
const PRODUCTS = ['deer', 'headphones', 'flacon'];
const OPENING_STOCK = 100_000;

/** What is tried: over which database (none: a file), how often the server is killed, and at least so many checkouts. */
export type KillingPlan = {
  databaseUrl?: string | undefined;
  kills: number;
  checkouts: number;
  seed: number;
};

/** What became of it: orders and refusals that were answered, everything that does not add up, and the seconds until a killed server was open again. */
export type KillingReport = {
  paid: number;
  declined: number;
  violations: string[];
  upAgainSeconds: number[];
};

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

// biome-ignore lint/suspicious/noExplicitAny: whatever came
type Reply = { status: number; body: any };

/** One server after another over the same data. */
function openLives(folder: string, databaseUrl: string | undefined) {
  const env = { ADDRESS_RATE: '100000', ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
  const start = (): Promise<ServerProcess> => startServer(folder, env);
  let server = start();
  const upAgainSeconds: number[] = [];
  const waiting = new Set<() => void>();
  /** Called at each try to buy. */
  let onTry = () => {};
  return {
    upAgainSeconds,
    current: () => server,
    async kill(): Promise<void> {
      await (await server).stop('SIGKILL');
      const began = performance.now();
      server = start();
      for (const wake of waiting) wake();
      waiting.clear();
      await server;
      upAgainSeconds.push((performance.now() - began) / 1000);
    },
    /** Resolves when buyers have tried to buy so many times more. */
    tries: (count: number): Promise<void> =>
      new Promise((resolve) => {
        onTry = () => {
          if (--count <= 0) resolve();
        };
      }),
    /** One request, sent again with the same key to every new server until one of them answers it. */
    async insist(
      method: string,
      path: string,
      body: unknown,
      headers: Record<string, string>,
    ): Promise<Reply> {
      for (;;) {
        const life = server;
        const { url } = await life;
        if (path === '/api/checkout/payment') onTry();
        try {
          const init = {
            method,
            headers: { 'content-type': 'application/json', ...headers },
            ...(body !== undefined && { body: JSON.stringify(body) }),
          };
          const response = await fetch(url + path, init);
          return { status: response.status, body: await response.json() };
        } catch {
          // Cut off: nobody knows how far it got. Ask the next server.
        }
        if (life === server) await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
  };
}
type Lives = ReturnType<typeof openLives>;

type Bought = { paid: { id: string; amount: number }[]; declined: number; strange: string[] };

/** One person buys again and again: cards that pay, that are declined, that are held, that ask. */
async function shopUntil(
  isOver: () => boolean,
  { insist }: Lives,
  chance: () => number,
  bought: Bought,
): Promise<void> {
  const session = await insist('POST', '/api/session', {}, {});
  const authorization = { authorization: `Bearer ${session.body.token}` };
  while (!isOver()) {
    const slug = PRODUCTS[Math.floor(chance() * PRODUCTS.length)]!;
    const dice = chance();
    const card = dice < 0.6 ? 'paid' : dice < 0.75 ? 'declined' : dice < 0.85 ? 'hold' : 'confirm';
    const quantity = 1 + Math.floor(chance() * 3);
    await insist('PUT', `/api/cart/${slug}`, { quantity }, authorization);
    const opened = await insist('POST', '/api/checkout', DETAILS, authorization);
    const details = { number: CARDS[card], expiry: '12/34', cvc: '123' };
    const { token } = (await insist('POST', '/api/test-payments/tokens', details, {})).body;
    const order = { token, expectedTotal: opened.body.order.totals.total };
    const key = { ...authorization, 'idempotency-key': randomUUID() };
    let reply = await insist('POST', '/api/checkout/payment', order, key);
    if (reply.body.status === 'placed') {
      const answer = `/api/orders/${reply.body.id}/confirmation`;
      reply = await insist('POST', answer, { accepted: true }, authorization);
    }
    if (card === 'declined' && reply.status === 402 && reply.body.code === 'card-declined') {
      bought.declined++;
      // Another card, next time: the checkout is given up, as who walks away does.
      await insist('DELETE', '/api/checkout', undefined, authorization);
    } else if (card !== 'declined' && reply.body.status === 'paid')
      bought.paid.push({ id: reply.body.id, amount: reply.body.totals.total.amount });
    else bought.strange.push(`a card that is ${card} was answered ${reply.status} ${reply.body.code ?? ''}`);
  }
}

/** Lets people buy while the server is killed again and again at random points, and adds everything up. */
export async function shopUnderKills(plan: KillingPlan): Promise<KillingReport> {
  const { databaseUrl, kills, checkouts, seed } = plan;
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-killed-'));
  try {
    const first = await openDatabase(folder, databaseUrl);
    await seedCatalogue(first, 'assets/products/catalogue.json', 'atelier', Date.now());
    for (const slug of PRODUCTS) await setStock(first, slug, OPENING_STOCK);
    await first.destroy();
    const env: Record<string, string> = databaseUrl ? { DATABASE_URL: databaseUrl } : {};
    // A server that ends in peace leaves its compiled sources to those after it, which then start sooner.
    await (await startServer(folder, env)).stop('SIGTERM');

    const lives = openLives(folder, databaseUrl);
    const bought: Bought = { paid: [], declined: 0, strange: [] };
    const chance = chanceFrom(seed);
    let killed = 0;
    const isOver = () => killed >= kills && bought.paid.length + bought.declined >= checkouts;
    const people = Array.from({ length: BUYERS }, (_, index) =>
      shopUntil(isOver, lives, chanceFrom(seed + index + 1), bought),
    );
    const all = Promise.all(people);
    all.catch(() => undefined);
    for (; killed < kills; killed++) {
      await lives.current();
      await lives.tries(2 + Math.floor(chance() * 12));
      await new Promise((resolve) => setTimeout(resolve, chance() * 25));
      await lives.kill();
    }
    await all;
    // Killed once more: what nobody asks for any more is looked after by the next.
    await lives.kill();
    await (await lives.current()).stop('SIGTERM');
    const db = await openDatabase(folder, databaseUrl);
    const violations = [...bought.strange, ...(await addUp(db, folder, bought))];
    await db.destroy();
    return {
      paid: bought.paid.length,
      declined: bought.declined,
      violations,
      upAgainSeconds: lives.upAgainSeconds,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Orders, charges and what buyers were told are the same; the books add up. */
async function addUp(db: Database, folder: string, { paid, declined }: Bought): Promise<string[]> {
  const provider = await openTestProvider(folder, runningClock());
  const orders = await db.selectFrom('orders').select(['id', 'status']).execute();
  const payments = await db.selectFrom('payment').select(['id', 'order_id', 'status']).execute();
  const charges = await provider.paidCharges();
  await provider.close();
  const orderOf = new Map(payments.map(({ id, order_id }) => [id, order_id]));
  const charged = charges.map(({ key, amount }) => ({ id: orderOf.get(key) ?? key, amount }));
  const found = await breaches(db);
  const twice = charged.length - new Set(charged.map(({ id }) => id)).size;
  if (twice > 0) found.push(`${twice} orders were charged twice`);
  const same = (what: string, a: readonly string[], b: readonly string[]) => {
    if ([...a].sort().join() !== [...b].sort().join()) found.push(`${what}: ${a.length} and ${b.length}`);
  };
  const isPaid = orders.filter(({ status }) => status === 'paid').map(({ id }) => id);
  const told = ({ id, amount }: { id: string; amount: number }) => `${id} ${amount}`;
  same(
    'orders that were charged, and that are paid',
    charged.map(({ id }) => id),
    isPaid,
  );
  same('what buyers were told, and what they were charged', paid.map(told), charged.map(told));
  const open = orders.filter(({ status }) => ['cart', 'placed', 'authorised'].includes(status));
  if (open.length > 0) found.push(`${open.length} orders are still open`);
  const failed = payments.filter(({ status }) => status === 'failed').length;
  if (failed !== declined) found.push(`${failed} payments failed, ${declined} were told so`);
  return found;
}
