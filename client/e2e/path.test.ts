import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enter,
  goTo,
  moreFrames,
  openWindow,
  type Served,
  startBrowser,
  startServer,
  type Window,
} from './harness.ts';
import { type Kept, keepPeers } from './peers.ts';
import { NEAR, openRelay, type Relay } from './relay.ts';
import { goLive, TITLE, trackOf } from './returns.ts';

let relay: Relay;
let server: Served;
let browser: Browser;
let ada: Window;
let host: Window;

/** How a page's connections are, and by which names their other ends are known: those change by an ICE restart. */
const connections = (page: Page) =>
  page.evaluate(() => {
    const { peers } = window as unknown as Kept;
    return peers
      .filter(({ connectionState }) => connectionState !== 'closed')
      .map(({ connectionState, remoteDescription }) => ({
        state: connectionState,
        name: /a=ice-ufrag:(\S+)/.exec(remoteDescription?.sdp ?? '')?.[1],
      }));
  });

beforeAll(async () => {
  // Addresses as they are, and nobody where TCP is announced: all media go through the relay.
  relay = await openRelay(NEAR);
  server = await startServer({
    MEDIA_LISTEN_IP: '127.0.0.1',
    MEDIA_ANNOUNCED_ADDRESS: relay.address,
    MEDIA_PORT: String(relay.port),
    MEDIA_WORKERS: '1',
  });
  browser = await startBrowser(['--disable-features=WebRtcHideLocalIpsWithMdns']);
  ada = await openWindow(browser, `${server.url}/lobby`);
  host = await openWindow(browser, `${server.url}/lobby`);
  for (const { page } of [ada, host]) await page.addInitScript(keepPeers);
  await ada.page.goto(server.url);
  await enter(ada.page, 'Ada');
  await goTo(host.page, server.links.studio);
  await goLive(host.page);
  await ada.page.getByText(`Live: ${TITLE}`).waitFor();
  await moreFrames(ada.page, 5);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  relay?.close();
});

test('[JO104] a network that was gone for a while is mended by an ICE restart: nobody leaves, nothing is built anew', async () => {
  const track = await trackOf(ada.page);
  const before = await Promise.all([connections(ada.page), connections(host.page)]);
  relay.setBroken(true);
  const states = async (page: Page) => (await connections(page)).map(({ state }) => state);
  for (const { page } of [ada, host])
    await expect.poll(() => states(page), { timeout: 30_000 }).toContain('disconnected');
  const renamed = async () =>
    (await connections(host.page)).some(({ name }) => !before[1].some((known) => known.name === name));
  await expect.poll(renamed, { timeout: 30_000 }).toBe(true);
  relay.setBroken(false);
  for (const { page } of [ada, host])
    await expect
      .poll(async () => new Set(await states(page)), { timeout: 30_000 })
      .toEqual(new Set(['connected']));
  await moreFrames(ada.page, 10, 60_000);
  expect(await trackOf(ada.page)).toBe(track);
  const after = await Promise.all([connections(ada.page), connections(host.page)]);
  expect(after.map(({ length }) => length)).toEqual(before.map(({ length }) => length));
  await ada.page.getByText(`Live: ${TITLE}`).waitFor();
  await host.page.getByRole('button', { name: 'Stop' }).waitFor();
});
