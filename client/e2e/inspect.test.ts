import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../../server/testing/api.ts';
import type { ProductSheet } from '../../shared/model/catalogue.ts';
import { CARD, fillCheckout, ORDER_NUMBER } from './checkout.ts';
import {
  enter,
  FRAME_MS,
  openWindow,
  type Served,
  startBrowser,
  startServer,
  type Window,
} from './harness.ts';
import { misfits, seriousFaults } from './looks.ts';
import { staffOf } from './returns.ts';
import { chest, keepSamples, trunk } from './sample.ts';
import { showSlates } from './slates.ts';

let dataDir: string;
let server: Served;
let browser: Browser;
let ada: Window;
let bob: Window;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vitrine-e2e-'));
  const sample = await chest();
  const next = { ...sample.content, name: { en: 'Chest of ash' } };
  await keepSamples(dataDir, [{ ...sample, next, stand: 'stand-1' }, await trunk()]);
  server = await startServer({}, dataDir);
  await showSlates(server);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const panelOf = (page: Page) => page.getByRole('dialog', { name: 'Product' });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const seen = (page: Page) =>
  page.waitForFunction(() => performance.getEntriesByName('vitrine.hand').length > 0, undefined, {
    timeout: 60_000,
  });
const placesOf = (page: Page) =>
  page.evaluate(() => window.vitrine!.people().map(({ name, x, z }) => ({ name, x, z })));
const lengthsAt = (page: Page) =>
  page.locator('.measure').evaluateAll((all) => all.map((one) => (one as HTMLElement).style.transform));

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Products', exact: true }).click();
  await page
    .getByRole('list', { name: 'Products' })
    .getByRole('button', { name: `Look at ${name}` })
    .click();
  await page.locator('.mark, .measure').first().waitFor({ state: 'attached', timeout: 60_000 });
}

const placeIn = (transform: string): { x: number; y: number } => {
  const [x, y] = transform.match(/-?[\d.]+(?=px)/g)!.map(Number);
  return { x: x!, y: y! };
};

/** The length that stands last, until it stands still. */
async function settled(page: Page): Promise<string[]> {
  let before: string[] = [];
  let looks = 0;
  const isStill = async (): Promise<boolean> => {
    const now = await lengthsAt(page);
    looks = JSON.stringify(now) === JSON.stringify(before) ? looks + 1 : 0;
    before = now;
    return looks > 1;
  };
  // Frames come between two looks.
  await expect.poll(isStill, { interval: 2 * FRAME_MS }).toBe(true);
  return before;
}

test('[JO120] where nothing can be drawn the page shows pictures, and has all else', async () => {
  const plain = await openWindow(browser, `${server.url}/p/chest`);
  await plain.page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await plain.page.reload();
  await plain.page.getByRole('img', { name: /seen from all around/ }).waitFor();
  await press(plain.page, 'Turn left');
  expect(await plain.page.getByRole('button', { name: 'Look inside' }).count()).toBe(0);
  await plain.page.getByRole('button', { name: 'Add to cart' }).click();
  await plain.page.getByRole('button', { name: 'Cart, 1 piece' }).waitFor();
  const html = await (await fetch(`${server.url}/p/chest`)).text();
  expect(html).toContain('<meta property="og:title" content="Chest" />');
  expect(html).toContain(
    `<meta property="og:image" content="${server.url}/assets/products/lounge-chair.webp" />`,
  );
  const nothing = await fetch(`${server.url}/p/nothing`, { headers: { accept: 'text/html' } });
  expect(nothing.status).toBe(404);
  expect([plain.strangers, plain.errors]).toEqual([[], []]);
  await plain.close();
});

