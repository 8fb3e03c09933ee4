import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { enter, goTo, openPlainWindow, type Served, startPlainBrowser } from '../client/e2e/harness.ts';
import { goLive, staffOf } from '../client/e2e/returns.ts';
import { timecodeCamera, timecodeReader, toneMicrophone } from '../client/e2e/timecode.ts';
import { announce } from '../server/testing/announce.ts';
import { signIn } from '../server/testing/api.ts';
import type { RecordingFiles } from '../shared/model/replay.ts';
import { median, percentile, rounded, wait } from './harness.ts';
import { growth, type Sample, sample, startProbed } from './memory.ts';
import type { Bench, Row } from './report.ts';
import { readDelays } from './timecode.ts';

/** `LIVE_MINUTES` makes a shorter one, for a quick look; `LIVE_PLAYERS` one with fewer. */
const MINUTES = Number(process.env.LIVE_MINUTES || 30);
const PLAYERS = Number(process.env.LIVE_PLAYERS || 100);
const SAMPLE_MS = 10_000;
/** The share of the time that does not count: buffers, pools and caches fill. */
const WARM_UP = 0.3;
/** Seconds for which delays are read at the beginning and at the end. */
const READ_SECONDS = 20;

type Heard = { packets: number; missing: number; aheadMs: number };
type Playing = { open: boolean; video: Heard; audio: Heard };
/** Bytes that both pages hold after their garbage was collected, and that their browser takes of the machine. */
type PageSample = { atMs: number; host: number; visitor: number; browser: number };

/** Reads what pages and browser hold. */
async function openPageProbe(browser: Browser, pages: { host: Page; visitor: Page }) {
  const heapOf = async (page: Page) => {
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.enable');
    return async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
  };
  const [host, visitor] = [await heapOf(pages.host), await heapOf(pages.visitor)];
  const all = await browser.newBrowserCDPSession();
  return async (startMs: number): Promise<PageSample> => {
    const { processInfo } = await all.send('SystemInfo.getProcessInfo');
    const rss = processInfo.map(
      ({ id }) =>
        Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) * 1024,
    );
    return {
      host: await host(),
      visitor: await visitor(),
      browser: rss.reduce((sum, bytes) => sum + bytes, 0),
      atMs: performance.now() - startMs,
    };
  };
}

/** Packets that this machine has thrown away for want of room: who should have read them was not given the time. */
function thrownAway(): number {
  try {
    const [names, values] = readFileSync('/proc/net/snmp', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('Udp:'))
      .map((line) => line.split(' '));
    return Number(values![names!.indexOf('RcvbufErrors')]);
  } catch {
    return Number.NaN;
  }
}

async function players(child: ChildProcess): Promise<Playing[]> {
  const answer = once(child, 'message');
  child.send('count');
  return (await answer)[0];
}

/** What the players got between two looks: the share of packets missing, those that fell silent, and the clocks. */
function playerRows(before: readonly Playing[], after: readonly Playing[], thrown: number): Row[] {
  const both = (list: readonly Playing[]): Heard[] => list.flatMap(({ video, audio }) => [video, audio]);
  const sum = (list: readonly Playing[], of: keyof Heard): number =>
    both(list).reduce((total, heard) => total + heard[of], 0);
  const missing = sum(after, 'missing') - sum(before, 'missing');
  const packets = sum(after, 'packets') - sum(before, 'packets');
  const drift = (of: (playing: Playing) => number): number =>
    rounded(median(after.map((playing, i) => of(playing) - of(before[i]!))), 1);
  const silent = after.filter(
    ({ open, video, audio }, i) =>
      !open || video.packets === before[i]!.video.packets || audio.packets === before[i]!.audio.packets,
  );
  return [
    { name: 'players', value: after.length, unit: '', peer: `${silent.length} fell silent` },
    {
      name: 'packets_missing',
      value: rounded((missing / packets) * 1e6, 1),
      unit: 'ppm',
      peer: `${packets} came; this machine threw away ${thrown} of ${missing} for want of time`,
    },
    { name: 'picture_drift_ms', value: drift(({ video }) => video.aheadMs), unit: 'ms', peer: 'none' },
    { name: 'sound_drift_ms', value: drift(({ audio }) => audio.aheadMs), unit: 'ms', peer: 'none' },
    {
      name: 'sound_from_picture_ms',
      value: drift(({ video, audio }) => audio.aheadMs - video.aheadMs),
      unit: 'ms',
      peer: 'none',
    },
  ];
}

