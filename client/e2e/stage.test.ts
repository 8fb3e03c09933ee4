import { execFileSync } from 'node:child_process';
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
let ada: Window;
let host: Window;

beforeAll(async () => {
  server = await startServer({ MEDIA_WORKERS: '1' });
  browser = await startBrowser();
  ada = await openWindow(browser, server.url);
  await enter(ada.page, 'Ada');
  host = await openWindow(browser, server.links.studio);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const live = (window: Window) => window.page.getByRole('status', { name: 'Live' });

test('[JO20] the host goes live with a camera and everybody in the room sees it, with the title', async () => {
  await host.page.getByLabel('Title on the screen').fill('Autumn collection');
  await host.page.getByRole('button', { name: 'Go live' }).click();
  await host.page.getByRole('button', { name: 'Stop' }).waitFor({ timeout: 30_000 });
  await live(ada).getByText('Live: Autumn collection').waitFor();
  await moreFrames(ada.page, 5);
  expect(await ada.page.evaluate(() => window.vitrine!.screen()!.video.videoWidth)).toBeGreaterThan(0);
});

test('[JO21] someone who comes late sees the same picture', async () => {
  const late = await openWindow(browser, server.url);
  await enter(late.page, 'Lee');
  await moreFrames(late.page, 3);
  await live(late).getByText('Live: Autumn collection').waitFor();
  await late.close();
});

test('[JO22] when the media worker is killed the picture is back by itself, and nobody loses their seat or the chat', async () => {
  const { page } = ada;
  await page.getByLabel('Say something').fill('Before');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('region', { name: 'Chat' }).getByText('Before').waitFor();
  const worker = Number(
    execFileSync('pgrep', ['-P', String(server.child.pid), '-f', 'mediasoup-worker'])
      .toString()
      .split('\n')[0],
  );
  const track = () =>
    page.evaluate(
      () => (window.vitrine!.screen()!.video.srcObject as MediaStream | null)?.getVideoTracks()[0]?.id,
    );
  const before = await track();
  process.kill(worker, 'SIGKILL');
  await expect.poll(async () => [before, undefined].includes(await track())).toBe(false);
  await live(ada).getByText('Live: Autumn collection').waitFor();
  await moreFrames(page, 5);
  expect(await page.evaluate(() => window.vitrine!.people().map((person) => person.name))).toContain('Ada');
  await page.getByRole('region', { name: 'Chat' }).getByText('Before').waitFor();
});

test('[JO23] when the host stops, a slate shows, then the house channel returns', async () => {
  await host.page.getByRole('button', { name: 'Stop' }).click();
  await live(ada).getByText('The host will be right back').waitFor();
  await live(ada).getByText('House channel').waitFor({ timeout: 15_000 });
  await moreFrames(ada.page, 5);
});

test('[JO24] a visitor without the host link gets no studio', async () => {
  const stranger = await openWindow(browser, `${server.url}/studio`);
  await stranger.page.getByRole('alert').getByText('This page is for hosts').waitFor();
  await stranger.close();
  expect(host.strangers).toEqual([]);
});