test('[JO121] a product has a page of its own: a link opens exactly the view that was shared, and it can be bought there on a phone', async () => {
  const phone = await openWindow(browser, `${server.url}/lobby`, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: 'en-DE',
  });
  const { page } = phone;
  await page.route('**/files/*.glb', (route) => route.abort());
  await page.goto(`${server.url}/p/chest?view=0.9,1.1,2,0,0.2,0;v=Blue;e=1;s=-y0.5;p=lid`);
  const again = page.getByRole('alert').getByRole('button', { name: 'Try again' });
  await again.waitFor();
  await page.unroute('**/files/*.glb');
  await again.click();
  expect(new Set(phone.errors.splice(0))).toEqual(new Set(['Failed to load resource: net::ERR_FAILED']));
  await seen(page);
  await page.getByRole('button', { name: 'Take apart' }).click();
  expect(await page.getByRole('slider').inputValue()).toBe('1');
  await page.getByText('Lid is picked out.').waitFor();
  await page.locator('.price').getByText('€135.00').waitFor();
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await press(page, 'Share this view');
  expect(await page.getByLabel('Link to exactly this view').inputValue()).toMatch(
    /\/p\/chest\?view=0\.9,1\.1,[\d.]+,0,0\.2,0;v=Blue;e=1;s=-y0\.5;p=lid$/,
  );
  expect(await seriousFaults(page)).toEqual([]);
  expect(await misfits(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await press(page, 'Cart, 1 piece');
  await press(page, 'Checkout');
  await fillCheckout(page, CARD.paid);
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await page.getByText(ORDER_NUMBER).waitFor();
  expect([phone.strangers, phone.errors]).toEqual([[], []]);
  await phone.close();
});

test('[JO129] a smaller file comes first; the product itself takes its place without a jump, also when it had to be asked for again', async () => {
  const { files } = (await (await fetch(`${server.url}/api/products/trunk`)).json()) as ProductSheet;
  const guest = await openWindow(browser, `${server.url}/lobby`);
  const { page } = guest;
  await page.route(`**${files.hero!.web!.url}`, (route) => route.abort());
  await page.goto(`${server.url}/p/trunk`);
  const alert = page.getByRole('alert');
  await alert.getByText('Full detail could not be loaded.').waitFor({ timeout: 60_000 });
  await press(page, 'Turn by itself');
  const before = (await settled(page)).map(placeIn);
  await page.unroute(`**${files.hero!.web!.url}`);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await seen(page);
  const after = (await settled(page)).map(placeIn);
  for (const [index, { x, y }] of after.entries())
    expect(Math.hypot(x - before[index]!.x, y - before[index]!.y)).toBeLessThan(2);
  expect(new Set(guest.errors)).toEqual(new Set(['Failed to load resource: net::ERR_FAILED']));
  expect(guest.strangers).toEqual([]);
  await guest.close();
});

test('[JO130] what is wished for before all of a product is there is kept, and done then', async () => {
  const { files } = (await (await fetch(`${server.url}/api/products/trunk`)).json()) as ProductSheet;
  const guest = await openWindow(browser, `${server.url}/lobby`);
  const { page } = guest;
  const { promise: asked, resolve: go } = Promise.withResolvers<void>();
  await page.route(`**${files.hero!.web!.url}`, (route) => asked.then(() => route.continue()));
  await page.goto(`${server.url}/p/trunk`);
  await page.getByText('Full detail is on its way.').waitFor({ timeout: 60_000 });
  await press(page, 'Turn by itself');
  await page.getByRole('button', { name: 'Take apart' }).click();
  await page.getByRole('slider').fill('1');
  const mark = page.getByRole('button', { name: 'Mark 1: Solid lid' });
  const whole = await mark.boundingBox();
  go();
  await seen(page);
  await expect.poll(async () => (await mark.boundingBox())!.y).not.toBeCloseTo(whole!.y, 0);
  expect(await page.getByRole('slider').inputValue()).toBe('1');
  expect([guest.strangers, guest.errors]).toEqual([[], []]);
  await guest.close();
});

test('[JO122] a product without parts has only the tools that it needs; keys turn it; closing it leaves one where one stood', async () => {
  ada = await openWindow(browser, server.url, { locale: 'en-DE' });
  const { page } = ada;
  await enter(page, 'Ada');
  const before = await placesOf(page);
  await page.getByRole('button', { name: 'Products', exact: true }).click();
  await press(page, 'Look at Chest');
  await page.locator('.inspect-wait').waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  await panelOf(page).waitFor({ state: 'detached' });
  expect(await page.locator('.inspect-wait, .measure, .mark').count()).toBe(0);
  await open(page, 'Oxblood ankle boots');
  await seen(page);
  const tools = panelOf(page).getByRole('group', { name: 'Look closer' }).getByRole('button');
  expect(await tools.allTextContents()).toEqual(['Size', 'Look inside', 'Compare', 'Look together']);
  await press(page, 'Turn by itself');
  const lengths = await settled(page);
  await page.locator('.stage-region').focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => lengthsAt(page)).not.toEqual(lengths);
  await panelOf(page).focus();
  await page.keyboard.press('Escape');
  await panelOf(page).waitFor({ state: 'detached' });
  expect(await page.locator('.measure').count()).toBe(0);
  expect(await placesOf(page)).toEqual(before);
});

