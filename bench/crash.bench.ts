import { shopUnderKills } from '../server/testing/killedShop.ts';
import { startPostgres } from '../server/testing/postgres.ts';
import { rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';

/** How often a server is killed on each engine, and how many checkouts there are at least. */
const KILLS = 20;
const CHECKOUTS = 200;
const SEED = Number(process.env.CRASH_SEED || 20260401);

async function rowsOf(engine: string, databaseUrl?: string): Promise<Row[]> {
  const report = await shopUnderKills({ databaseUrl, kills: KILLS, checkouts: CHECKOUTS, seed: SEED });
  for (const violation of report.violations) console.log(`  ${violation}`);
  const checkouts = report.paid + report.declined;
  return [
    { name: `checkouts_${engine}`, value: checkouts, unit: '', peer: `${KILLS} kills, then one more` },
    { name: `violations_${engine}`, value: report.violations.length, unit: '', peer: 'at most 0' },
    { name: `up_again_s_max_${engine}`, value: rounded(Math.max(...report.upAgainSeconds), 2), unit: 's' },
  ];
}

async function run(): Promise<Row[]> {
  const sqlite = await rowsOf('sqlite');
  const postgres = await startPostgres();
  try {
    const other = await rowsOf('postgres', await postgres.createDatabase());
    const rows = [...sqlite, ...other];
    const sum = (name: string) =>
      rows.filter((row) => row.name.startsWith(name)).reduce((total, { value }) => total + value, 0);
    const worst = Math.max(
      ...rows.filter(({ name }) => name.startsWith('up_again')).map(({ value }) => value),
    );
    return [
      ...rows,
      { name: 'violations', value: sum('violations'), unit: '' },
      { name: 'up_again_s_max', value: worst, unit: 's' },
    ];
  } finally {
    await postgres.stop();
  }
}

/** The server is killed at random points of many checkouts: what is lost, and how soon it is back. */
export const bench: Bench = { title: 'Killed while people buy, on each engine', run };
