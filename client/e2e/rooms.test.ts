import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enter,
  moreFrames,
  openWindow,
  type Served,
  startBrowser,
  startServer,
  type Window,
} from './harness.ts';

let server: Served;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ ROOM_CAPACITY: '2' });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const status = ({ page }: Window) => page.getByRole('status', { name: 'Live' });
const names = ({ page }: Window) =>
  page.evaluate(() => window.vitrine!.people().map((person) => person.name));

test('[JO28] a showroom that has filled two rooms shows both the same programme, and its end', async () => {
  const ada = await openWindow(browser, server.url);
  await enter(ada.page, 'Ada');
  const host = await openWindow(browser, server.links.studio);
  const goLive = host.page.getByRole('button', { name: 'Go live' });
  await goLive.waitFor();
  const cy = await openWindow(browser, server.url);
  await enter(cy.page, 'Cy');
  expect([await names(ada), await names(cy)]).toEqual([['Ada'], ['Cy']]);
  await host.page.getByLabel('Title on the screen').fill('One for all');
  await goLive.click();
  for (const window of [ada, cy]) {
    await status(window).getByText('Live: One for all').waitFor({ timeout: 30_000 });
    await moreFrames(window.page, 5);
  }
  await host.page.getByRole('button', { name: 'Stop' }).click();
  for (const window of [ada, cy])
    await status(window).getByText('House channel').waitFor({ timeout: 20_000 });
});
