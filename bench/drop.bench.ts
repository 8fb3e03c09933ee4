import { loadavg } from 'node:os';
import { startPostgres } from '../server/testing/postgres.ts';
import { atOnce, type Outcome, within } from './drop/crowdOfBuyers.ts';
import { openLines, type Send } from './drop/lines.ts';
import { openOurShop } from './drop/ourShop.ts';
import { openVendure } from './drop/vendure.ts';
import { median, percentile, rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';

/** Pieces that there are, and buyers who want one: many within seconds, and some at once. */
const PIECES = 100;
const RUSH = { buyers: 2000, ms: 5000 };
const CROWD = { buyers: 200, atOnce: 100 };
/** Drops whose middle one counts, and buyers before them who warm everything up. */
const DROPS = 5;
const WARM = 300;

/** Paid orders a second until the last of them, and how long each took. */
function judge(outcomes: readonly Outcome[], began: number) {
  const paid = outcomes.filter(({ end }) => end === 'paid');
  const failed = outcomes.filter(({ end }) => end === 'failed');
  if (failed.length > 0) console.log(`  ${failed.length} failed, the first: ${failed[0]!.why}`);
  const seconds = (Math.max(...paid.map(({ at }) => at)) - began) / 1000;
  const times = paid.map(({ ms }) => ms);
  return {
    paid: paid.length,
    failed: failed.length,
    perSecond: paid.length / seconds,
    p99: percentile(times, 0.99),
  };
}

async function crowd(way: Parameters<typeof atOnce>[0], send: Send) {
  const began = performance.now();
  return judge(await atOnce(way, CROWD.buyers, CROWD.atOnce, send), began);
}

/** Our shop over an engine: some at once, then everybody within seconds. */
async function ours(engine: string, database: string | undefined, send: Send) {
  const shop = await openOurShop(database);
  try {
    await shop.stock(10 * WARM);
    await atOnce(shop.way, WARM, CROWD.atOnce, send);
    const drops: Awaited<ReturnType<typeof crowd>>[] = [];
    let sold = (await shop.books()).pieces;
    let oversold = 0;
    const count = async (): Promise<void> => {
      const { pieces, left } = await shop.books();
      oversold += Math.max(0, pieces - sold - PIECES, -left);
      sold = pieces;
    };
    for (let drop = 0; drop < DROPS; drop++) {
      await shop.stock(PIECES);
      drops.push(await crowd(shop.way, send));
      await count();
    }
    await shop.stock(PIECES);
    const began = performance.now();
    const all = await within(shop.way, RUSH.buyers, RUSH.ms, send);
    const rush = judge(all, began);
    await count();
    const { breaches } = await shop.books();
    if (breaches.length > 0) throw new Error(`the books do not add up:\n${breaches.join('\n')}`);
    const perSecond = median(drops.map((one) => one.perSecond));
    const name = (row: string) => `${row}_${engine}`;
    const rows: Row[] = [
      {
        name: name('orders_per_s'),
        value: rounded(perSecond, 1),
        unit: '/s',
        peer: `${CROWD.atOnce} at once`,
      },
      {
        ...{ name: name('p99_ms'), value: Math.round(median(drops.map(({ p99 }) => p99))), unit: 'ms' },
        peer: `whole way, ${CROWD.atOnce} at once; at most 2000`,
      },
      {
        ...{ name: name('rush_s'), value: rounded((Math.max(...all.map(({ at }) => at)) - began) / 1000, 2) },
        ...{ unit: 's', peer: `until all of ${RUSH.buyers} are answered` },
      },
      {
        name: name('rush_p99_ms'),
        value: Math.round(
          percentile(
            all.map(({ ms }) => ms),
            0.99,
          ),
        ),
        unit: 'ms',
      },
      { name: name('rush_orders_per_s'), value: rounded(rush.perSecond, 1), unit: '/s' },
      { name: name('oversold'), value: oversold, unit: '' },
      {
        name: name('failed'),
        value: rush.failed + drops.reduce((sum, { failed }) => sum + failed, 0),
        unit: '',
      },
    ];
    return { rows, perSecond };
  } finally {
    await shop.close();
  }
}

/** The peer over the same server: the same crowd. */
async function peer(database: string, send: Send) {
  const shop = await openVendure(database, send);
  try {
    await shop.stock(1000);
    await atOnce(shop.way, 30, 20, send);
    await shop.stock(PIECES);
    const { perSecond, p99, failed } = await crowd(shop.way, send);
    const oversold = Math.max(0, (await shop.paid()) - PIECES);
    const rows: Row[] = [
      { name: 'orders_per_s_vendure', value: rounded(perSecond, 2), unit: '/s' },
      { name: 'p99_ms_vendure', value: Math.round(p99), unit: 'ms' },
      { name: 'oversold_vendure', value: oversold, unit: '' },
      { name: 'failed_vendure', value: failed, unit: '' },
    ];
    return { rows, perSecond };
  } finally {
    await shop.close();
  }
}

async function run(): Promise<Row[]> {
  const { send, close } = openLines();
  const postgres = await startPostgres();
  try {
    const sqlite = await ours('sqlite', undefined, send);
    const own = await ours('postgres', await postgres.createDatabase(), send);
    const other = await peer(await postgres.createDatabase(), send);
    return [
      ...sqlite.rows,
      ...own.rows,
      ...other.rows,
      {
        name: 'orders_per_s_ratio_to_vendure',
        value: rounded(own.perSecond / other.perSecond, 1),
        ...{ unit: '×', peer: 'on PostgreSQL; at least 20' },
      },
      { name: 'load_average', value: rounded(loadavg()[0]!, 2), unit: '' },
    ];
  } finally {
    close();
    await postgres.stop();
  }
}

/** Many buyers, few pieces: orders a second, none too many, beside another shop. */
export const bench: Bench = { title: '2 000 buyers want 100 pieces within 5 s', run };
