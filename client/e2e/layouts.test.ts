import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CARD, fillCheckout, ORDER_NUMBER } from './checkout.ts';
import { openUnseen, type Served, startBrowser, startServer, type Window } from './harness.ts';
import { misfits, seriousFaults } from './looks.ts';

let server: Served;
let browser: Browser;
let ada: Window;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ MEDIA_WORKERS: '1' }), startBrowser()]);
  ada = await openPlanner();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const openPlanner = (path = '/planner', options = DESKTOP) => openUnseen(browser, server.url + path, options);

const stage = (page: Page, name: 'Room' | 'Plan' | 'Photo') =>
  page.getByRole('group', { name: 'Ways to look at it' }).getByRole('button', { name }).click();
const part = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click();
const pieceOf = (page: Page, name: string): Locator =>
  page.locator('.plan-piece').and(page.getByRole('button', { name }));
/** Where a piece lies on the plan: metres. */
const placeOf = async (page: Page, name: string): Promise<[x: number, z: number]> => {
  const [, x, z] = /translate\((\S+) (\S+)\)/.exec((await pieceOf(page, name).getAttribute('transform'))!)!;
  return [Number(x), Number(z)];
};
async function put(page: Page, words: string): Promise<void> {
  await part(page, /^Furniture/);
  const before = await page.getByRole('tab', { name: /^In the room/ }).textContent();
  await page.getByRole('button', { name: new RegExp(`^Put .*${words}`, 'i') }).click();
  await expect.poll(() => page.getByRole('tab', { name: /^In the room/ }).textContent()).not.toBe(before);
}
const saved = (page: Page) => page.locator('.planner-state').getByText('Saved', { exact: true }).waitFor();

