import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rounded, wait } from './harness.ts';
import { growth, type Sample, sample, startProbed } from './memory.ts';
import type { Bench, Row } from './report.ts';

/** `SOAK_MINUTES` makes a shorter one, for a quick look. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? 30);
const PEOPLE = 100;
/** Milliseconds that somebody stays, on average. */
const STAY_MS = 20_000;
const SAMPLE_MS = 5000;
/** Milliseconds at the start that do not count: code is compiled, pools and caches fill. */
const WARM_UP_MS = Math.min(MINUTES * 60_000 * 0.6, Math.max(180_000, MINUTES * 60_000 * 0.2));
/** How long the seat of one who dropped is kept, and how long rooms may take to close after that. */
const SEAT_SECONDS = 5;
const CLOSE_MS = 30_000;

async function ask(child: ChildProcess, question: string): Promise<{ visits: number; failed: number }> {
  const answer = once(child, 'message');
  child.send(question);
  return (await answer)[0];
}

async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-soak-'));
  const server = await startProbed(folder, { SEAT_SECONDS: String(SEAT_SECONDS), MEDIA_WORKERS: '1' });
  const people = async (): Promise<number> => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/^vitrine_people (\S+)/m.exec(text)?.[1]);
  };
  const start = performance.now();
  const before = await sample(folder, start);
  const visitors = fork('bench/soakVisitors.ts', [server.url, String(PEOPLE), String(STAY_MS)]);
  try {
    const samples: Sample[] = [];
    while (performance.now() - start < MINUTES * 60_000) {
      await wait(SAMPLE_MS);
      samples.push(await sample(folder, start));
    }
    const { visits, failed } = await ask(visitors, 'leave');
    if (visits === 0) throw new Error(`nobody came in: all ${failed} tries failed`);
    const deadline = performance.now() + CLOSE_MS + SEAT_SECONDS * 1000;
    let after = await sample(folder, start);
    while ((after.routers > 0 || (await people()) > 0) && performance.now() < deadline) {
      await wait(500);
      after = await sample(folder, start);
    }
    const counted = samples.filter(({ atMs }) => atMs >= WARM_UP_MS);
    const count = (name: string, value: number, peer?: string): Row => ({
      name,
      value,
      unit: '',
      ...(peer && { peer }),
    });
    return [
      growth('heap', counted, ({ heap }) => heap),
      growth('rss', counted, ({ rss }) => rss),
      growth('media_worker_rss', counted, ({ media }) => media),
      {
        name: 'heap_after_all_left_mb',
        value: rounded(after.heap / 1e6, 1),
        unit: 'MB',
        peer: `${rounded(before.heap / 1e6, 1)} before`,
      },
      count('people_left', await people(), 'none'),
      count('routers_left', after.routers, 'none'),
      count('transports_left', after.transports, 'none'),
      count('visits', visits),
      count('visits_failed', failed, 'none'),
      { name: 'minutes', value: MINUTES, unit: 'min' },
    ];
  } finally {
    visitors.disconnect();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether the server's memory grows while visitors come and go, and whether each leave frees everything. */
export const bench: Bench = {
  title: `${MINUTES} minutes of ${PEOPLE} visitors who join and leave (memory after garbage collection)`,
  run,
};
