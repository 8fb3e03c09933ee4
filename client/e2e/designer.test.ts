import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asVisitor, joinWith } from '../../server/testing/rooms.ts';
import { makeFilm } from './film.ts';
import { openWindow, type Served, startBrowser, startServer } from './harness.ts';
import { seriousFaults } from './looks.ts';
import { box, cupboard, drop, tile } from './models.ts';
import { showSlates } from './slates.ts';

let server: Served;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  await showSlates(server);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const WORK = { timeout: 60_000 };
const desk = (viewport = { width: 1280, height: 720 }, at = '') =>
  openWindow(browser, server.links.designer.replace('#', `${at}#`), { viewport });

/** From its next load on, a page's graphics card reads none of some compressed textures. */
const withoutFormats = (page: Page, names: RegExp) =>
  page.addInitScript((pattern) => {
    const without = new RegExp(pattern);
    type Ask = (this: WebGL2RenderingContext, name: string) => unknown;
    const ask = WebGL2RenderingContext.prototype.getExtension as Ask;
    const answer: Ask = function (name) {
      return without.test(name) ? null : ask.call(this, name);
    };
    WebGL2RenderingContext.prototype.getExtension = answer as WebGL2RenderingContext['getExtension'];
  }, names.source);

/** What a page complains of beyond answers that were asked for: those of the server are told by the browser too. */
const withoutRefusals = (errors: string[]) => errors.filter((error) => !/status of 4(00|09)/.test(error));

/** Makes a product of the box under a name. */
async function makeBox(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name: 'Drop a model anywhere' }).waitFor(WORK);
  await drop(page, await box());
  await page.getByLabel('Name', { exact: true }).fill(name, WORK);
  await page.getByRole('button', { name: 'Make a new product' }).click();
  await page.getByRole('tab', { name: 'Look', exact: true }).waitFor(WORK);
}

test('[JO110] a designer drops a .gltf with its files, and sees the steps, the report, size and costs', async () => {
  const { page, errors, strangers, close } = await desk();
  await page.getByRole('heading', { name: 'Drop a model anywhere' }).waitFor(WORK);
  expect(await seriousFaults(page)).toEqual([]);
  await drop(page, await box());
  await page.getByRole('listitem').filter({ hasText: 'Find the parts' }).waitFor(WORK);
  await page.getByText(/^All is well|^It can be shown/).waitFor(WORK);
  await page.getByText('40 cm × 40 cm × 60 cm').waitFor();
  await page.getByText('2 parts').waitFor();
  const costs = page.getByRole('table', { name: 'What it costs to load and draw' });
  await costs.getByRole('row', { name: /^For the hand, fewest bytes/ }).waitFor();
  await page.getByRole('button', { name: '+90°' }).click();
  await page.getByText('Turned by 90°').waitFor(WORK);
  await page.locator('.compare-frame[aria-busy=false]').waitFor(WORK);
  await page.getByLabel('Place of the split').press('ArrowRight');
  expect(await seriousFaults(page)).toEqual([]);
  expect([errors, strangers]).toEqual([[], []]);
  await close();
});

test('[JO111] what is broken says what to do, and takes the file that it lacks', async () => {
  const { page, errors, strangers, close } = await desk();
  await page.getByRole('heading', { name: 'Drop a model anywhere' }).waitFor(WORK);
  const { 'box.gltf': model, 'box.bin': lacking } = (await box()) as Record<
    'box.gltf' | 'box.bin',
    Uint8Array
  >;
  await drop(page, { 'box.gltf': model });
  await page.getByText('The model needs the file “box.bin”').waitFor(WORK);
  expect(await seriousFaults(page)).toEqual([]);
  const file = { name: 'renamed.bin', mimeType: 'application/octet-stream', buffer: Buffer.from(lacking) };
  await page.getByLabel('Add the file: box.bin').setInputFiles(file);
  await page.getByText(/^All is well|^It can be shown/).waitFor(WORK);
  expect([errors, strangers]).toEqual([[], []]);
  await close();
});