test('[JO220] from an empty room to a paid order: typed, furnished, moved and turned by keyboard, all of it bought at once', async () => {
  const { page } = ada;
  await part(page, /^Walls/);
  await page.getByLabel('Width, m').first().fill('5');
  await page.getByLabel('Depth, m').fill('4');
  await page.getByLabel('Ceiling, m').fill('2.7');
  await page.getByText('20 m² of floor').waitFor();
  await part(page, /^In the room/);
  await page.getByText('Nothing stands here yet.').waitFor();
  await put(page, 'lounge chair');
  await put(page, 'table lamp');
  await stage(page, 'Plan');
  const from = await placeOf(page, 'Cantilever lounge chair');
  await pieceOf(page, 'Cantilever lounge chair').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowUp');
  expect(await placeOf(page, 'Cantilever lounge chair')).toEqual([
    expect.closeTo(from[0] - 0.05, 5),
    expect.closeTo(from[1] - 0.01, 5),
  ]);
  await page.keyboard.press(',');
  expect(await pieceOf(page, 'Cantilever lounge chair').getAttribute('transform')).toMatch(/rotate\(-1[45]/);
  for (let step = 0; step < 80; step++) await page.keyboard.press('ArrowLeft');
  // It stands before the wall, wherever one pushes it.
  expect((await placeOf(page, 'Cantilever lounge chair'))[0]).toBeGreaterThan(-2.5);
  await page.getByRole('button', { name: 'Add all to cart' }).click();
  await page.getByText('All 2 pieces are in your cart.').waitFor();
  await page.getByRole('button', { name: 'Add all to cart' }).click();
  await page.getByRole('link', { name: 'Cart, 2 pieces' }).waitFor();
  await page.getByRole('link', { name: 'Check out' }).click();
  await page.getByRole('button', { name: 'Checkout' }).click();
  await fillCheckout(page, CARD.paid);
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await page.getByText(ORDER_NUMBER).waitFor();
  expect([ada.errors, ada.strangers]).toEqual([[], []]);
});

test('[JO221] what is not saved is there again on this device; what is saved opens by its address, and among one’s rooms', async () => {
  const { page } = ada;
  await page.goto(`${server.url}/planner`);
  await page.getByRole('tab', { name: 'In the room (2)' }).waitFor();
  await page.getByLabel('Name of the room').fill('Reading corner');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await saved(page);
  const address = page.url();
  expect(address).toMatch(/\/planner\?layout=[\w-]{22}$/);
  await put(page, 'coffee cup');
  await expect.poll(() => page.locator('.planner-state').textContent()).toBe('Saved');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('tab', { name: 'In the room (2)' }).waitFor();
  await page.getByRole('button', { name: 'Redo' }).click();
  await saved(page);
  await page.reload();
  await page.getByRole('tab', { name: 'In the room (3)' }).waitFor();
  await page.goto(`${server.url}/planner`);
  await page.getByRole('tab', { name: 'In the room (0)' }).waitFor();
  await page.getByRole('button', { name: 'Your rooms' }).click();
  await page.getByRole('button', { name: /^Reading corner/ }).click();
  await page.getByRole('tab', { name: 'In the room (3)' }).waitFor();
  expect(page.url()).toBe(address);
});

test('[JO222] a friend looks by one link and moves things by another; both see it within a second, and the owner takes it back', async () => {
  const { page } = ada;
  await stage(page, 'Plan');
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  const look = await dialog.getByRole('textbox', { name: 'Link to look' }).inputValue();
  await dialog.getByLabel('Others may move things by a link of their own').click();
  const change = await dialog.getByRole('textbox', { name: 'Link to change it together' }).inputValue();
  await page.keyboard.press('Escape');
  const [watcher, friend] = [
    await openPlanner(new URL(look).pathname + new URL(look).search),
    await openPlanner(change.slice(server.url.length)),
  ];
  for (const one of [watcher, friend]) {
    await one.page.getByRole('tab', { name: 'In the room (3)' }).waitFor();
    await stage(one.page, 'Plan');
  }
  expect(await watcher.page.getByRole('button', { name: /^Put .*deer/ }).isDisabled()).toBe(true);
  const from = await placeOf(page, 'Cantilever lounge chair');
  await pieceOf(friend.page, 'Cantilever lounge chair').focus();
  const seen = page.waitForFunction(
    (before) =>
      ![...document.querySelectorAll('.plan-piece')].some((one) => one.getAttribute('transform') === before),
    await pieceOf(page, 'Cantilever lounge chair').getAttribute('transform'),
  );
  const at = Date.now();
  await friend.page.keyboard.press('ArrowRight');
  await seen;
  expect(Date.now() - at).toBeLessThan(1000);
  expect((await placeOf(page, 'Cantilever lounge chair'))[0]).toBeCloseTo(from[0] + 0.05, 5);
  await expect
    .poll(() => placeOf(watcher.page, 'Cantilever lounge chair'))
    .toEqual(await placeOf(page, 'Cantilever lounge chair'));
  // The owner moves another thing; the friend sees it.
  await pieceOf(page, 'Opal table lamp').focus();
  await page.keyboard.press('ArrowDown');
  await expect
    .poll(() => placeOf(friend.page, 'Opal table lamp'))
    .toEqual(await placeOf(page, 'Opal table lamp'));
  await page.getByRole('button', { name: 'Share' }).click();
  await dialog.getByLabel('Others may move things by a link of their own').click();
  await expect
    .poll(() => dialog.getByRole('textbox', { name: 'Link to change it together' }).count())
    .toBe(0);
  await page.keyboard.press('Escape');
  await pieceOf(friend.page, 'Speckled coffee cup').focus();
  await friend.page.keyboard.press('ArrowRight');
  await friend.page.getByText('It may only be looked at now.').waitFor();
  await Promise.all([watcher.close(), friend.close()]);
});

test('[JO223] a line that breaks is said; what was changed meanwhile is told when it is back', async () => {
  const { page } = ada;
  const other = await openPlanner(new URL(page.url()).pathname + new URL(page.url()).search);
  await stage(other.page, 'Plan');
  await page.context().setOffline(true);
  await pieceOf(page, 'Opal table lamp').focus();
  await page.keyboard.press('ArrowDown');
  await page.getByText('No connection. Your changes wait here.').waitFor();
  await page.context().setOffline(false);
  await saved(page);
  await expect
    .poll(() => placeOf(other.page, 'Opal table lamp'))
    .toEqual(await placeOf(page, 'Opal table lamp'));
  await other.close();
});

test('[JO224] walls are drawn corner by corner with the keyboard, get a door and a window, and lengths that are typed', async () => {
  const { page } = await openPlanner();
  await part(page, /^Walls/);
  await page.getByRole('button', { name: 'Draw the walls' }).click();
  const ways = {
    right: 'Shift+ArrowRight',
    down: 'Shift+ArrowDown',
    left: 'Shift+ArrowLeft',
    up: 'Shift+ArrowUp',
  };
  const draw = async (way: keyof typeof ways, times: number) => {
    for (let step = 0; step < times; step++) await page.keyboard.press(ways[way]);
    await page.keyboard.press('Space');
  };
  await page.keyboard.press('Space');
  await draw('right', 8);
  await draw('down', 4);
  await draw('left', 3);
  await draw('down', 4);
  await draw('left', 5);
  await page.getByText('6 corners').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('13.0 m² of floor').or(page.getByText('13 m² of floor')).waitFor();
  await page.getByLabel('Wall 1, m').fill('5');
  await page.keyboard.press('Tab');
  await page.getByText('15 m² of floor').waitFor();
  await page.getByRole('button', { name: 'A door in wall 6' }).click();
  await page.getByRole('button', { name: 'A window in wall 1' }).click();
  expect(await page.locator('.hole').count()).toBe(2);
  await page.getByRole('button', { name: 'Corner 2: arrows move it' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.getByLabel('Wall 1, m').inputValue()).toBe('5.05');
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await page.getByLabel('Wall 1, m').inputValue()).toBe('5');
  await page.context().close();
});

/** A photo of a floor with a sheet of A4 on it, as a phone takes it; and where the sheet's corners are. */
async function photoOfSheet() {
  const [width, height] = [1200, 900];
  const corners = [
    [560, 520],
    [748, 531],
    [741, 620],
    [536, 606],
  ] as const;
  const sheet = corners.map((one) => one.join()).join(' ');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#cdb791"/><rect width="100%" height="38%" fill="#e6dfd2"/>
    <polygon points="${sheet}" fill="#fff"/></svg>`;
  return { file: await sharp(Buffer.from(svg)).png().toBuffer(), corners, size: [width, height] as const };
}

test('[JO225] a photo with a sheet of A4 takes furniture at true size; the photo goes nowhere', async () => {
  const window = await openPlanner('/planner?add=lounge-chair');
  const { page } = window;
  const sent: string[] = [];
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
  await page.getByRole('tab', { name: 'In the room (1)' }).waitFor();
  await stage(page, 'Photo');
  const { file, corners, size } = await photoOfSheet();
  await page
    .getByLabel('Choose a photo')
    .setInputFiles({ name: 'room.png', mimeType: 'image/png', buffer: file });
  const marks = page.getByRole('button', { name: /^Mark \d/ });
  const box = (await page.locator('.photo-frame').boundingBox())!;
  for (const [at, [x, y]] of corners.entries()) {
    await marks.nth(at).hover({ force: true });
    await page.mouse.down();
    await page.mouse.move(box.x + (x / size[0]) * box.width, box.y + (y / size[1]) * box.height, {
      steps: 3,
    });
    await page.mouse.up();
  }
  await marks.first().focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('button', { name: 'That is the sheet' }).click();
  await page.getByText(/^True size/).waitFor();
  await page.locator('.photo-frame canvas').waitFor();
  await part(page, /^In the room/);
  await page.getByRole('button', { name: 'To the left' }).waitFor();
  await page.getByRole('button', { name: 'Mark the sheet again' }).click();
  await marks.first().waitFor();
  expect(sent.filter((url) => !url.endsWith('/api/session'))).toEqual([]);
  expect([window.errors, window.strangers]).toEqual([[], []]);
  await window.close();
});

const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

test.each([
  ['in a wide window', DESKTOP],
  ['in Arabic on a phone', { ...PHONE, locale: 'ar' }],
] as [string, BrowserContextOptions][])(
  '[JO229] the planner keeps nobody out and fits %s, whatever part is open',
  async (_, options) => {
    const window = await openPlanner('/planner?add=lounge-chair', options);
    const { page } = window;
    await page.locator('.planner-row').first().waitFor();
    const faults: string[] = [];
    const look = async (where: string): Promise<void> => {
      for (const one of [...(await misfits(page)), ...(await seriousFaults(page))])
        faults.push(`${where}: ${one}`);
    };
    const tabs = page.getByRole('tab');
    for (const tab of [0, 1, 2]) {
      await tabs.nth(tab).click();
      await look(`part ${tab}`);
    }
    for (const one of [1, 2, 0]) {
      await page.locator('.planner-switch button').nth(one).click();
      await look(`stage ${one}`);
    }
    await page.locator('.planner-verbs button').nth(2).click();
    await page.getByRole('dialog').waitFor();
    await look('rooms');
    await page.keyboard.press('Escape');
    await page.locator('.planner-verbs button').nth(3).click();
    await page.getByRole('dialog').locator('svg.qr').waitFor();
    await look('share');
    expect(faults).toEqual([]);
    expect([window.errors, window.strangers]).toEqual([[], []]);
    await window.close();
  },
);