test('[JO128] the list of products finds all that is on sale, by keyboard: what stands here can be walked to, all else opens; without network what is known is found', async () => {
  const { page } = ada;
  const list = page.getByRole('dialog', { name: 'Products' });
  const find = async (words: string): Promise<void> => {
    if (!(await list.isVisible())) await press(page, 'Products');
    await list.getByRole('searchbox').fill(words);
  };
  await find('lamp');
  const found = list.getByRole('list', { name: 'What was found' });
  await found.getByRole('button', { name: 'Go to Opal table lamp' }).waitFor();
  await find('deer');
  await found.getByText('Not on show here').waitFor();
  await list.getByRole('status').getByText('One product').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await panelOf(page).getByRole('heading', { name: 'Leaping deer' }).waitFor();
  await panelOf(page).getByRole('group', { name: 'Look closer' }).waitFor();
  await page.keyboard.press('Escape');
  await panelOf(page).waitFor({ state: 'detached' });
  await page.route('**/api/search/**', (route) => route.abort());
  await find('chest');
  await list.getByText('Without network only products seen before can be found.').waitFor();
  await found.getByRole('button', { name: 'Look at Chest' }).waitFor();
  await find('zzqq');
  await list.getByText('Nothing goes by “zzqq”.').first().waitFor();
  await page.unroute('**/api/search/**');
  expect(new Set(ada.errors.splice(0))).toEqual(new Set(['Failed to load resource: net::ERR_FAILED']));
  await page.keyboard.press('Escape');
  await list.getByRole('list', { name: 'Products' }).waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
});

test('[JO123] it comes apart step by step and says what comes off; a part is told and bought; two variants are two lines of the cart', async () => {
  const { page } = ada;
  await open(page, 'Chest');
  const panel = panelOf(page);
  await panel.getByRole('button', { name: 'Take apart' }).click();
  await panel.getByRole('button', { name: 'Next step' }).click();
  await panel.getByText('1 of 2: Screw × 4').waitFor();
  await expect.poll(() => panel.getByRole('slider').inputValue()).toBe('0.5');
  await panel.getByRole('button', { name: 'Next step' }).click();
  await panel.getByText('2 of 2: Lid').waitFor();
  await panel.getByRole('button', { name: /^Lid/ }).click();
  await panel.getByText('Lid is picked out.').waitFor();
  await panel.getByRole('button', { name: 'Buy as spare part: Lid' }).click();
  await page.getByRole('button', { name: 'Cart, 1 piece' }).waitFor();
  await panel.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('button', { name: 'Cart, 2 pieces' }).waitFor();
  await panel.getByText('Night blue').click();
  await panel.locator('.price').getByText('€135.00').waitFor();
  await panel.getByRole('button', { name: 'Add to cart' }).click();
  await press(page, 'Cart, 3 pieces');
  const cart = page.getByRole('dialog', { name: 'Cart' });
  await expect.poll(() => cart.locator('.cart-lines b').count()).toBe(3);
  await cart.getByRole('button', { name: 'Remove Chest, Lid' }).click();
  await cart.getByRole('button', { name: 'One more Chest, Blue' }).click();
  await page.getByRole('button', { name: 'Cart, 3 pieces' }).waitFor();
  await cart.getByRole('button', { name: 'Close' }).click();
});

test('[JO124] marks, a guided tour, a second product beside it and the whole window: all of it by buttons', async () => {
  const { page } = ada;
  const panel = panelOf(page);
  await panel.getByRole('button', { name: 'Details' }).click();
  await panel.getByRole('button', { name: 'Go there: Solid lid' }).click();
  expect(await page.getByRole('button', { name: 'Mark 1: Solid lid' }).count()).toBe(1);
  await panel.getByRole('button', { name: 'Guided tour' }).click();
  await panel.getByRole('button', { name: 'Start the tour' }).click();
  await panel.getByText('Made to last.').waitFor();
  await panel.getByRole('button', { name: 'Next stop' }).click();
  await panel.getByText('Six pieces, no glue.').waitFor();
  await panel.getByRole('button', { name: 'Compare', exact: true }).click();
  await panel.getByRole('searchbox').fill('lamp');
  await panel.getByRole('button', { name: /^Compare with .*lamp/i }).click();
  await panel.getByRole('table').waitFor();
  expect(await panel.getByRole('table').getByRole('columnheader').count()).toBe(3);
  await panel.getByRole('button', { name: 'Put it away' }).click();
  await panel.getByRole('button', { name: 'Full screen' }).click();
  await panel.waitFor({ state: 'hidden' });
  await press(page, 'Leave full screen');
  await panel.waitFor();
});

