import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enter,
  moreFrames,
  openWindow,
  type Served,
  startBrowser,
  startServer,
  stats,
  type Window,
} from './harness.ts';

let server: Served;
let browser: Browser;
let ada: Window;

beforeAll(async () => {
  server = await startServer({ SEAT_SECONDS: '6' });
  browser = await startBrowser();
  ada = await openWindow(browser, server.url);
  await enter(ada.page, 'Ada');
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** What a frame looks like, taken as it is drawn: its size, how many colours it has, their mean (0 to 255). */
const tones = (page: Window['page']) =>
  page.evaluate(
    () =>
      new Promise<{ size: number[]; different: number; mean: number }>((resolve) => {
        const undo = window.vitrine!.screen()!.onShown(() => {
          undo();
          const canvas = document.querySelector('canvas')!;
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!;
          copy.drawImage(canvas, 0, 0);
          const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
          const colours = new Set<number>();
          let sum = 0;
          for (let at = 0; at < data.length; at += 4) {
            colours.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
            sum += data[at]! + data[at + 1]! + data[at + 2]!;
          }
          resolve({
            size: [canvas.width, canvas.height],
            different: colours.size,
            mean: sum / (0.75 * data.length),
          });
        });
      }),
  );

test('[JO1] with no host, a newcomer sees the house channel on the screen', async () => {
  await moreFrames(ada.page, 5);
  await expect.poll(() => ada.page.getByRole('status', { name: 'Live' }).textContent()).toBe('House channel');
});

test('[JO2] two people see each other walk, and a line said by one stands above their head for the other', async () => {
  const bob = await openWindow(browser, server.url);
  await enter(bob.page, 'Bob');
  await expect.poll(async () => (await stats(ada.page)).visitors).toBe(2);
  await expect.poll(async () => (await stats(bob.page)).visitors).toBe(2);
  const drawn = async () => {
    const { avatarsInView, avatarDrawCalls, avatarTriangles } = await stats(ada.page);
    return avatarsInView > 0 && avatarDrawCalls >= 2 && avatarDrawCalls <= 25 && avatarTriangles > 300;
  };
  await expect.poll(drawn).toBe(true);
  await bob.page.getByLabel('Say something').fill('Good morning');
  await bob.page.getByRole('button', { name: 'Send' }).click();
  await ada.page.locator('.bubble', { hasText: 'Good morning' }).waitFor({ state: 'attached' });
  await ada.page.getByRole('region', { name: 'Chat' }).getByText('Good morning').waitFor();

  await bob.page.getByRole('button', { name: /people here/ }).click();
  await bob.page.getByRole('button', { name: 'Wave' }).click();
  await bob.page.getByRole('button', { name: 'Close' }).click();
  const bobsGait = () =>
    ada.page.evaluate(() => window.vitrine!.people().find((person) => person.name === 'Bob')!.gait);
  await expect.poll(bobsGait).toBe(2);

  const whereIsBob = () =>
    ada.page.evaluate(() => window.vitrine!.people().find((person) => person.name === 'Bob')!);
  const before = await whereIsBob();
  await bob.page.getByRole('region', { name: 'Showroom' }).focus();
  await bob.page.keyboard.down('w');
  const walked = async () => {
    const now = await whereIsBob();
    return Math.hypot(now.x - before.x, now.z - before.z);
  };
  await expect.poll(walked, { timeout: 20_000 }).toBeGreaterThan(0.3);
  expect([1, 4]).toContain(await bobsGait());
  await bob.page.keyboard.up('w');
  await bob.close();
  await expect.poll(async () => (await stats(ada.page)).visitors, { timeout: 40_000 }).toBe(1);
});

test('[JO3] the empty room keeps to its budget of draw calls, triangles and bytes', async () => {
  const now = await stats(ada.page);
  expect(now.drawCalls).toBeGreaterThan(10);
  expect(now.drawCalls).toBeLessThanOrEqual(120);
  expect(now.triangles).toBeGreaterThan(20_000);
  expect(now.triangles).toBeLessThanOrEqual(400_000);
});

test('[JO7] without a graphics card the picture is sharp while one stands still, coarser while one walks, and never empty', async () => {
  const { page } = ada;
  const scale = async () => (await stats(page)).scale;
  await expect.poll(scale, { timeout: 30_000 }).toBe(1);
  const still = await tones(page);
  expect(still.size).toEqual([640, 360]);
  expect(still.different).toBeGreaterThan(2000);
  await page.getByRole('region', { name: 'Showroom' }).focus();
  await page.keyboard.down('w');
  await expect.poll(scale, { timeout: 20_000 }).toBeGreaterThan(1);
  const walking = await tones(page);
  expect(walking.different).toBeGreaterThan(500);
  expect(Math.abs(walking.mean - still.mean)).toBeLessThan(30);
  await page.keyboard.up('w');
  await expect.poll(scale, { timeout: 30_000 }).toBe(1);
});

test('[JO4] no request leaves for another host, and the page reports no error', () => {
  expect(ada.strangers).toEqual([]);
  expect(ada.errors).toEqual([]);
});

test('[JO5] the page speaks Chinese when asked to, and remembers it', async () => {
  const { page } = ada;
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Language').selectOption('zh');
  await page.getByRole('button', { name: '商品', exact: true }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh');
  await page.getByLabel('语言').selectOption('en');
  await page.getByRole('button', { name: 'Close' }).click();
});

test('[LO4] in Arabic the page runs from right to left, panels at the left, and back', async () => {
  const { page } = ada;
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Language').selectOption('ar');
  const products = page.getByRole('button', { name: 'المنتجات', exact: true });
  await products.waitFor();
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  const [first, last] = [products, page.locator('.head-bar nav .pill').last()];
  expect((await last.boundingBox())!.x).toBeLessThan(40);
  expect((await first.boundingBox())!.x).toBeGreaterThan((await last.boundingBox())!.x);
  await page.getByLabel('اللغة').selectOption('en');
  await page.getByRole('button', { name: 'Products', exact: true }).waitFor();
  expect(await page.locator('html').getAttribute('dir')).toBe('ltr');
  await page.getByRole('button', { name: 'Close' }).click();
});

test('[JO6] a dropped connection comes back by itself, in the same place and with the same name', async () => {
  const { page, close } = await openWindow(browser, server.url);
  await page.addInitScript(() => {
    const sockets: WebSocket[] = [];
    const Real = window.WebSocket;
    window.WebSocket = class extends Real {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    };
    Object.assign(window, { sockets });
  });
  const sockets = () => page.evaluate(() => (window as unknown as { sockets: WebSocket[] }).sockets.length);
  await page.reload();
  await enter(page, 'Cleo');
  const cleo = () => page.evaluate(() => window.vitrine!.people().find((person) => person.name === 'Cleo'));
  const [before, opened] = [await cleo(), await sockets()];
  await page.evaluate(() => (window as unknown as { sockets: WebSocket[] }).sockets.at(-1)!.close(4010));
  await expect.poll(sockets).toBe(opened + 1);
  await page.getByLabel('Say something').fill('Still here');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('region', { name: 'Chat' }).getByText('Still here').waitFor();
  expect(await cleo()).toEqual(before);
  await close();
});
