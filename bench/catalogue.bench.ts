import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planModels, BUDGETS as STREAMED } from '../client/products/streaming.ts';
import { inProcessBus } from '../server/bus.ts';
import { openLog } from '../server/log.ts';
import { openCatalogue } from '../server/products/catalogue.ts';
import { openSearch, type Search } from '../server/products/search.ts';
import { openDatabase } from '../server/store/open.ts';
import { THINGS, writeProducts } from './catalogueProducts.ts';
import { rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';

const PRODUCTS = 10_000;
const SEARCHES = 400;
const STANDS = 60;
/** Pages of a search that are read, and products of one page. */
const PAGE = 24;

const percentile = (times: number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;

/** What people type: a word, two, a beginning, a slip, a shelf, nothing; in three languages. */
function questions(): { words: string; category?: string }[] {
  return Array.from({ length: SEARCHES }, (_, at) => {
    const thing = THINGS[at % THINGS.length]!;
    const kinds = [
      { words: thing.en },
      { words: `${thing.material} ${thing.en}` },
      { words: thing.en.slice(0, 3) },
      { words: `${thing.en.slice(0, 2)}${thing.en.slice(3)}` },
      { words: thing.zh },
      { words: thing.ar },
      { words: '', category: thing.category },
      { words: `SKU-${at * 7}` },
    ];
    return kinds[at % kinds.length]!;
  });
}

async function timeSearches(search: Search, read: (slugs: string[]) => Promise<unknown>): Promise<Row[]> {
  const [alone, whole]: [number[], number[]] = [[], []];
  let found = 0;
  for (const query of questions()) {
    const began = performance.now();
    const { slugs } = search.find({ ...query, offset: 0, limit: PAGE });
    alone.push(performance.now() - began);
    await read(slugs);
    whole.push(performance.now() - began);
    found += slugs.length > 0 ? 1 : 0;
  }
  return [
    { name: 'search_p50_ms', value: rounded(percentile(whole, 0.5), 2), unit: 'ms' },
    { name: 'search_p95_ms', value: rounded(percentile(whole, 0.95), 2), unit: 'ms', peer: 'budget 30' },
    { name: 'search_index_p95_ms', value: rounded(percentile(alone, 0.95), 2), unit: 'ms' },
    { name: 'searches_with_an_answer', value: rounded(found / SEARCHES, 3), unit: '' },
  ];
}

/** What each tier would hold of a room with so many stands in a row, by the plain rule that rooms follow. */
function streamed(): Row[] {
  const candidates = Array.from({ length: STANDS }, (_, at) => ({
    id: `stand-${at}`,
    metres: 1.5 + at * 0.9,
    inView: at % 3 !== 0,
    looked: at === 0,
    has: undefined,
    bytes: { low: 60_000 + (at % 5) * 9000, full: 350_000 + (at % 7) * 90_000 },
  }));
  return Object.entries(STREAMED).map(([tier, budget]) => {
    const { hold } = planModels(candidates, budget);
    const bytes = candidates.reduce(
      (sum, { id, bytes: own }) => sum + (hold.has(id) ? own[hold.get(id)!] : 0),
      0,
    );
    if (bytes > budget.bytes) throw new Error(`${tier} holds ${bytes} bytes of ${budget.bytes}`);
    return {
      name: `stands_${STANDS}_bytes_${tier}`,
      value: bytes,
      unit: 'bytes',
      peer: `budget ${budget.bytes}, ${hold.size} of ${STANDS} stands`,
    };
  });
}

async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-catalogue-'));
  const db = await openDatabase(folder);
  try {
    await writeProducts(db, PRODUCTS);
    const bus = inProcessBus((error) => {
      throw error;
    });
    const catalogue = openCatalogue(db, bus, () => true);
    let [blocked, last] = [0, performance.now()];
    const beat = setInterval(() => {
      blocked = Math.max(blocked, performance.now() - last - 5);
      last = performance.now();
    }, 5);
    const began = performance.now();
    const search = openSearch(catalogue, bus, openLog('silent'));
    await search.ready;
    clearInterval(beat);
    const rows: Row[] = [
      { name: 'products', value: PRODUCTS, unit: '' },
      { name: 'index_s', value: rounded((performance.now() - began) / 1000, 2), unit: 's' },
      { name: 'index_block_ms_max', value: rounded(blocked, 1), unit: 'ms', peer: 'budget 50' },
      ...(await timeSearches(search, (slugs) => catalogue.list({ slugs }))),
      ...streamed(),
    ];
    search.close();
    return rows;
  } finally {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A large catalogue: how fast it is searched, and what a room full of it holds. */
export const bench: Bench = { title: 'Ten thousand products: search; a room with sixty stands', run };