test('[JO125] a link into a showroom opens the product there, as it was shared', async () => {
  bob = await openWindow(browser, `${server.url}/s/atelier#look=chest&view=0.9,1.1,2,0,0.2,0;e=0.5`);
  const { page } = bob;
  await enter(page, 'Bob');
  await page.getByRole('button', { name: 'Take apart' }).click({ timeout: 60_000 });
  expect(await page.getByRole('slider').inputValue()).toBe('0.5');
  expect(new URL(page.url()).hash).toBe('');
  await page.keyboard.press('Escape');
  await panelOf(page).waitFor({ state: 'detached' });
});

test('[JO126] who is asked looks along: sees what the leader does and where they point, until the leader closes it', async () => {
  const panel = panelOf(ada.page);
  await panel.getByRole('button', { name: 'Take apart' }).click();
  await panel.getByRole('slider').fill('0');
  await panel.getByRole('button', { name: 'Look together' }).click();
  await panel.getByLabel('Bob').check();
  await panel.getByRole('button', { name: 'Invite' }).click();
  await bob.page.getByText('Ada shows you: Chest').waitFor();
  await press(bob.page, 'Look along');
  await bob.page.locator('.mark').first().waitFor({ state: 'attached', timeout: 60_000 });
  const theirs = panelOf(bob.page);
  await theirs.getByRole('button', { name: 'Take apart' }).click();
  await panel.getByRole('button', { name: 'Take apart' }).click();
  await panel.getByRole('slider').fill('1');
  await expect.poll(() => theirs.getByRole('slider').inputValue()).toBe('1');
  await panel.getByRole('slider').fill('0');
  await expect.poll(() => theirs.getByRole('slider').inputValue()).toBe('0');
  const box = (await ada.page.locator('.stage-region').boundingBox())!;
  const dot = bob.page.locator('.look-dot', { hasText: 'Ada' });
  await expect
    .poll(async () => {
      await ada.page.mouse.move(box.width * 0.25 + Math.random() * 4, box.height * 0.5);
      return dot.count();
    })
    .toBe(1);
  await panel.focus();
  await ada.page.keyboard.press('Escape');
  await bob.page.getByText('You look at it by yourself again.').waitFor();
  expect(await dot.count()).toBe(0);
});

test('[JO127] a newer version that is published meanwhile is offered, and shown when one wants it', async () => {
  const { page } = bob;
  const owner = await signIn(staffOf(server), 'owner');
  const path = '/api/designer/products/chest/versions/2/publish';
  expect((await owner.call('POST', path, { why: '' })).status).toBe(200);
  await page.getByText('A newer version is here.').waitFor();
  await press(page, 'Show it');
  await page.getByRole('heading', { name: 'Chest of ash' }).waitFor();
  await page.getByText('A newer version is here.').waitFor({ state: 'detached' });
});

test('[JO131] a product of the house comes apart, has a tour, and is bought in the leather that one chose', async () => {
  const { page } = bob;
  await page.keyboard.press('Escape');
  await open(page, 'Cantilever lounge chair');
  const panel = panelOf(page);
  await panel.getByRole('button', { name: 'Guided tour' }).click();
  await panel.getByRole('button', { name: 'Start the tour' }).click();
  await panel.getByRole('button', { name: 'Next stop' }).click();
  await panel.getByRole('button', { name: 'Next stop' }).click();
  await panel.getByText('Six parts and one key').waitFor();
  await panel.getByRole('button', { name: 'Take apart' }).click();
  expect(await panel.getByRole('slider').inputValue()).toBe('1');
  await panel.getByRole('button', { name: /^Armrest × 2/ }).waitFor();
  await panel.getByText('Black leather').click();
  await panel.getByRole('button', { name: 'Add to cart' }).click();
  await panel.getByRole('button', { name: 'Buy as spare part: Pair of armrests' }).click();
  await press(page, 'Cart, 2 pieces');
  const cart = page.getByRole('dialog', { name: 'Cart' });
  await cart.getByRole('button', { name: 'Remove Cantilever lounge chair, Black leather' }).waitFor();
  await cart.getByRole('button', { name: 'Remove Cantilever lounge chair, Pair of armrests' }).waitFor();
  expect([ada.strangers, ada.errors, bob.strangers, bob.errors]).toEqual([[], [], [], []]);
});