/** How much shorter the recording is than what was on air. */
async function recordingRows(server: Served, event: string): Promise<Row[]> {
  const owner = await signIn(staffOf(server), 'owner');
  const { files, startedAt, endedAt } = (await owner.call('GET', `/api/recordings/${event}`))
    .body as RecordingFiles;
  const programme = files.filter(({ feed }) => feed === 'programme');
  const onAir = endedAt! - startedAt - (programme[0]?.from ?? 0);
  const recorded = programme.reduce((sum, { ms }) => sum + ms, 0);
  return [
    {
      name: 'recording_missing_ms',
      value: onAir - recorded,
      unit: 'ms',
      peer: `${rounded(recorded / 1000, 1)} s in ${programme.length} file(s)`,
    },
  ];
}

async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-live-'));
  const server = await startProbed(folder, { MEDIA_WORKERS: '1' });
  const browser = await startPlainBrowser();
  let child: ChildProcess | undefined;
  try {
    const host = (await openPlainWindow(browser, `${server.url}/healthz`)).page;
    await host.addInitScript(timecodeCamera);
    await host.addInitScript(toneMicrophone);
    await goTo(host, server.links.studio);
    await goLive(host);
    const event = await announce(staffOf(server), 'Evening');
    await event.become('live');
    const visitor = (await openPlainWindow(browser, server.url, { viewport: { width: 320, height: 180 } }))
      .page;
    await enter(visitor, 'Ada');
    child = fork('bench/livePlayers.ts', [server.url, String(PLAYERS)]);
    await once(child, 'message');
    const pages = await openPageProbe(browser, { host, visitor });
    const start = performance.now();
    await wait(SAMPLE_MS);
    const first = await players(child);
    const thrownBefore = thrownAway();
    await visitor.evaluate(timecodeReader);
    const early = await visitor.evaluate(readDelays, READ_SECONDS);
    const samples: Sample[] = [];
    const pageSamples: PageSample[] = [];
    while (performance.now() - start < (MINUTES * 60 - READ_SECONDS) * 1000) {
      await wait(SAMPLE_MS);
      samples.push(await sample(folder, start));
      pageSamples.push(await pages(start));
    }
    const late = await visitor.evaluate(readDelays, READ_SECONDS);
    const last = await players(child);
    await event.become('ended');
    const counted = <Of extends { atMs: number }>(all: readonly Of[]): Of[] =>
      all.filter(({ atMs }) => atMs >= MINUTES * 60_000 * WARM_UP);
    const delay = (name: string, share: number, peer?: string): Row => ({
      name,
      value: rounded(percentile(late.delays, share), 0),
      unit: 'ms',
      peer: `${rounded(percentile(early.delays, share), 0)} at the beginning${peer ?? ''}`,
    });
    return [
      ...playerRows(first, last, thrownAway() - thrownBefore),
      ...(await recordingRows(server, event.id)),
      delay('screen_delay_p50_ms', 0.5),
      delay('screen_delay_p95_ms', 0.95),
      {
        name: 'screen_frames_per_s',
        value: rounded(late.delays.length / READ_SECONDS, 1),
        unit: '1/s',
        peer: `${rounded(early.delays.length / READ_SECONDS, 1)} at the beginning`,
      },
      growth('heap', counted(samples), ({ heap }) => heap),
      growth('rss', counted(samples), ({ rss }) => rss),
      growth('media_worker_rss', counted(samples), ({ media }) => media),
      growth('host_page_heap', counted(pageSamples), (one) => one.host),
      growth('visitor_page_heap', counted(pageSamples), (one) => one.visitor),
      growth('browser_rss', counted(pageSamples), (one) => one.browser),
      {
        name: 'transports',
        value: samples.at(-1)!.transports,
        unit: '',
        peer: `${samples[0]!.transports} at the beginning`,
      },
      { name: 'minutes', value: MINUTES, unit: 'min' },
      { name: 'load_average', value: rounded(loadavg()[0]!, 2), unit: '' },
    ];
  } finally {
    child?.disconnect();
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether picture, sound, recording and memory hold still over a long event. */
export const bench: Bench = {
  title: `${MINUTES} minutes live, recorded, with a visitor in the room and ${PLAYERS} players outside`,
  run,
};