test('[JO112] an upload becomes a product with pictures, price and words on a stand, and comes to a visitor in the room at once', async () => {
  const session = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    body: '{}',
    headers: JSON_TYPE,
  });
  const visitor = await joinWith(server, (await session.json()).token, asVisitor('Ada'));
  const { page, errors, strangers, close } = await desk();
  await makeBox(page, 'Treasure chest');
  await page.getByRole('tab', { name: 'Words' }).click();
  await page.getByLabel('What it is').fill('Keeps what you love.');
  await page.getByRole('tab', { name: 'Sold as' }).click();
  await page.getByRole('button', { name: 'Add a SKU' }).click();
  await page.getByLabel(/^Price/).fill('12,50');
  await page.getByLabel(/^Stock/).fill('3');
  await page.getByRole('button', { name: 'Save prices' }).click();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Pictures' }).click();
  await page.getByRole('button', { name: 'Take the pictures' }).click();
  await page.locator('.turntable').waitFor(WORK);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('Version 1 is on sale').waitFor();
  await page.getByRole('tab', { name: 'Stand', exact: true }).click();
  await page.getByRole('button', { name: 'Place it here: stand-1' }).click();
  await page.getByRole('listitem').filter({ hasText: 'It stands here' }).waitFor();
  const stand = visitor.state.stands.get('stand-1')!;
  await expect.poll(() => [stand.product, stand.version, stand.stock]).toEqual(['treasure-chest', 1, 3]);
  const sheet = await (await fetch(`${server.url}/api/products/treasure-chest`)).json();
  expect([sheet.price, sheet.text.en, sheet.pictures.turntable.frames]).toEqual([
    { amount: 1250, currency: 'EUR' },
    'Keeps what you love.',
    36,
  ]);
  expect([errors, strangers]).toEqual([[], []]);
  await Promise.all([close(), visitor.leave()]);
});

test('[JO113] a mark is pinned and the exploded view changed by the keyboard alone, and both are there after a reload', async () => {
  const { page, errors, strangers, close } = await desk();
  await makeBox(page, 'Keyboard box');
  await page.locator('.look-frame[aria-busy=false]').waitFor(WORK);
  await page.getByRole('tab', { name: 'Parts' }).focus();
  for (const _ of [1, 2]) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Pin a mark' }).press('Enter');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.getByLabel('Title').focus();
  await page.keyboard.type('Hinge');
  await page.getByRole('tab', { name: 'Marks' }).focus();
  for (const _ of [1, 2]) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: /^lid/ }).press('Enter');
  await page.getByLabel('To the right, cm', { exact: true }).focus();
  await page.keyboard.press('ArrowUp');
  await page.getByText(/^Adjusted by hand/).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Mark 1: Hinge' }).waitFor(WORK);
  await page.getByRole('tab', { name: 'Apart' }).click();
  await page.getByText(/^Adjusted by hand/).waitFor();
  await page.getByRole('button', { name: /^lid/ }).click();
  expect(await page.getByLabel('To the right, cm', { exact: true }).inputValue()).toBe('1');
  expect([errors, strangers]).toEqual([[], []]);
  await close();
});

test('[JO114] what is packed for graphics cards looks like the original, on a card of today and on an old one', async () => {
  const { page, errors, strangers, close } = await desk();
  await page.getByRole('heading', { name: 'Drop a model anywhere' }).waitFor(WORK);
  await drop(page, await tile());
  for (const lacking of [/^$/, /astc|bptc|etc/]) {
    await withoutFormats(page, lacking);
    await page.locator('.compare-frame[aria-busy=false]').waitFor(WORK);
    await page.reload();
    await page.locator('.compare-frame[aria-busy=false]').waitFor(WORK);
    const choice = page.getByLabel('Compare with');
    const packed = choice.locator('option', { hasText: 'For the hand, least memory' });
    await packed.waitFor({ state: 'attached', ...WORK });
    await choice.selectOption((await packed.getAttribute('value'))!);
    await page.getByRole('button', { name: 'Measure the likeness' }).click();
    await page.getByText(/SSIM 0\.9[6-9]\d+ (at least|in the worst view)/).waitFor(WORK);
  }
  expect([errors, strangers]).toEqual([[], []]);
  await close();
});

test('[JO115] a catalogue is given out, and taken in after one has seen what is good, changed and wrong in it', async () => {
  const { page, errors, strangers, close } = await desk();
  await page.getByRole('button', { name: 'Import and export' }).click(WORK);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSON', exact: true }).click(),
  ]);
  const { products } = JSON.parse(await text(await download.createReadStream()));
  const deer = products.find((one: { slug: string }) => one.slug === 'deer');
  deer.content.name.en = 'Deer of bronze';
  products.push({ ...deer, slug: 'fawn', offers: [] }, { ...deer, slug: 'doe', offers: [{ sku: '!' }] });
  const give = (name: string, buffer: string) =>
    page
      .getByLabel('Drop a CSV or JSON file, or choose one')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(buffer) });
  await give('autumn.json', JSON.stringify({ products }));
  const changes = page.getByRole('table', { name: '2 products change' });
  await changes.getByRole('row', { name: 'deer Differs: Name › English' }).waitFor(WORK);
  await changes.getByRole('row', { name: 'fawn New' }).waitFor();
  await page
    .getByRole('table', { name: '1 row is not taken' })
    .getByRole('row', { name: 'doe offers.0.sku “!”: letters, digits and . _ / -' })
    .waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await give('broken.json', '{');
  await page.getByRole('alert').filter({ hasText: 'broken.json' }).waitFor(WORK);
  expect(await changes.count()).toBe(0);
  await give('autumn.json', JSON.stringify({ products }));
  await page.getByRole('button', { name: 'Import 2' }).click(WORK);
  await page.getByText('1 created, 1 changed').waitFor(WORK);
  await page.getByRole('navigation').getByText('Deer of bronze').first().waitFor();
  expect(withoutRefusals(errors)).toEqual([]);
  expect(strangers).toEqual([]);
  await close();
});

