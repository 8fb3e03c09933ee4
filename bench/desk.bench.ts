import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Served, startServer } from '../client/e2e/harness.ts';
import { seedCatalogue } from '../server/products/seed.ts';
import { openDatabase } from '../server/store/open.ts';
import { startPostgres } from '../server/testing/postgres.ts';
import { writeProducts } from './catalogueProducts.ts';
import { type Sample, writeOrders } from './desk/writeOrders.ts';
import { openLines } from './drop/lines.ts';
import { percentile, rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';

const ORDERS = Number(process.env.DESK_ORDERS || 200_000);
const PRODUCTS = Number(process.env.DESK_PRODUCTS || 20_000);
/** Times that each list is asked for, each time for something else where it looks for something. */
const ASKED = 40;
/** People who ask in turn, so that none of them is too eager. */
const PEOPLE = 12;
const BUDGET_MS = 50;

type Ask = { name: string; path(sample: Sample, at: number): string };

const q = encodeURIComponent;
const words = (text: string) => `/api/desk/orders?q=${q(text)}`;

/** Every list and search of shop and console that grows with orders or products. */
const ASKS: readonly Ask[] = [
  { name: 'orders', path: () => '/api/desk/orders' },
  {
    name: 'orders_by_status',
    path: (_, at) => `/api/desk/orders?status=${['paid', 'shipped', 'delivered'][at % 3]}`,
  },
  { name: 'orders_by_market', path: (_, at) => `/api/desk/orders?market=${['us', 'jp', 'eu'][at % 3]}` },
  { name: 'orders_by_both', path: () => '/api/desk/orders?status=packed,paid&market=gb' },
  { name: 'orders_deep', path: ({ placedAt, id }) => `/api/desk/orders?after=${placedAt}_${id}` },
  {
    name: 'orders_by_payment',
    path: ({ placedAt }) => `/api/desk/orders?paidFrom=${placedAt}&paidTo=${placedAt + 86_400_000}`,
  },
  { name: 'orders_waiting', path: () => '/api/desk/orders?waiting=1' },
  { name: 'search_number', path: ({ number }) => words(number) },
  { name: 'search_number_begun', path: ({ number }) => words(number.slice(0, 6)) },
  { name: 'search_mail', path: ({ email }) => words(email) },
  { name: 'search_mail_begun', path: ({ email }) => words(email.slice(0, 5)) },
  { name: 'search_sku', path: ({ sku }) => words(sku) },
  { name: 'search_name', path: ({ name }) => words(name.split(' ')[0]!) },
  { name: 'search_names', path: ({ name }) => words(name) },
  { name: 'search_name_status', path: ({ name }) => `${words(name)}&status=paid` },
  { name: 'search_place', path: () => words('Berlin') },
  { name: 'search_product', path: () => words('armchair') },
  { name: 'search_nothing', path: (_, at) => words(`nobody${at}`) },
  { name: 'counts', path: () => '/api/desk/counts' },
  { name: 'order', path: ({ id }) => `/api/desk/orders/${id}` },
  { name: 'console_orders', path: () => '/api/console/orders' },
  { name: 'promotions', path: () => '/api/desk/promotions' },
  { name: 'stock', path: (_, at) => `/api/desk/stock?after=SKU-${at * 11}` },
  { name: 'stock_words', path: ({ sku }) => `/api/desk/stock?words=${q(sku)}` },
  { name: 'stock_few', path: () => '/api/desk/stock?atMost=4' },
  { name: 'prices', path: () => '/api/desk/prices' },
  { name: 'designer_products', path: () => '/api/designer/products' },
  { name: 'designer_deep', path: (_, at) => `/api/designer/products?offset=${at * 400}` },
  {
    name: 'designer_words',
    path: (_, at) => `/api/designer/products?words=${q(['moss', 'teapot', 'SKU-77'][at % 3]!)}`,
  },
  { name: 'products', path: () => '/api/products' },
  {
    name: 'products_deep',
    path: (_, at) => `/api/products?after=thing-${String(at * 400).padStart(5, '0')}`,
  },
  {
    name: 'products_search',
    path: (_, at) => `/api/search/products?q=${['moss', 'walnut bookshelf', 'teap'][at % 3]}`,
  },
  { name: 'products_shelf', path: () => '/api/search/products?category=Furniture' },
  {
    name: 'product',
    path: (_, at) => `/api/products/thing-${String((at * 97) % PRODUCTS).padStart(5, '0')}`,
  },
  { name: 'my_orders', path: () => '/api/orders' },
];

/** Milliseconds of each answer, by list. */
async function ask(server: Served, samples: readonly Sample[]): Promise<Map<string, number[]>> {
  const { send, close } = openLines();
  const tokens = [];
  for (let person = 0; person < PEOPLE; person++) tokens.push(await server.staff.join('owner'));
  const times = new Map<string, number[]>();
  let asked = 0;
  for (let at = 0; at <= ASKED; at++)
    for (const { name, path } of ASKS) {
      const sample = samples[(at * 7) % samples.length]!;
      const headers = { authorization: `Bearer ${tokens[asked++ % PEOPLE]}` };
      const began = performance.now();
      const { status, body } = await send(server.url + path(sample, at), { method: 'GET', headers });
      const ms = performance.now() - began;
      if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
      // The first round only opens what is kept open.
      if (at > 0) times.set(name, [...(times.get(name) ?? []), ms]);
    }
  close();
  return times;
}

async function rowsOf(engine: string, databaseUrl?: string): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-desk-'));
  try {
    const db = await openDatabase(folder, databaseUrl);
    await seedCatalogue(db, 'assets/products/catalogue.json', 'atelier', Date.now());
    await writeProducts(db, PRODUCTS);
    const samples = await writeOrders(db, ORDERS, PRODUCTS, Date.now());
    await db.destroy();
    const env = { ADDRESS_RATE: '100000', ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
    const server = await startServer(env, folder);
    try {
      const times = await ask(server, samples);
      const p95 = [...times].map(([name, own]) => ({ name, ms: percentile(own, 0.95) }));
      p95.sort((a, b) => b.ms - a.ms);
      for (const { name, ms } of p95.filter((one) => one.ms > BUDGET_MS / 2))
        console.log(`  ${engine} ${name}: p95 ${rounded(ms, 1)} ms`);
      const [worst] = p95;
      return [
        {
          ...{ name: `p95_ms_max_${engine}`, value: rounded(worst!.ms, 1), unit: 'ms' },
          peer: `${worst!.name}; ${p95.length} lists; at most ${BUDGET_MS}`,
        },
        {
          ...{ name: `p50_ms_max_${engine}`, unit: 'ms' },
          value: rounded(Math.max(...[...times.values()].map((own) => percentile(own, 0.5))), 1),
        },
      ];
    } finally {
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(): Promise<Row[]> {
  const sqlite = await rowsOf('sqlite');
  const postgres = await startPostgres();
  try {
    const rows = [...sqlite, ...(await rowsOf('postgres', await postgres.createDatabase()))];
    const worst = Math.max(...rows.filter(({ name }) => name.startsWith('p95')).map(({ value }) => value));
    return [
      { name: 'orders', value: ORDERS, unit: '', peer: `${PRODUCTS} products` },
      ...rows,
      { name: 'p95_ms_max', value: worst, unit: 'ms', peer: `at most ${BUDGET_MS}` },
      { name: 'load_average', value: rounded(loadavg()[0]!, 2), unit: '' },
    ];
  } finally {
    await postgres.stop();
  }
}

/** A shop that has sold for months: how long its lists and searches take, at the server, with the way there and back. */
export const bench: Bench = { title: 'Lists and searches over 200 000 orders and 20 000 products', run };
