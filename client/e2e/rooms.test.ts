import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import {
  enter,
  moreFrames,
  openUnseen,
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
  const ada = await openUnseen(browser, server.url);
  await enter(ada.page, 'Ada');
  const host = await openUnseen(browser, server.links.studio);
  const goLive = host.page.getByRole('button', { name: 'Go live' });
  await goLive.waitFor();
  const cy = await openUnseen(browser, server.url);
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

test('[JO29] a host chooses the stage on which to go live; the other showrooms keep their own', async () => {
  const host = await openUnseen(browser, server.links.studio);
  await host.page.getByLabel('Title on the screen').fill('Curtain up');
  await host.page.getByLabel('On the stage of').selectOption('The theatre');
  await host.page.locator('.studio[data-showroom=theatre]').waitFor();
  await host.page.getByRole('button', { name: 'Go live' }).click();
  await host.page.getByRole('button', { name: 'Stop' }).waitFor({ timeout: 30_000 });
  const live = async () => {
    const answer = await fetch(`${server.url}/api/showrooms`);
    const { showrooms } = (await answer.json()) as { showrooms: LobbyEntry[] };
    return showrooms.filter((one) => one.live).map(({ slug, title }) => [slug, title]);
  };
  await expect.poll(live).toEqual([['theatre', 'Curtain up']]);
  expect(await host.page.getByLabel('On the stage of').isDisabled()).toBe(true);
  expect(new URL(host.page.url()).search).toBe('?showroom=theatre');
});