test('[JO116] a folder that is dropped becomes an upload for each model; of a zip with several one chooses, or has each made', async () => {
  const { page, errors, strangers, close } = await desk();
  await page.getByRole('heading', { name: 'Drop a model anywhere' }).waitFor(WORK);
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-models-'));
  const glb = (await tile())['tile.glb']!;
  const files = { 'shop/tile.glb': glb, 'shop/deep/other.glb': glb, 'shop/notes.txt': Buffer.from('-') };
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const cdp = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await cdp.send('Input.dispatchDragEvent', {
      ...{ type, x: 700, y: 400 },
      data: { items: [], files: [join(folder, 'shop')], dragOperationsMask: 1 },
    });
  const uploads = page.getByRole('navigation');
  await uploads.getByRole('button', { name: /^tile/ }).waitFor(WORK);
  await uploads.getByRole('button', { name: /^other/ }).waitFor(WORK);
  const zip = Buffer.from(zipSync({ 'a/one.glb': glb, 'b/two.glb': glb }));
  await page
    .getByLabel('Add files')
    .setInputFiles({ name: 'all.zip', mimeType: 'application/zip', buffer: zip });
  await page.getByRole('button', { name: 'Make this one: b/two.glb' }).waitFor(WORK);
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make all 2, each on its own' }).click();
  await page.getByRole('heading', { name: 'one', exact: true }).waitFor(WORK);
  await uploads.getByRole('button', { name: /^two/ }).waitFor(WORK);
  expect(await uploads.getByRole('button', { name: /^all/ }).count()).toBe(0);
  expect([errors, strangers]).toEqual([[], []]);
  rmSync(folder, { recursive: true });
  await close();
});

test('[JO117] two designers change the same product: the second sees what differs, and nothing of either is lost; a version is compared and rolled back', async () => {
  const address = new URL(server.links.designer);
  address.search = '?product=headphones&section=versions';
  const open = () => openWindow(browser, String(address), { viewport: { width: 1280, height: 720 } });
  const [anna, bert] = await Promise.all([open(), open()]);
  await anna.page.getByRole('button', { name: 'Next version like this' }).click(WORK);
  await anna.page.getByText('Version 2 · Draft').first().waitFor(WORK);
  await bert.page.reload();
  for (const { page } of [anna, bert]) await page.getByRole('tab', { name: 'Words' }).click(WORK);
  const name = bert.page.getByLabel('Name', { exact: true });
  await name.waitFor(WORK);
  await anna.page.getByLabel('What it is').fill('Written by Anna.');
  await anna.page.getByLabel('Materials').fill('Glass of Anna');
  await anna.page.getByText('Saved', { exact: true }).waitFor(WORK);
  await bert.page.getByLabel('Materials').fill('Glass of Bert');
  const bar = bert.page.getByRole('alert').filter({ hasText: 'Somebody else has changed' });
  await bar.getByRole('row', { name: 'What it is › English' }).getByText('Written by Anna.').waitFor(WORK);
  expect(await seriousFaults(bert.page)).toEqual([]);
  await bar.getByRole('button', { name: 'Put both together' }).click();
  await bert.page.getByText('Saved', { exact: true }).waitFor(WORK);
  const fields = () =>
    Promise.all(['What it is', 'Materials'].map((label) => bert.page.getByLabel(label).inputValue()));
  expect(await fields()).toEqual(['Written by Anna.', 'Glass of Bert']);
  await bert.page.getByRole('button', { name: 'Undo', exact: true }).click();
  expect(await fields()).toEqual(['Written by Anna.', 'Glass of Anna']);
  await bert.page.getByRole('tab', { name: 'Versions' }).click();
  const compared = bert.page.getByRole('table', { name: 'Compare two versions' });
  await compared.getByText('Written by Anna.').waitFor(WORK);
  await bert.page.getByLabel(/^Why/).fill('the old words sold better');
  await bert.page
    .getByRole('listitem')
    .filter({ hasText: 'Version 1 · Published' })
    .getByText('Next version like this')
    .click();
  await bert.page
    .getByRole('listitem')
    .filter({ hasText: 'Version 3 was begun' })
    .getByText(/Designer · the old words sold better/)
    .waitFor(WORK);
  expect([anna.errors, withoutRefusals(bert.errors)]).toEqual([[], []]);
  expect([...anna.strangers, ...bert.strangers]).toEqual([]);
  await Promise.all([anna.close(), bert.close()]);
});

