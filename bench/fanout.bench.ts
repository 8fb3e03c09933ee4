import { cpus } from 'node:os';
import { createWorker, type types } from 'mediasoup';
import { cachedWorker } from '../scripts/setup/worker-find.ts';
import { readConfig } from '../server/config.ts';
import { openLog } from '../server/log.ts';
import { openFeeds } from '../server/stage/feeds.ts';
import { type Film, openHouseChannel, readFilm } from '../server/stage/house.ts';
import { MEDIA_CODECS, openMediaPool } from '../server/stage/pool.ts';
import { openStage } from '../server/stage/stage.ts';
import { median, openSink, rounded, type Sink, wait } from './harness.ts';
import type { Bench, Row } from './report.ts';

/** How many more consumers each step adds, and when the search ends. */
const STEP = 60;
const MOST = 240;
const SETTLE_MS = 500;
const MEASURE_MS = 2000;
/** Consumers of each while both are measured side by side, and how often. */
const BESIDE = 80;
const WINDOWS = 5;
/** How often both are opened anew: where a process lies in memory makes a difference of some percent. */
const OPENINGS = 4;
/** Share of packets that may be missing, and of a core that the worker may use, before a step counts as too much. */
const LOSS = 0.001;
const FULL_CORE = 0.97;

const SUITE = 'AES_CM_128_HMAC_SHA1_80' as const;

/** A router with a live producer on it, and the worker below. */
type Source = { router: types.Router; producer: string; worker: types.Worker; close(): void };

/** The peer: mediasoup alone, in the shortest script that sends the same film. */
async function bareSource(film: Film, workerBin: string): Promise<Source> {
  const worker = await createWorker({ workerBin, logLevel: 'none' });
  const router = await worker.createRouter({ mediaCodecs: MEDIA_CODECS });
  const channel = await openHouseChannel(router, film);
  channel.setPlaying(true);
  return { router, producer: channel.video, worker, close: () => worker.close() };
}

/** Ours: a stage and the feeds of its rooms, one room on each of so many workers, as the server opens them. */
async function ourSources(film: Film, workerBin: string, workers: number): Promise<Source[]> {
  const config = readConfig({
    MEDIASOUP_WORKER_BIN: workerBin,
    MEDIA_PORT: '0',
    MEDIA_LISTEN_IP: '127.0.0.1',
  });
  const log = openLog('silent');
  const pool = await openMediaPool(config, workers, log);
  const stage = await openStage(pool, film, log);
  const opened: types.Worker[] = [];
  const recording = {
    ...pool,
    async openRouter() {
      const media = await pool.openRouter();
      opened.push(media.worker);
      return media;
    },
  };
  const openRoom = async (): Promise<Source> => {
    const feeds = await openFeeds(stage, recording, { back() {}, consumerClosed() {} }, log);
    const { router } = feeds.media();
    // Whoever is first brings the programme into the room.
    await feeds.openTransport('first');
    await feeds.consume('first', stage.onAir().video, router.rtpCapabilities);
    const { mapProducerIdConsumerIds } = await router.dump();
    const producer = mapProducerIdConsumerIds[0]!.key;
    const close = (): void => {
      feeds.close();
      stage.close();
      pool.close();
    };
    return { router, producer, worker: opened.at(-1)!, close };
  };
  const rooms: Source[] = [];
  while (rooms.length < workers) rooms.push(await openRoom());
  if (new Set(opened).size !== workers) throw new Error('two rooms are on one worker');
  return rooms;
}

async function addConsumer(source: Source, sink: Sink): Promise<types.Consumer> {
  const transport = await source.router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
    rtcpMux: true,
    enableSrtp: true,
    srtpCryptoSuite: SUITE,
  });
  const srtpParameters = { ...transport.srtpParameters!, cryptoSuite: SUITE };
  await transport.connect({ ip: '127.0.0.1', port: sink.port, srtpParameters });
  return transport.consume({ producerId: source.producer, rtpCapabilities: source.router.rtpCapabilities });
}

const cpuMs = async (worker: types.Worker): Promise<number> => {
  const usage = await worker.getResourceUsage();
  return usage.ru_utime + usage.ru_stime;
};

/** Packets that consumers were sent. */
async function sentTo(consumers: readonly types.Consumer[]): Promise<number> {
  const stats = await Promise.all(consumers.map((consumer) => consumer.getStats()));
  return stats.reduce(
    (sum, [own]) => sum + ((own as { packetCount?: number } | undefined)?.packetCount ?? 0),
    0,
  );
}

/** How many consumers a source serves without loss. */
async function mostConsumers(source: Source): Promise<number> {
  const sink = await openSink();
  const consumers: types.Consumer[] = [];
  const look = async () => ({
    cpu: await cpuMs(source.worker),
    sent: await sentTo(consumers),
    got: await sink.count(),
    at: performance.now(),
  });
  let most = 0;
  try {
    while (consumers.length < MOST) {
      consumers.push(...(await Promise.all(Array.from({ length: STEP }, () => addConsumer(source, sink)))));
      await wait(SETTLE_MS);
      const before = await look();
      await wait(MEASURE_MS);
      const after = await look();
      const missing = 1 - (after.got - before.got) / (after.sent - before.sent);
      const cores = (after.cpu - before.cpu) / (after.at - before.at);
      if (most > 0 && (missing > LOSS || cores >= FULL_CORE)) break;
      most = consumers.length;
    }
  } finally {
    sink.close();
    source.close();
  }
  return most;
}

