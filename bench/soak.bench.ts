import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startServer } from '../client/e2e/harness.ts';
import { median, rounded, wait } from './harness.ts';
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

/** What the server holds after its garbage was collected: bytes, and media objects that live. */
type Sample = { atMs: number; heap: number; rss: number; media: number; routers: number; transports: number };

/** Asks the probe inside the server. */
async function sample(probe: string, startMs: number): Promise<Sample> {
  const socket = connect(probe);
  let text = '';
  socket.on('data', (part) => {
    text += part;
  });
  await once(socket, 'end');
  return { atMs: performance.now() - startMs, ...JSON.parse(text) };
}

/** Growth in kB a minute: the middle of the slopes between all pairs, so that single steps of the allocator say little. */
function slope(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const slopes: number[] = [];
  for (const [index, a] of samples.entries())
    for (const b of samples.slice(index + 1))
      slopes.push((of(b) - of(a)) / 1024 / ((b.atMs - a.atMs) / 60_000));
  return rounded(median(slopes), 1);
}

async function ask(child: ChildProcess, question: string): Promise<{ visits: number; failed: number }> {
  const answer = once(child, 'message');
  child.send(question);
  return (await answer)[0];
}

async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-soak-'));
  const probe = join(folder, 'probe');
  const preload = pathToFileURL(join(import.meta.dirname, 'soakProbe.mjs')).href;
  const server = await startServer({
    // A small young generation: a large one is touched bit by bit for many minutes, which looks like a leak in the resident size.
    NODE_OPTIONS: `--max-semi-space-size=4 --import ${preload}`,
    SOAK_PROBE: probe,
    SEAT_SECONDS: String(SEAT_SECONDS),
    MEDIA_WORKERS: '1',
  });
  const people = async (): Promise<number> => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/^vitrine_people (\S+)/m.exec(text)?.[1]);
  };
  const start = performance.now();
  const before = await sample(probe, start);
  const visitors = fork('bench/soakVisitors.ts', [server.url, String(PEOPLE), String(STAY_MS)]);
  try {
    const samples: Sample[] = [];
    while (performance.now() - start < MINUTES * 60_000) {
      await wait(SAMPLE_MS);
      samples.push(await sample(probe, start));
    }
    const { visits, failed } = await ask(visitors, 'leave');
    if (visits === 0) throw new Error(`nobody came in: all ${failed} tries failed`);
    const deadline = performance.now() + CLOSE_MS + SEAT_SECONDS * 1000;
    let after = await sample(probe, start);
    while ((after.routers > 0 || (await people()) > 0) && performance.now() < deadline) {
      await wait(500);
      after = await sample(probe, start);
    }
    const counted = samples.filter(({ atMs }) => atMs >= WARM_UP_MS);
    const count = (name: string, value: number, peer?: string): Row => ({
      name,
      value,
      unit: '',
      ...(peer && { peer }),
    });
    const growth = (name: string, of: (sample: Sample) => number): Row => ({
      name: `${name}_kb_per_min`,
      value: slope(counted, of),
      unit: 'kB/min',
      peer: 'no growth',
    });
    return [
      growth('heap_growth', ({ heap }) => heap),
      growth('rss_growth', ({ rss }) => rss),
      growth('media_worker_rss_growth', ({ media }) => media),
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