test('[JO118] all products are searched for the one of a next version; variants become SKUs with swatch and price, a clip has a name and a mark opens a film', async () => {
  const { page, errors, strangers, close } = await desk({ width: 900, height: 600 });
  await page.getByRole('heading', { name: 'Drop a model anywhere' }).waitFor(WORK);
  await drop(page, { 'cupboard.glb': await cupboard() });
  await page.getByLabel('Or as the next version of').fill('cup vt-cp-08', WORK);
  const found = page.locator('.product-picker li').and(page.locator(':only-child'));
  await found.getByRole('button', { name: 'Speckled coffee cup' }).click(WORK);
  expect(await page.getByRole('button', { name: 'Make the next version' }).isEnabled()).toBe(true);
  await page.getByLabel('Address').fill('deer', WORK);
  await page.getByRole('button', { name: 'Make a new product' }).click();
  await page.getByText('is the address of another product').waitFor(WORK);
  await page.getByLabel('Address').fill('cupboard');
  await page.getByRole('button', { name: 'Make a new product' }).click();
  await page.locator('.look-frame[aria-busy=false]').waitFor(WORK);
  await page.getByRole('tab', { name: 'Variants' }).click();
  await page.getByRole('button', { name: 'Take the colours from the model' }).click();
  const swatch = (name: string) => page.getByLabel(`Colour of the swatch: ${name}`);
  await expect.poll(() => swatch('red').inputValue(), WORK).toMatch(/^#[89a-f].[0-6].[0-6].$/);
  await expect.poll(() => swatch('blue').inputValue(), WORK).toMatch(/^#[0-6].[0-6].[89a-f].$/);
  await page.getByLabel(/^Action.001/).fill('Open the door');
  await page.getByRole('button', { name: 'Play Action.001', exact: true }).click();
  await page.getByRole('tab', { name: 'Marks' }).click();
  await page.getByRole('button', { name: 'Pin a mark' }).press('Enter');
  await page.keyboard.press('Enter');
  await page.getByLabel('What it opens').selectOption('film');
  const film = { name: 'door.webm', mimeType: 'video/webm', buffer: await makeFilm(browser) };
  await page.getByLabel('Choose a film').setInputFiles(film);
  await page.locator('video.mark-file').waitFor(WORK);
  await page.getByRole('tab', { name: 'Sold as' }).click();
  await page.getByRole('button', { name: 'Add a SKU for each variant' }).click();
  expect(
    await page
      .getByLabel('SKU: ', { exact: false })
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)),
  ).toEqual(['CUPBOARD-RED', 'CUPBOARD-BLUE']);
  for (const sku of ['CUPBOARD-RED', 'CUPBOARD-BLUE']) {
    await page.getByLabel(`Price: ${sku}`).fill('480');
    await page.getByLabel(`Stock: ${sku}`).fill('2');
  }
  await page.getByRole('button', { name: 'Save prices' }).click();
  await page.getByText('The prices hold from now on').waitFor(WORK);
  expect(await seriousFaults(page)).toEqual([]);
  expect(withoutRefusals(errors)).toEqual([]);
  expect(strangers).toEqual([]);
  await close();
});

test('[JO119] on a phone without a network what one writes is kept, and saved once it is back', async () => {
  const phone = { width: 390, height: 844 };
  const { page, errors, strangers, close } = await desk(phone, '?product=headphones&section=words');
  const next = page.getByRole('button', { name: 'Begin the next version' });
  await page.getByRole('tab', { name: 'Words' }).waitFor(WORK);
  if (await next.isVisible()) await next.click();
  await page.getByLabel('Materials').waitFor(WORK);
  await page.context().setOffline(true);
  await page.getByLabel('Materials').fill('Written without a network');
  await page.getByText('Not saved: no connection').waitFor(WORK);
  expect(await seriousFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.context().setOffline(false);
  await page.getByText('Saved', { exact: true }).waitFor(WORK);
  await page.reload();
  await page.getByLabel('Materials').waitFor(WORK);
  expect(await page.getByLabel('Materials').inputValue()).toBe('Written without a network');
  expect(errors.filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  expect(strangers).toEqual([]);
  await close();
});
