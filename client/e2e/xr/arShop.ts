import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPrepared, type Served, startBrowser, startServer, type Window } from '../harness.ts';
import { misfits, seriousFaults } from '../looks.ts';
import { keepSamples, type Sample } from '../sample.ts';
import { aim, PHONE, roomIs } from './arHand.ts';
import { type Device, emulatorScript } from './headset.ts';

/** The floor of the emulated room, as its planes tell. */
export const FLOOR_Y = -0.0038;
/** From where the middle of the room is in view, and its middle. */
export const HERE: [number, number, number] = [0, 1.5, 1.6];
export const AHEAD: [number, number, number] = [0, FLOOR_Y, -0.3];

/** A shop to look at from one's own room, and a browser for it. */
export type Shop = { server: Served; browser: Browser; close(): Promise<void> };

/** Starts a shop with these products beside those of the house. */
export async function startShop(samples: Sample[] = []): Promise<Shop> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-e2e-'));
  if (samples.length > 0) await keepSamples(dataDir, samples);
  const server = await startServer({ MEDIA_WORKERS: '1' }, dataDir);
  const browser = await startBrowser();
  return {
    server,
    browser,
    async close() {
      await browser.close();
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Opens a product's page on a device that shows one's own room. */
export const openRoom = ({ server, browser }: Shop, slug: string, as?: As): Promise<Window> =>
  openAs(browser, `${server.url}/p/${slug}`, as);

/** With what a page is opened: a phone in English where nothing else is said. */
type As = { device?: Device; locale?: string; viewport?: { width: number; height: number } };

/** Opens a page on a device that shows one's own room, once its way into it is there. */
export async function openAs(
  browser: Browser,
  url: string,
  { device = 'phone', locale = 'en-US', viewport = PHONE }: As = {},
): Promise<Window> {
  const script = await emulatorScript(device);
  const opened = await openPrepared(browser, url, script, { viewport, locale, hasTouch: true });
  await opened.page.locator('.room-button').waitFor({ timeout: 60_000 });
  return opened;
}

/** Goes into one's own room, and looks at its middle. */
export async function begin(page: Page): Promise<void> {
  await aim(page, HERE, AHEAD);
  await page.locator('.room-button').click();
  await roomIs(page, 'found');
  await aim(page, HERE, AHEAD);
}

/** What is wrong with what is shown now, as far as a machine sees. */
export const faults = async (page: Page) => [...(await seriousFaults(page)), ...(await misfits(page))];

/** The colours of the picture that was taken, at points of it (shares). */
export async function coloursOf(page: Page, points: [number, number][]): Promise<number[][]> {
  const picture = page.locator('.ar-picture img');
  await picture.waitFor();
  return picture.evaluate(async (image: HTMLImageElement, points) => {
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext('2d')!;
    pen.drawImage(image, 0, 0);
    return points.map(([x, y]) => [...pen.getImageData(canvas.width * x, canvas.height * y, 1, 1).data]);
  }, points);
}
