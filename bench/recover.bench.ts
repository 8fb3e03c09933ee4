import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import {
  enter,
  goTo,
  moreFrames,
  openPlainWindow,
  type Served,
  startPlainBrowser,
  startServer,
} from '../client/e2e/harness.ts';
import {
  crash,
  goLive,
  kill,
  pictureBack,
  slateShown,
  staffOf,
  startAgain,
  trackOf,
} from '../client/e2e/returns.ts';
import { announce } from '../server/testing/announce.ts';
import { median, rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';

/** How often the media worker, the host's page and the server are killed: `RECOVER_RUNS=20,5,3`. */
const RUNS = (process.env.RECOVER_RUNS || '20,5,3').split(',').map(Number);
/** Seconds within which the picture is to be back. */
const BUDGET = { worker: 3, slate: 1, host: 10, restart: 20 } as const;
/** Frames that are shown before the next thing is killed. */
const CALM = 20;

const mediaWorkers = ({ child }: Served): number[] =>
  execFileSync('pgrep', ['-P', String(child.pid), '-f', 'mediasoup-worker'])
    .toString()
    .split('\n')
    .filter(Boolean)
    .map(Number);

/** Kills the worker below the stage; answers the seconds until the live picture moves again. */
async function killWorker(server: Served, visitor: Page): Promise<number> {
  const before = await trackOf(visitor);
  const [worker] = mediaWorkers(server);
  const back = pictureBack(visitor, before);
  const began = Date.now();
  process.kill(worker!, 'SIGKILL');
  return ((await back) - began) / 1000;
}

/** Crashes the host's page and opens the studio again; answers that page, and the seconds until slate and picture. */
async function crashHost(server: Served, visitor: Page, host: Page) {
  const before = await trackOf(visitor);
  const slate = slateShown(visitor);
  const began = Date.now();
  await crash(host);
  const slateSeconds = ((await slate) - began) / 1000;
  const back = pictureBack(visitor, before);
  const again = await host.context().newPage();
  await host.close();
  const opened = Date.now();
  await goTo(again, server.links.studio);
  return { again, slate: slateSeconds, back: ((await back) - opened) / 1000 };
}

/** Kills the server and starts it again; answers the new one, and the seconds until it listens and until the picture. */
async function restart(server: Served, visitor: Page) {
  const before = await trackOf(visitor);
  const back = pictureBack(visitor, before, 120_000);
  const began = Date.now();
  await kill(server);
  const next = await startAgain(server);
  const listens = (Date.now() - began) / 1000;
  return { next, listens, back: ((await back) - began) / 1000 };
}

async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-recover-'));
  // One worker: whichever is killed is the one below the stage.
  let server = await startServer({ MEDIA_WORKERS: '1' }, folder);
  const browser = await startPlainBrowser();
  const seconds = {
    worker: [] as number[],
    slate: [] as number[],
    host: [] as number[],
    restart: [] as number[],
    listens: [] as number[],
  };
  try {
    const visitor = (await openPlainWindow(browser, server.url)).page;
    await enter(visitor, 'Ada');
    let host = (await openPlainWindow(browser, server.links.studio)).page;
    await goLive(host);
    const [workers = 0, tabs = 0, restarts = 0] = RUNS;
    for (let i = 0; i < workers; i++) {
      await moreFrames(visitor, CALM);
      seconds.worker.push(await killWorker(server, visitor));
    }
    for (let i = 0; i < tabs; i++) {
      await moreFrames(visitor, CALM);
      const { again, slate, back } = await crashHost(server, visitor, host);
      host = again;
      seconds.slate.push(slate);
      seconds.host.push(back);
      await host.getByRole('button', { name: 'Stop' }).waitFor();
    }
    if (restarts > 0) await (await announce(staffOf(server), 'Evening')).become('live');
    for (let i = 0; i < restarts; i++) {
      await moreFrames(visitor, CALM);
      const { next, listens, back } = await restart(server, visitor);
      server = next;
      seconds.listens.push(listens);
      seconds.restart.push(back);
    }
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const rows = (name: string, values: readonly number[], budget?: number): Row[] => [
    { name: `${name}_median`, value: rounded(median(values), 2), unit: 's', peer: `${values.length} runs` },
    {
      name: `${name}_max`,
      value: rounded(Math.max(...values), 2),
      unit: 's',
      ...(budget !== undefined && { peer: `at most ${budget}` }),
    },
  ];
  return [
    ...(seconds.worker.length ? rows('worker_kill_s', seconds.worker, BUDGET.worker) : []),
    ...(seconds.host.length ? rows('slate_s', seconds.slate, BUDGET.slate) : []),
    ...(seconds.host.length ? rows('host_return_s', seconds.host, BUDGET.host) : []),
    ...(seconds.restart.length ? rows('restart_s', seconds.restart, BUDGET.restart) : []),
    ...(seconds.restart.length ? rows('server_listens_s', seconds.listens) : []),
    { name: 'load_average', value: rounded(loadavg()[0]!, 2), unit: '' },
  ];
}

/** What a visitor sees of a media worker, a host's page and a server that are killed. */
export const bench: Bench = { title: 'Until the live picture is back for a visitor in a browser', run };
