import type { Page } from 'playwright-core';
import { enter, openPlainWindow, startPlainBrowser, startServer } from '../client/e2e/harness.ts';
import { gzipBytes, median, rounded, wait } from './harness.ts';
import { type Line, openLine } from './line.ts';
import type { Bench, Row } from './report.ts';

const RUNS = 3;
const PACE = { roundTripMs: 60, bitsPerSecond: 10e6 };
/** Milliseconds without a new file after which all has come. */
const QUIET_MS = 2000;
/** Kept files from which on a second visit is warm: the room, a body, the products. */
const KEPT_GLB = 8;
const KEPT_WITHIN_MS = 60_000;

/** A moment of a visit: seconds since the link was opened, and bytes that had come down the line. */
type Moment = { seconds: number; bytes: number };
type Visit = {
  picture: Moment;
  room: Moment;
  walking: Moment;
  complete: Moment;
  roomJs: number;
  walkingJs: number;
};

/** What the page itself knows: milliseconds since the link was opened. */
type Times = {
  origin: number;
  picture: number;
  room: number;
  walking: number;
  files: { name: string; end: number }[];
};

/** Waits until nothing has come for a while, and reads the page's own clock. */
async function timesOf(page: Page): Promise<Times> {
  await page.waitForFunction(
    (quiet) => {
      const last = Math.max(
        ...performance
          .getEntriesByType('resource')
          .map((entry) => (entry as PerformanceResourceTiming).responseEnd),
      );
      const { videoFramesShown } = window.vitrine!.stats();
      const settingOut = document.querySelector('.progress-line');
      return videoFramesShown > 0 && !settingOut && performance.now() - last > quiet;
    },
    QUIET_MS,
    { timeout: 120_000, polling: 100 },
  );
  return page.evaluate(async () => {
    const picture = await new Promise<number>((resolve) => {
      new PerformanceObserver((list) => {
        resolve((list.getEntries()[0] as unknown as { renderTime: number }).renderTime);
      }).observe({ type: 'element', buffered: true });
    });
    const mark = (name: string): number => performance.getEntriesByName(name)[0]!.startTime;
    return {
      origin: performance.timeOrigin,
      picture,
      room: mark('vitrine.room'),
      walking: mark('vitrine.inside'),
      files: performance.getEntriesByType('resource').map((entry) => ({
        name: entry.name,
        end: (entry as PerformanceResourceTiming).responseEnd,
      })),
    };
  });
}

/** Opens the link, walks in as soon as that can be done, and waits until all has come. */
async function visit(page: Page, line: Line, server: string): Promise<Visit> {
  await page.goto(line.url);
  await enter(page, 'Visitor');
  const { origin, picture, room, walking, files } = await timesOf(page);
  const moment = (ms: number): Moment => ({ seconds: ms / 1000, bytes: line.bytesAt(origin + ms) });
  const before = moment(0).bytes;
  const since = (ms: number): Moment => ({ ...moment(ms), bytes: moment(ms).bytes - before });
  const scripts = files.filter(({ name }) => name.endsWith('.js'));
  const sizes = new Map(
    await Promise.all(
      scripts.map(async ({ name }) => [name, await gzipBytes(name.replace(line.url, server))] as const),
    ),
  );
  const scriptsUntil = (ms: number): number =>
    [...new Set(scripts.filter(({ end }) => end <= ms).map(({ name }) => name))].reduce(
      (sum, name) => sum + sizes.get(name)!,
      0,
    );
  return {
    picture: since(picture),
    room: since(room),
    walking: since(walking),
    complete: since(Math.max(walking, ...files.map(({ end }) => end))),
    roomJs: scriptsUntil(room),
    walkingJs: scriptsUntil(walking),
  };
}

/** Resolves when the service worker has kept what a second visit needs. */
async function kept(page: Page): Promise<void> {
  const models = () =>
    page.evaluate(async () => {
      const pages = await (await caches.open('vitrine-page')).keys();
      const files = await (await caches.open('vitrine-asset')).keys();
      return pages.length > 0 ? files.filter(({ url }) => url.endsWith('.glb')).length : 0;
    });
  const deadline = performance.now() + KEPT_WITHIN_MS;
  while ((await models()) < KEPT_GLB) {
    if (performance.now() > deadline) throw new Error('the service worker did not keep the room');
    await wait(200);
  }
}

function rowsOf(visits: readonly Visit[], suffix: string, budgets: boolean): Row[] {
  const middle = (of: (visit: Visit) => number): number => median(visits.map(of));
  const seconds = (name: string, of: (visit: Visit) => Moment, peer?: string): Row => ({
    name: `${name}_s${suffix}`,
    value: rounded(
      middle((visit) => of(visit).seconds),
      2,
    ),
    unit: 's',
    ...(peer && { peer }),
  });
  const kilobytes = (name: string, of: (visit: Visit) => number, peer?: string): Row => ({
    name: `${name}_kb${suffix}`,
    value: rounded(middle(of) / 1024, 0),
    unit: 'kB',
    ...(peer && { peer }),
  });
  return [
    seconds('first_picture', ({ picture }) => picture, budgets ? 'budget 1' : undefined),
    seconds('first_interactive', ({ room }) => room),
    seconds('walking', ({ walking }) => walking),
    seconds('complete', ({ complete }) => complete),
    kilobytes('js_gz_first_interactive', ({ roomJs }) => roomJs, budgets ? 'budget 350' : undefined),
    kilobytes('js_gz_walking', ({ walkingJs }) => walkingJs),
    kilobytes('bytes_first_picture', ({ picture }) => picture.bytes),
    kilobytes('bytes_walking', ({ walking }) => walking.bytes),
    kilobytes('bytes_complete', ({ complete }) => complete.bytes),
  ];
}

async function run(): Promise<Row[]> {
  const server = await startServer();
  const line = await openLine(Number(new URL(server.url).port), PACE);
  const browser = await startPlainBrowser();
  try {
    const cold: Visit[] = [];
    const warm: Visit[] = [];
    for (let index = 0; index < RUNS; index++) {
      const guest = await openPlainWindow(browser, `${line.url}/healthz`);
      cold.push(await visit(guest.page, line, server.url));
      await kept(guest.page);
      await guest.page.goto('about:blank');
      warm.push(await visit(guest.page, line, server.url));
      await guest.close();
    }
    return [...rowsOf(cold, '', true), ...rowsOf(warm, '_warm', false)];
  } finally {
    await browser.close();
    await line.close();
    await server.close();
  }
}

/** How long and how much the pictures, walking and all of it take, for a newcomer and on the second visit. */
export const bench: Bench = {
  title: `Loading over 10 Mbit/s with a round trip of 60 ms, cold and warm (median of ${RUNS})`,
  run,
};
