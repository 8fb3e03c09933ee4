import type { Browser } from 'playwright-core';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SESSION_COOKIE } from '../../server/testing/staff.ts';
import { type Firefox, startFirefox, whyNoFirefox } from './firefox.ts';
import { enter, moreFrames, openWindow, type Served, startBrowser, startServer } from './harness.ts';
import { playByWhep } from './whepPlayer.ts';

const missing = whyNoFirefox();
if (missing) process.stdout.write(`Firefox is not tried: ${missing}\n`);

let server: Served;
let firefox: Firefox;
let browser: Browser;

beforeAll(async () => {
  if (missing) return;
  server = await startServer({ MEDIA_WORKERS: '1' });
  firefox = await startFirefox();
  browser = await startBrowser();
});
afterAll(async () => {
  await firefox?.close();
  await browser?.close();
  await server?.close();
});

const shown = (page: Page) => page.evaluate(() => window.vitrine!.stats().videoFramesShown);

/** Presses a button as soon as it may be: without waiting for a still picture, which software drawing never gives. */
async function press(page: Page, name: string): Promise<void> {
  const button = await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`, {
    timeout: 90_000,
  });
  await page.waitForFunction((one) => !(one as HTMLButtonElement).disabled, { timeout: 90_000 }, button);
  await button!.evaluate((one) => (one as HTMLButtonElement).click());
}

test.skipIf(missing)('[JO98] a visitor with Firefox walks in and sees what is on the screen', async () => {
  const page = await firefox.browser.newPage();
  await page.goto(server.url);
  await (await page.waitForSelector('::-p-aria([name="Your name"][role="textbox"])'))!.type('Faye');
  await press(page, 'Enter showroom');
  await page.waitForFunction(() => window.vitrine !== undefined, { timeout: 90_000 });
  await expect.poll(() => shown(page), { timeout: 60_000 }).toBeGreaterThan(5);
  const before = await shown(page);
  await expect.poll(() => shown(page)).toBeGreaterThan(before + 5);
  await page.close();
});

test.skipIf(missing)('[JO98] a bare page in Firefox watches by WHEP', async () => {
  const page = await firefox.browser.newPage();
  await page.goto(`${server.url}/healthz`);
  await page.evaluate(playByWhep);
  // Firefox counts no shown frames of a stream, so those decoded are counted.
  const played = () =>
    page.evaluate(async () => {
      const { peer, player } = window as unknown as { peer: RTCPeerConnection; player: HTMLVideoElement };
      const reports = [...(await peer.getStats()).values()] as { framesDecoded?: number }[];
      return player.videoWidth > 0 ? Math.max(...reports.map(({ framesDecoded = 0 }) => framesDecoded)) : 0;
    });
  await expect.poll(played).toBeGreaterThan(10);
  await page.close();
});

test.skipIf(missing)(
  '[JO99] a host goes live from Firefox, and a visitor with Chromium sees it',
  async () => {
    const studio = await firefox.browser.newPage();
    const session = { name: SESSION_COOKIE, value: encodeURIComponent(await server.staff.join('host')) };
    await firefox.browser.setCookie({ ...session, domain: 'localhost', path: '/', httpOnly: true });
    await studio.goto(`${server.url}/studio`);
    await press(studio, 'Go live');
    const ada = await openWindow(browser, server.url);
    await enter(ada.page, 'Ada');
    await ada.page.getByRole('status', { name: 'Live' }).getByText('Live', { exact: true }).waitFor();
    await moreFrames(ada.page, 10);
    await press(studio, 'Stop');
    await ada.page.getByRole('status', { name: 'Live' }).getByText('House channel').waitFor();
    await studio.close();
  },
);
