import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openWindow, type Served, startBrowser, startServer, stats } from './harness.ts';

let dataDir: string;
let server: Served;
let browser: Browser;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vitrine-loading-'));
  server = await startServer({}, dataDir);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const restart = async (): Promise<void> => {
  server = await startServer({ PORT: new URL(server.url).port }, dataDir);
};

/** Everything that the service worker keeps, as paths. */
const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const all: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) all.push(new URL(url).pathname);
    return all;
  });

/** Paths that a page has loaded of a kind. */
const loaded = (page: Page, kind: string): Promise<string[]> =>
  page.evaluate(
    (part) =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => path.includes(part)),
    kind,
  );

const place = async (page: Page): Promise<number[]> =>
  (await page.evaluate(() => window.vitrine!.people())).flatMap(({ x, z }) => [x, z]);

test('[LD1] the first picture is in the page itself: it needs no script', async () => {
  const visit = await openWindow(browser, server.url, { javaScriptEnabled: false });
  const poster = visit.page.locator('#poster');
  await expect.poll(() => poster.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280);
  expect(await poster.boundingBox()).toEqual({ x: 0, y: 0, width: 640, height: 360 });
  await visit.close();
});

test('[LD7] the service worker is asked for anew at each visit', async () => {
  const { headers } = await fetch(`${server.url}/sw.js`);
  expect(headers.get('cache-control')).toBe('no-cache');
  expect(headers.get('content-type')).toContain('javascript');
});

test('[LD2] the canvas lies where the first picture is and fades in over it; without motion it is just there', async () => {
  const upright = { width: 390, height: 700 };
  for (const [reducedMotion, seconds, viewport] of [
    ['no-preference', '0.4s', undefined],
    ['reduce', '0s', upright],
  ] as const) {
    const visit = await openWindow(browser, server.url, { reducedMotion, ...(viewport && { viewport }) });
    const canvas = visit.page.locator('canvas.ready');
    await canvas.waitFor({ timeout: 90_000 });
    expect(await canvas.boundingBox()).toEqual(await visit.page.locator('#poster').boundingBox());
    expect(await canvas.evaluate((element) => getComputedStyle(element).transitionDuration)).toBe(seconds);
    await visit.close();
  }
});

test('[LD3] at the door no product, voice or way is loaded; inside, products come in their low files and the progress ends', async () => {
  const visit = await openWindow(browser, server.url);
  const { page } = visit;
  await page.locator('canvas.ready').waitFor({ timeout: 90_000 });
  expect(await loaded(page, '.glb')).toEqual(['/assets/scenes/atelier/room-low.glb']);
  await enter(page, 'Ada');
  await expect.poll(async () => (await loaded(page, '/assets/products/low/')).length).toBe(6);
  await expect.poll(() => page.locator('.progress-line').count()).toBe(0);
  expect((await stats(page)).tier).toBe('low');
  expect((await loaded(page, '/assets/products/')).every((path) => /low|webp/.test(path))).toBe(true);
  await visit.close();
});

test('[LD5] a second visit without network opens the room, says so, and one walks in it alone [LD6] until the network is back', async () => {
  const visit = await openWindow(browser, server.url, { serviceWorkers: 'allow' });
  const { page } = visit;
  await enter(page, 'Ada');
  await page.waitForFunction(() => window.vitrine!.stats().visitors === 1);
  await expect
    .poll(async () => (await kept(page)).filter((path) => path.endsWith('.glb')).length)
    .toBeGreaterThan(7);
  await expect.poll(async () => (await kept(page)).includes('/')).toBe(true);
  expect((await kept(page)).filter((path) => /^\/(api|studio|console|matchmake)/.test(path))).toEqual([]);

  await server.close();
  await page.reload();
  const notice = page.getByText('You are offline. The room opens again when you are back.');
  await notice.waitFor({ timeout: 60_000 });
  await enter(page, 'Ada');
  const before = await place(page);
  await page.getByRole('region', { name: 'Showroom' }).focus();
  await page.keyboard.down('w');
  await expect.poll(async () => Math.abs((await place(page))[0]! - before[0]!)).toBeGreaterThan(0.5);
  await page.keyboard.up('w');
  expect(await notice.isVisible()).toBe(true);

  await restart();
  await notice.waitFor({ state: 'hidden', timeout: 60_000 });
  await expect
    .poll(() => page.getByRole('status', { name: 'Live' }).textContent(), { timeout: 60_000 })
    .toBe('House channel');
  expect((await stats(page)).visitors).toBe(1);
  await visit.close();
});
