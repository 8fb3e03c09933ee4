import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announce } from '../../server/testing/announce.ts';
import { signIn } from '../../server/testing/api.ts';
import {
  enter,
  goTo,
  moreFrames,
  openUnseen,
  type Served,
  startBrowser,
  startServer,
  type Window,
} from './harness.ts';
import { crash, goLive, kill, pictureBack, slateShown, staffOf, startAgain, trackOf } from './returns.ts';

const folder = mkdtempSync(join(tmpdir(), 'vitrine-e2e-'));
let server: Served;
let browser: Browser;
let ada: Window;
let host: Window;

beforeAll(async () => {
  server = await startServer({}, folder);
  browser = await startBrowser();
  ada = await openUnseen(browser, server.url);
  await enter(ada.page, 'Ada');
  host = await openUnseen(browser, server.links.studio);
  await goLive(host.page);
  await moreFrames(ada.page, 5);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const place = () =>
  ada.page.evaluate(() => window.vitrine!.people().find((person) => person.name === 'Ada')!);

test('[JO95] when the host’s page crashes a slate shows, and the studio opened again goes on by itself', async () => {
  const before = await trackOf(ada.page);
  await crash(host.page);
  await slateShown(ada.page);
  const back = pictureBack(ada.page, before);
  const again = await host.page.context().newPage();
  await host.page.close();
  const opened = Date.now();
  await goTo(again, server.links.studio);
  const told = again.getByText('You are back on air.').waitFor();
  expect((await back) - opened).toBeLessThan(10_000);
  await told;
  host = { ...host, page: again };
});

test('[JO96] when the server is killed and started again, visitor and host are back at the live event by themselves', async () => {
  const event = await announce(staffOf(server), 'Evening');
  await event.become('live');
  const mark = ada.page.locator('.recording-mark');
  await mark.waitFor({ timeout: 30_000 });
  const recorded = async () => {
    const { body } = await (await signIn(staffOf(server), 'host')).call('GET', `/api/recordings/${event.id}`);
    return (body.files as { feed: string; state: string; bytes: number }[]).filter(
      ({ feed, bytes }) => feed === 'programme' && bytes > 0,
    );
  };
  await expect.poll(async () => (await recorded()).length).toBe(1);
  const entrance = await place();
  await ada.page.getByRole('region', { name: 'Showroom' }).focus();
  await ada.page.keyboard.down('w');
  const walked = async () => {
    const { x, z } = await place();
    return Math.hypot(x - entrance.x, z - entrance.z);
  };
  await expect.poll(walked).toBeGreaterThan(1.5);
  await ada.page.keyboard.up('w');
  await expect.poll(async () => (await place()).gait).toBe(0);
  const stood = await place();
  const before = await trackOf(ada.page);
  await kill(server);
  server = await startAgain(server);
  const told = ada.page.getByText('You are back in the room.').waitFor();
  await Promise.all([told, pictureBack(ada.page, before)]);
  await mark.waitFor({ timeout: 30_000 });
  const { x, z } = await place();
  expect(Math.hypot(x - stood.x, z - stood.z)).toBeLessThan(1);
  await host.page.getByRole('button', { name: 'Stop' }).waitFor();
  const { body } = await (await signIn(staffOf(server), 'host')).call('GET', '/api/recordings');
  expect(body.recordings).toMatchObject([{ event: event.id, status: 'live' }]);
  await expect.poll(async () => (await recorded()).length).toBeGreaterThanOrEqual(2);
  expect((await recorded())[0]!.state).toBe('repaired');
});

test('[JO97] when the server is closed and started again, who was inside is back by themselves', async () => {
  const before = await trackOf(ada.page);
  await server.close();
  const told = ada.page.getByText('You are back in the room.').waitFor();
  server = await startAgain(server);
  await Promise.all([told, pictureBack(ada.page, before)]);
  expect(await ada.page.getByRole('button', { name: 'Come back in' }).count()).toBe(0);
});
