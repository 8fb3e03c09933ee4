import type { CDPSession, Page } from 'playwright-core';
import { enter, openPlainWindow, startPlainBrowser, startServer, stats } from '../client/e2e/harness.ts';
import { gzipBytes, median, rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';

const RUNS = 3;

/** Bytes as they came over the wire, by the browser's own count. */
type Traffic = { all: number; close(): Promise<void> };

async function countTraffic(page: Page): Promise<Traffic> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const traffic: Traffic = { all: 0, close: () => session.detach() };
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    traffic.all += encodedDataLength;
  });
  await session.send('Network.enable');
  return traffic;
}

type Visit = {
  interactive: number;
  seen: number;
  scriptsKb: number;
  firstMb: number;
  completeMb: number;
  drawCalls: number;
  triangles: number;
};

/** One visit with an empty cache: link opened, room drawn and enterable, walked in, seen by somebody who was there. */
async function visit(
  browser: Awaited<ReturnType<typeof startPlainBrowser>>,
  url: string,
  witness: Page,
): Promise<Visit> {
  const guest = await openPlainWindow(browser, `${url}/healthz`);
  const { page } = guest;
  const traffic = await countTraffic(page);
  await witness.waitForFunction(() => window.vitrine!.stats().visitors === 1, undefined, { timeout: 60_000 });
  const start = performance.now();
  await page.goto(url);
  await page.getByLabel('Your name').fill('Visitor');
  await page
    .getByRole('button', { name: 'Enter showroom' })
    .and(page.locator(':enabled'))
    .waitFor({ timeout: 120_000 });
  const interactive = (performance.now() - start) / 1000;
  const all = traffic.all;
  // What is fetched for walking in while one is still at the door comes after the room's own mark.
  const scripts = await page.evaluate(() => {
    const { startTime } = performance.getEntriesByName('vitrine.room')[0]!;
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const until = entries.filter(({ name, responseEnd }) => name.endsWith('.js') && responseEnd <= startTime);
    return [...new Set(until.map(({ name }) => name))];
  });
  await enter(page, 'Visitor');
  await witness.waitForFunction(() => window.vitrine!.stats().visitors > 1, undefined, {
    timeout: 60_000,
  });
  const seen = (performance.now() - start) / 1000;
  await page.waitForFunction(() => window.vitrine!.stats().videoFramesShown > 0, undefined, {
    timeout: 60_000,
  });

  const now = await stats(page);
  const complete = traffic.all;
  await traffic.close();
  await guest.close();
  return {
    interactive,
    seen,
    scriptsKb: (await Promise.all(scripts.map(gzipBytes))).reduce((a, b) => a + b, 0) / 1024,
    firstMb: all / 1e6,
    completeMb: complete / 1e6,
    drawCalls: now.drawCalls,
    triangles: now.triangles,
  };
}

async function run(): Promise<Row[]> {
  const server = await startServer();
  const browser = await startPlainBrowser();
  try {
    const witness = await openPlainWindow(browser, server.url);
    await enter(witness.page, 'Witness');
    const visits: Visit[] = [];
    for (let index = 0; index < RUNS; index++) visits.push(await visit(browser, server.url, witness.page));
    const middle = (of: (visit: Visit) => number): number => median(visits.map(of));
    return [
      {
        name: 'seen_by_other_s',
        value: rounded(
          middle((v) => v.seen),
          2,
        ),
        unit: 's',
      },
      {
        name: 'first_interactive_s',
        value: rounded(
          middle((v) => v.interactive),
          2,
        ),
        unit: 's',
      },
      {
        name: 'js_gz_first_interactive_kb',
        value: rounded(
          middle((v) => v.scriptsKb),
          0,
        ),
        unit: 'kB',
        peer: 'budget 350',
      },
      {
        name: 'bytes_first_interactive_mb',
        value: rounded(
          middle((v) => v.firstMb),
          2,
        ),
        unit: 'MB',
        peer: 'budget 2.5',
      },
      {
        name: 'bytes_complete_mb',
        value: rounded(
          middle((v) => v.completeMb),
          2,
        ),
        unit: 'MB',
        peer: 'budget 5',
      },
      { name: 'drawcalls_empty', value: middle((v) => v.drawCalls), unit: 'calls', peer: 'budget 120' },
      {
        name: 'triangles_empty',
        value: middle((v) => v.triangles),
        unit: 'triangles',
        peer: 'budget 400000',
      },
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

/** How long and how much it takes from a link to being seen. */
export const bench: Bench = {
  title: 'From the opened link to being seen by somebody else (empty caches)',
  run,
};
