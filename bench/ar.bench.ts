import type { Browser, Page } from 'playwright-core';
import { startBrowser, startServer } from '../client/e2e/harness.ts';
import { aim, factsOf, press, roomIs, take, tap } from '../client/e2e/xr/arHand.ts';
import { AHEAD, HERE, openAs } from '../client/e2e/xr/arShop.ts';
import { median, rounded } from './harness.ts';
import { openLine } from './line.ts';
import type { Bench, Row } from './report.ts';

const RUNS = 3;
const PACE = { roundTripMs: 60, bitsPerSecond: 10e6 };
const FIRST = 'lounge-chair';
const NEXT = ['Opal table lamp', 'Leaping deer, bronze'];
/** Where the next ones go: beside the first. */
const BESIDE = [0.9, -1] as const;

type Visit = { reticle: number; first: number; next: number[]; errorMm: number };

/** Waits until what was put down last is drawn, and answers how long that took, milliseconds. */
async function untilSeen(page: Page): Promise<number> {
  await page.waitForFunction(() => window.vitrineRoom!().timings.seen > 0, undefined, { timeout: 60_000 });
  const { timings } = await factsOf(page);
  return timings.seen - timings.put;
}

/** One visit with an empty cache: into one's own room as soon as there is a button, and a tap as soon as there is a reticle. */
async function visit(browser: Browser, url: string): Promise<Visit> {
  const phone = await openAs(browser, `${url}/p/${FIRST}`);
  const { page } = phone;
  await aim(page, HERE, AHEAD);
  await page.locator('.room-button').click();
  await roomIs(page, 'found');
  const { x, z } = (await factsOf(page)).spot!;
  await tap(page);
  const first = await untilSeen(page);
  const { timings, pieces } = await factsOf(page);
  const floor = await page.evaluate(() => {
    const planes = [...window.headset.sem!.trackedPlanes];
    return planes.find(({ semanticLabel }) => semanticLabel === 'floor')!.transform.matrix[13]!;
  });
  const [chair] = pieces;
  const next: number[] = [];
  for (const [at, name] of NEXT.entries()) {
    await take(page, name);
    await aim(page, HERE, [BESIDE[at]!, AHEAD[1], 0.2]);
    await press(page, 'Place it here');
    next.push(await untilSeen(page));
  }
  await phone.close();
  return {
    // Without what the browser asks meanwhile.
    reticle: timings.asked - timings.pressed + timings.reticle - timings.entered,
    first,
    next,
    errorMm: Math.hypot(chair!.x - x, chair!.y - floor, chair!.z - z) * 1000,
  };
}

async function run(): Promise<Row[]> {
  const server = await startServer({ MEDIA_WORKERS: '1' });
  const line = await openLine(Number(new URL(server.url).port), PACE);
  const browser = await startBrowser();
  try {
    const visits: Visit[] = [];
    for (let at = 0; at < RUNS; at++) visits.push(await visit(browser, line.url));
    const seconds = (of: (visit: Visit) => number): number => rounded(median(visits.map(of)) / 1000, 2);
    const errorMm = rounded(Math.max(...visits.map((one) => one.errorMm)), 3);
    return [
      { name: 'reticle_s', value: seconds(({ reticle }) => reticle), unit: 's', peer: 'budget 1.5' },
      { name: 'seen_s', value: seconds(({ first }) => first), unit: 's', peer: 'budget 1' },
      {
        name: 'seen_next_s',
        value: seconds(({ next }) => Math.max(...next)),
        unit: 's',
        peer: 'budget 1',
      },
      { name: 'pose_error_mm', value: errorMm, unit: 'mm', peer: 'budget 1' },
    ];
  } finally {
    await browser.close();
    await line.close();
    await server.close();
  }
}

/** One's own room on an emulated phone with an empty cache, over 10 Mbit/s. */
export const bench: Bench = {
  title:
    'One’s own room at 10 Mbit/s, empty cache: from the button to the reticle, from the tap to the piece',
  run,
};
