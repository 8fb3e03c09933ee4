import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { enter, openPlainWindow, startPlainBrowser, startServer, stats } from '../client/e2e/harness.ts';
import { keepSamples, manyParts } from '../client/e2e/sample.ts';
import { median, rounded, wait } from './harness.ts';
import { openLine } from './line.ts';
import type { Bench, Row } from './report.ts';

const RUNS = 3;
const PACE = { roundTripMs: 60, bitsPerSecond: 10e6 };
const PARTS = 60;
/** A product of the house that people click on. */
const PRODUCT = 'Cantilever lounge chair';
/** Milliseconds after which all that the room loads by itself has come. */
const QUIET_MS = 2000;
/** Milliseconds over which frames are measured, so that the mean has forgotten what was before. */
const MEASURE_MS = 5000;
/** Small enough that drawing in software holds nothing up: what is measured is the work of the page. */
const SMALL = { width: 320, height: 180 };

type Times = { picture: number; full: number };

/** Waits until nothing has come down the line for a while. */
const quiet = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    (ms) => {
      const ends = performance
        .getEntriesByType('resource')
        .map((entry) => (entry as PerformanceResourceTiming).responseEnd);
      return !document.querySelector('.progress-line') && performance.now() - Math.max(...ends) > ms;
    },
    QUIET_MS,
    { timeout: 120_000, polling: 100 },
  );

/** Clicks on a product in the list; answers seconds until its picture stands there, and until the model is drawn in full. */
async function take(page: Page, name: string): Promise<Times> {
  await page.getByRole('button', { name: 'Products', exact: true }).click();
  const row = page.getByRole('list', { name: 'Products' }).getByRole('button', { name: `Look at ${name}` });
  await row.waitFor();
  await page.evaluate(() => performance.clearMarks());
  await page.evaluate((label) => {
    const rows = [...document.querySelectorAll<HTMLElement>('.product-list .row')];
    performance.mark('bench.click');
    rows.find((one) => one.textContent?.includes(label))?.click();
  }, name);
  await page.waitForFunction(() => performance.getEntriesByName('vitrine.hand').length > 0, undefined, {
    timeout: 60_000,
  });
  return page.evaluate(() => {
    const at = (mark: string): number => performance.getEntriesByName(mark)[0]?.startTime ?? Number.NaN;
    const since = (mark: string): number => (at(mark) - at('bench.click')) / 1000;
    return { picture: since('vitrine.picture'), full: since('vitrine.hand') };
  });
}

/** Draw calls, and milliseconds of the processor that a frame takes. */
async function frames(page: Page): Promise<{ drawCalls: number; cpuMs: number }> {
  await wait(MEASURE_MS);
  const { drawCalls, frameMs } = await stats(page);
  return { drawCalls, cpuMs: frameMs };
}

async function loading(
  browser: Awaited<ReturnType<typeof startPlainBrowser>>,
  url: string,
): Promise<Times[]> {
  const times: Times[] = [];
  for (let index = 0; index < RUNS; index++) {
    const guest = await openPlainWindow(browser, url);
    await enter(guest.page, 'Visitor');
    await quiet(guest.page);
    times.push(await take(guest.page, PRODUCT));
    await guest.close();
  }
  return times;
}

async function drawing(browser: Awaited<ReturnType<typeof startPlainBrowser>>, url: string): Promise<Row[]> {
  const { page, close } = await openPlainWindow(browser, `${url}/#look=many-parts`, { viewport: SMALL });
  await enter(page, 'Visitor');
  await page.waitForFunction(() => performance.getEntriesByName('vitrine.hand').length > 0);
  const plain = await frames(page);
  const press = (name: string) =>
    page.getByRole('button', { name }).evaluate((one) => (one as HTMLElement).click());
  await press('Take apart');
  await page.getByRole('slider').fill('1');
  await press('Look inside');
  await page.getByLabel('X-ray').evaluate((one) => (one as HTMLElement).click());
  const apart = await frames(page);
  await close();
  return [
    { name: 'cpu_ms_plain', value: rounded(plain.cpuMs, 2), unit: 'ms' },
    { name: 'cpu_ms_explode_xray', value: rounded(apart.cpuMs, 2), unit: 'ms' },
    { name: 'drawcalls_plain', value: plain.drawCalls, unit: '' },
    { name: 'drawcalls_explode_xray', value: apart.drawCalls, unit: '' },
  ];
}

async function run(): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
  await keepSamples(dataDir, [await manyParts(PARTS)]);
  const server = await startServer({}, dataDir);
  const line = await openLine(Number(new URL(server.url).port), PACE);
  const browser = await startPlainBrowser();
  try {
    const times = await loading(browser, line.url);
    const seconds = (of: (one: Times) => number): number => rounded(median(times.map(of)), 2);
    return [
      { name: 'first_picture_s', value: seconds(({ picture }) => picture), unit: 's' },
      { name: 'full_detail_s', value: seconds(({ full }) => full), unit: 's' },
      ...(await drawing(browser, server.url)),
    ];
  } finally {
    await browser.close();
    await line.close();
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** How long a product takes from the click into the hand, and what a product of many parts costs, whole and taken apart under X-ray. */
export const bench: Bench = {
  title: `A product in the hand over 10 Mbit/s with a round trip of 60 ms (median of ${RUNS}; its picture, then the hero file drawn), and ${PARTS} parts`,
  run,
};
