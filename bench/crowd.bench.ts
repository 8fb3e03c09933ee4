import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { startServer } from '../client/e2e/harness.ts';
import { percentile, rounded, wait } from './harness.ts';
import type { Bench, Row } from './report.ts';

/** `CROWD_PEOPLE` makes a smaller crowd, for a quick look; `CROWD_HEADSETS=5` gives one in five a headset. */
const PEOPLE = Number(process.env.CROWD_PEOPLE ?? 500);
const PROCESSES = 2;
const SETTLE_MS = 4000;
const MEASURE_MS = 15_000;
/** Metres around the crowd's middle within which a visitor counts as in the middle. */
const MIDDLE_METRES = 2.5;

/** What one server cost and told: cores, the 99th percentile of ticks, bytes per second. */
type Figures = {
  cores: number;
  tickP99: number;
  downMiddle: number;
  downMean: number;
  heldMiddle: number;
  nearAvatar: number;
};
/** A server under load: how much processor it has used (ms), and how its ticks were. */
type Server = {
  url: string;
  cpuMs(): Promise<number>;
  tickP99(): Promise<number>;
  reset(): Promise<void>;
  close(): Promise<void>;
};
type Told = { x: number; z: number; bytes: number; held: number; nearest: number };

/** Waits until a child says that it is ready; fails when it ends instead. */
async function started(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('a process of the crowd ended by itself');
  });
  await Promise.race([once(child, 'message'), ended]);
}

async function ask<T>(child: ChildProcess, question: string): Promise<T> {
  const answer = once(child, 'message');
  child.send(question);
  return (await answer)[0] as T;
}

async function ours(): Promise<Server> {
  const server = await startServer({ ROOM_CAPACITY: String(PEOPLE), MEDIA_WORKERS: '1' });
  const metric = async (name: string): Promise<number> => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
  };
  return {
    url: server.url,
    cpuMs: async () => (await metric('process_cpu_seconds_total')) * 1000,
    tickP99: () => metric('vitrine_room_tick_p99_ms'),
    reset: async () => {},
    close: server.close,
  };
}

let nextPort = 29_310;
async function plain(mode: 'plain' | 'views'): Promise<Server> {
  const port = nextPort++;
  const child = fork('bench/crowd/plainServer.ts', [mode, String(port)]);
  await started(child);
  type Answer = { cpuMs: number; ticks: number[] };
  return {
    url: `http://127.0.0.1:${port}`,
    cpuMs: async () => (await ask<Answer>(child, 'cpu')).cpuMs,
    tickP99: async () => percentile((await ask<Answer>(child, 'ticks')).ticks, 0.99),
    reset: async () => void (await ask(child, 'reset')),
    close: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Lets the crowd walk on a server and measures. */
async function measure(open: () => Promise<Server>, kind: string): Promise<Figures> {
  const server = await open();
  const share = PEOPLE / PROCESSES;
  const walkers = Array.from({ length: PROCESSES }, (_, index) =>
    fork('bench/crowd/walkers.ts', [server.url, String(share), kind, String(index * share)]),
  );
  try {
    await Promise.all(walkers.map(started));
    await wait(SETTLE_MS);
    await server.reset();
    for (const child of walkers) child.send('count');
    const [cpuBefore, start] = [await server.cpuMs(), performance.now()];
    await wait(MEASURE_MS);
    const seconds = (performance.now() - start) / 1000;
    const cores = ((await server.cpuMs()) - cpuBefore) / 1000 / seconds;
    const tickP99 = await server.tickP99();
    const told = (await Promise.all(walkers.map((child) => ask<Told[]>(child, 'told')))).flat();
    const x = told.reduce((sum, one) => sum + one.x, 0) / told.length;
    const z = told.reduce((sum, one) => sum + one.z, 0) / told.length;
    const middle = told.filter((one) => Math.hypot(one.x - x, one.z - z) < MIDDLE_METRES);
    const mean = (list: Told[], of: (one: Told) => number) =>
      list.reduce((sum, one) => sum + of(one), 0) / Math.max(1, list.length) / seconds;
    return {
      cores,
      tickP99,
      downMiddle: mean(middle, (one) => one.bytes),
      downMean: mean(told, (one) => one.bytes),
      heldMiddle: mean(middle, (one) => one.held),
      nearAvatar: mean(middle, (one) => one.nearest),
    };
  } finally {
    for (const child of walkers) child.kill('SIGKILL');
    await server.close();
  }
}

async function run(): Promise<Row[]> {
  const [us, state, views] = [
    await measure(ours, 'ours'),
    await measure(() => plain('plain'), 'plain'),
    await measure(() => plain('views'), 'plain'),
  ];
  const peers = (of: (figures: Figures) => number, decimals: number): string =>
    `replicated state ${rounded(of(state), decimals)}, with views ${rounded(of(views), decimals)}`;
  const kb = (of: (figures: Figures) => number) => (figures: Figures) => of(figures) / 1000;
  return [
    { name: 'visitors', value: PEOPLE, unit: 'people' },
    {
      name: 'tick_p99_ms',
      value: rounded(us.tickP99, 1),
      unit: 'ms',
      peer: `${peers((f) => f.tickP99, 1)}; budget 50`,
    },
    {
      name: 'server_cores',
      value: rounded(us.cores, 2),
      unit: 'cores',
      peer: `${peers((f) => f.cores, 2)}; budget 1`,
    },
    {
      name: 'down_per_visitor_kB_s',
      value: rounded(us.downMiddle / 1000, 1),
      unit: 'kB/s',
      peer: `${peers(
        kb((f) => f.downMiddle),
        1,
      )}; budget 15`,
    },
    {
      name: 'down_mean_kB_s',
      value: rounded(us.downMean / 1000, 1),
      unit: 'kB/s',
      peer: peers(
        kb((f) => f.downMean),
        1,
      ),
    },
    { name: 'heads_and_hands_B_s', value: rounded(us.heldMiddle, 0), unit: 'B/s' },
    {
      name: 'near_avatar_B_s',
      value: rounded(us.nearAvatar, 0),
      unit: 'B/s',
      peer: 'budget 130; published: Hyperfy 1000, @colyseus/schema int16 13 B a patch (195 at 15 a second)',
    },
  ];
}

/** Five hundred walk in one room of the real server; the same crowd on plain replicated state, and on views. */
export const bench: Bench = { title: `${PEOPLE} people walking in one room`, run };
