import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { startServer } from '../client/e2e/harness.ts';
import { percentile, rounded, wait } from './harness.ts';
import type { Bench, Row } from './report.ts';

const ROOMS = 5;
/** `ENGAGE_PEOPLE` makes a smaller crowd, for a quick look. */
const PEOPLE = Number(process.env.ENGAGE_PEOPLE ?? 500);
const LINES_PER_SECOND = 30;
const REACTIONS_PER_SECOND = 1000;
const PROCESSES = 2;
const SETTLE_MS = 5000;
const MEASURE_MS = 20_000;

type Told = {
  seconds: number;
  bytes: number;
  reactions: number;
  delays: number[];
  sentLines: number;
  sentReactions: number;
  refused: number;
};
type Figures = Told & { cores: number };

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('a process of visitors ended by itself');
  });
  return (await Promise.race([once(child, 'message'), ended]))[0] as T;
}

/** Lets everybody talk and react at once and measures. */
async function measure(): Promise<Figures> {
  const server = await startServer({ ROOM_CAPACITY: String(PEOPLE / ROOMS), MEDIA_WORKERS: '1' });
  const cpuSeconds = async (): Promise<number> =>
    Number(
      /^process_cpu_seconds_total (\S+)/m.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1],
    );
  const share = PEOPLE / PROCESSES;
  const rates = [LINES_PER_SECOND / PROCESSES, REACTIONS_PER_SECOND / PROCESSES].map(String);
  const children = Array.from({ length: PROCESSES }, (_, index) =>
    fork('bench/engageVisitors.ts', [server.url, String(share), String(index * share), ...rates]),
  );
  try {
    await Promise.all(children.map((child) => answerOf<number>(child)));
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    const rooms = Number(/^vitrine_rooms (\S+)/m.exec(metrics)?.[1]);
    if (rooms !== ROOMS) throw new Error(`${rooms} rooms were opened, not ${ROOMS}`);
    for (const child of children) child.send('begin');
    await wait(SETTLE_MS);
    for (const child of children) child.send('count');
    const [before, start] = [await cpuSeconds(), performance.now()];
    await wait(MEASURE_MS);
    const cores = ((await cpuSeconds()) - before) / ((performance.now() - start) / 1000);
    const answers = children.map((child) => answerOf<Told>(child));
    for (const child of children) child.send('told');
    const all = await Promise.all(answers);
    const sum = (of: (told: Told) => number): number => all.reduce((total, told) => total + of(told), 0);
    return {
      cores,
      seconds: sum((told) => told.seconds) / all.length,
      bytes: sum((told) => told.bytes),
      reactions: sum((told) => told.reactions),
      delays: all.flatMap((told) => told.delays),
      sentLines: sum((told) => told.sentLines),
      sentReactions: sum((told) => told.sentReactions),
      refused: sum((told) => told.refused),
    };
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await server.close();
  }
}

async function run(): Promise<Row[]> {
  const all = await measure();
  const { seconds, delays } = all;
  const each = (count: number): number => count / PEOPLE / seconds;
  const delay = (share: number): number => rounded(percentile(delays, share), 0);
  const expected = all.sentLines * PEOPLE;
  return [
    { name: 'visitors', value: PEOPLE, unit: 'people', peer: `in ${ROOMS} rooms of one showroom` },
    {
      name: 'lines_sent',
      value: rounded(all.sentLines / seconds, 1),
      unit: '1/s',
      peer: `asked for ${LINES_PER_SECOND}`,
    },
    {
      name: 'reactions_sent',
      value: rounded(all.sentReactions / seconds, 0),
      unit: '1/s',
      peer: `asked for ${REACTIONS_PER_SECOND}; refused ${all.refused}`,
    },
    {
      name: 'lines_heard_share',
      value: rounded(delays.length / expected, 3),
      unit: '',
      peer: 'of lines times people; those on their way at either end count once',
    },
    { name: 'delivery_p50_ms', value: delay(0.5), unit: 'ms' },
    { name: 'delivery_p95_ms', value: delay(0.95), unit: 'ms', peer: 'budget 250' },
    { name: 'delivery_p99_ms', value: delay(0.99), unit: 'ms' },
    {
      name: 'reaction_messages',
      value: rounded(each(all.reactions), 2),
      unit: '1/s',
      peer: `per client; each told singly ${rounded(all.sentReactions / seconds, 0)} (computed)`,
    },
    {
      name: 'down_per_client_B_s',
      value: rounded(each(all.bytes), 0),
      unit: 'B/s',
      peer: 'all that the room says, answers too',
    },
    { name: 'server_cores', value: rounded(all.cores, 2), unit: 'cores' },
  ];
}

/** Five hundred people in five rooms of one showroom talk and clap at once. */
export const bench: Bench = { title: `chat and reactions of ${PEOPLE} people in ${ROOMS} rooms`, run };