/** Packets that a second of the worker's CPU sends, of both at the same time: they show the same scene, and share what the machine gives. */
async function sideBySide(bare: Source, ours: Source): Promise<{ bare: number; ours: number }[]> {
  const sink = await openSink();
  const all = [bare, ours];
  try {
    const consumers = await Promise.all(
      all.map((source) => Promise.all(Array.from({ length: BESIDE }, () => addConsumer(source, sink)))),
    );
    await wait(SETTLE_MS);
    const look = () =>
      Promise.all(
        all.map(async ({ worker }, i) => ({ sent: await sentTo(consumers[i]!), cpu: await cpuMs(worker) })),
      );
    const windows: { bare: number; ours: number }[] = [];
    while (windows.length < WINDOWS) {
      const before = await look();
      await wait(MEASURE_MS);
      const after = await look();
      const [a, b] = after.map(
        ({ sent, cpu }, i) => ((sent - before[i]!.sent) * 1000) / (cpu - before[i]!.cpu),
      );
      windows.push({ bare: a!, ours: b! });
    }
    return windows;
  } finally {
    sink.close();
    for (const source of all) source.close();
  }
}

/** Milliseconds for which two workers are watched, and consumers on each. */
const TWO_MS = 4000;
const ON_EACH = MOST;

/** Packets that arrive in a second from so many rooms on as many workers, each with as many consumers. */
async function packetsPerSecond(film: Film, workerBin: string, workers: number): Promise<number> {
  const sources = await ourSources(film, workerBin, workers);
  const sink = await openSink();
  try {
    for (const source of sources)
      await Promise.all(Array.from({ length: ON_EACH }, () => addConsumer(source, sink)));
    await wait(SETTLE_MS);
    const [got, since] = [await sink.count(), performance.now()];
    await wait(TWO_MS);
    return ((await sink.count()) - got) / ((performance.now() - since) / 1000);
  } finally {
    sink.close();
    for (const source of sources) source.close();
  }
}

/** Cores of this machine that others leave, over a second. */
async function freeCores(): Promise<number> {
  const sum = () =>
    cpus().reduce(
      ({ idle, all }, { times }) => ({
        idle: idle + times.idle,
        all: all + times.idle + times.user + times.sys + times.nice + times.irq,
      }),
      { idle: 0, all: 0 },
    );
  const before = sum();
  await wait(1000);
  const after = sum();
  return (cpus().length * (after.idle - before.idle)) / (after.all - before.all);
}

/** One programme over one worker, and piped over two. */
async function twoWorkers(film: Film, workerBin: string): Promise<Row> {
  const free = await freeCores();
  const [one, both] = [
    await packetsPerSecond(film, workerBin, 1),
    await packetsPerSecond(film, workerBin, 2),
  ];
  return {
    name: 'two_workers_ratio',
    value: rounded(both / one, 2),
    unit: '×',
    peer: `${rounded(both, 0)} against ${rounded(one, 0)} packets/s; ${rounded(free, 1)} of ${cpus().length} cores were free`,
  };
}

async function run(): Promise<Row[]> {
  const workerBin = process.env.MEDIASOUP_WORKER_BIN ?? cachedWorker();
  const film = await readFilm(['assets/film/house.ivf'], 'assets/film/house.opus.ogg');
  const bareMost = await mostConsumers(await bareSource(film, workerBin));
  const ourMost = await mostConsumers((await ourSources(film, workerBin, 1))[0]!);
  const pairs: { bare: number; ours: number }[] = [];
  for (let i = 0; i < OPENINGS; i++) {
    const [bare, ours] = [await bareSource(film, workerBin), (await ourSources(film, workerBin, 1))[0]!];
    pairs.push(...(await sideBySide(bare, ours)));
  }
  const ratios = pairs.map(({ bare, ours }) => ours / bare);
  return [
    {
      name: 'consumers',
      value: ourMost,
      unit: 'consumers',
      peer: `bare ${bareMost}; the search ends at ${MOST}`,
    },
    {
      name: 'packets_per_cpu_s',
      value: rounded(median(pairs.map(({ ours }) => ours)), 0),
      unit: '1/s',
      peer: `bare ${rounded(median(pairs.map(({ bare }) => bare)), 0)}`,
    },
    {
      name: 'ratio_to_bare_mediasoup',
      value: rounded(median(ratios), 3),
      unit: '×',
      peer: `at least 0.95; ${ratios.map((ratio) => rounded(ratio, 2)).join(', ')}`,
    },
    await twoWorkers(film, workerBin),
  ];
}

/** What one worker sends, below our stage and below nothing; and what two send. */
export const bench: Bench = {
  title: 'One programme to many consumers on one worker, against bare mediasoup',
  run,
};
