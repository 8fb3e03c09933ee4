import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPrepared, type Served, startBrowser, startServer, stats, type Window } from './harness.ts';
import { showSlates } from './slates.ts';
import { frames, pressMenu, pressOnBoard, putOn } from './xr/hands.ts';
import { type Device, emulatorScript } from './xr/headset.ts';

/** What a channel may differ by (of 255), and the shares of points that may differ by more: at edges, and where something turns by itself. */
const NEAR = 24;
const FEW = 0.02;
const SOME = 0.05;
/** Pictures until nothing comes any more. */
const MOST_PICTURES = 30;

let server: Served;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ MEDIA_WORKERS: '1' }), startBrowser()]);
  await showSlates(server);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const pointsOf = (picture: Buffer): Promise<Buffer> => sharp(picture).removeAlpha().raw().toBuffer();

/** The share of points in which two pictures differ. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([pointsOf(one), pointsOf(other)]);
  let count = 0;
  for (let at = 0; at < a.length; at += 3)
    if ([0, 1, 2].some((channel) => Math.abs(a[at + channel]! - b[at + channel]!) > NEAR)) count++;
  return (count * 3) / a.length;
}

/** What both eyes see once all of it has come. */
async function pictureOf(page: Page): Promise<Buffer> {
  let before = await page.screenshot();
  for (let at = 0; at < MOST_PICTURES; at++) {
    await frames(page, 10);
    const now = await page.screenshot();
    if ((await difference(before, now)) < FEW / 20) return now;
    before = now;
  }
  throw new Error('the picture does not come to rest');
}

/** Walks in with a device and the tier that is wished. */
async function walkIn(
  device: Device,
  tier: 'low' | 'high',
  [width, height]: [number, number],
  then = '',
): Promise<Window> {
  const wish = `localStorage.setItem('vitrine.quality', '${tier}');`;
  const script = `${wish}${await emulatorScript(device)}\n${then}`;
  const vera = await openPrepared(browser, server.url, script, { viewport: { width, height } });
  const { page } = vera;
  await putOn(page, 'Vera');
  // What one holds differs from headset to headset: hands are held behind.
  await page.evaluate(() => {
    for (const hand of Object.values(window.headset.controllers)) hand.position.set(0, 1, 0.6);
  });
  return vera;
}

test('[JO206] where a device takes both eyes at once, they see what each would see alone, by half as many calls', async () => {
  const seen = async (device: Device) => {
    const vera = await walkIn(device, 'low', [640, 360]);
    const { page } = vera;
    const room = await pictureOf(page);
    const { drawCalls } = await stats(page);
    await pressMenu(page);
    await pressOnBoard(page, /^Look at Walnut headphones/);
    await page.waitForFunction(() => window.vitrine!.held() !== undefined);
    await page.getByRole('button', { name: 'Take apart' }).waitFor();
    await page.evaluate(() => window.headset.controllers.right!.position.set(0, 1, 0.6));
    await frames(page, 20);
    const held = await page.screenshot();
    expect([vera.errors, vera.strangers]).toEqual([[], []]);
    await vera.close();
    return { room, held, drawCalls };
  };
  const alone = await seen('emulator');
  const both = await seen('layeredHeadset');
  expect(await difference(alone.room, both.room)).toBeLessThan(FEW);
  expect(await difference(alone.held, both.held)).toBeLessThan(SOME);
  expect(both.drawCalls).toBeLessThan(alone.drawCalls * 0.6);
});

test('[JO206] so they do in the fine tier', async () => {
  const seen = async (device: Device) => {
    const vera = await walkIn(device, 'high', [240, 120]);
    const picture = await pictureOf(vera.page);
    const { tier, drawCalls } = await stats(vera.page);
    expect(tier).toBe('high');
    await vera.close();
    return { picture, drawCalls };
  };
  const alone = await seen('emulator');
  const both = await seen('layeredHeadset');
  // Small pictures are all edges, which the emulated layers leave as they are.
  expect(await difference(alone.picture, both.picture)).toBeLessThan(2 * SOME);
  expect(both.drawCalls).toBeLessThan(alone.drawCalls * 0.6);
});

test('[JO206] a device that promises layers and gives none shows the room as any other', async () => {
  const none = 'XRWebGLBinding.prototype.createProjectionLayer = () => { throw new Error("none"); };';
  const vera = await walkIn('layeredHeadset', 'low', [240, 120], none);
  const { page } = vera;
  await frames(page, 3);
  expect(await page.evaluate(() => window.headset.activeSession!.renderState.baseLayer !== null)).toBe(true);
  expect((await stats(page)).drawCalls).toBeGreaterThan(0);
  expect([vera.errors, vera.strangers]).toEqual([[], []]);
  await vera.close();
});
