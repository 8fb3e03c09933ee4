import { Document, WebIO } from '@gltf-transform/core';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asVisitor, joinWith } from '../../server/testing/rooms.ts';
import { openWindow, type Served, startBrowser, startServer } from './harness.ts';
import { seriousFaults } from './looks.ts';

let server: Served;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const WORK = { timeout: 60_000 };
const desk = () => openWindow(browser, server.links.designer, { viewport: { width: 1280, height: 720 } });

type Files = Record<string, Uint8Array>;

/** A box with a lid, 40 cm wide, as a .gltf and its buffer. */
async function box(): Promise<Files> {
  const document = new Document();
  const buffer = document.createBuffer().setURI('box.bin');
  const scene = document.createScene();
  for (const [name, low, high] of [
    ['base', 0, 0.5],
    ['lid', 0.5, 0.6],
  ] as const) {
    const corners = [low, high].flatMap((y) => [-0.2, y, -0.2, 0.2, y, -0.2, 0.2, y, 0.2, -0.2, y, 0.2]);
    const sides = '0 1 2 0 2 3 4 6 5 4 7 6 0 5 1 0 4 5 1 6 2 1 5 6 2 7 3 2 6 7 3 4 0 3 7 4';
    const accessor = () => document.createAccessor().setBuffer(buffer);
    const position = accessor().setType('VEC3').setArray(Float32Array.from(corners));
    const primitive = document
      .createPrimitive()
      .setAttribute('POSITION', position)
      .setIndices(accessor().setArray(Uint16Array.from(sides.split(' ').map(Number))))
      .setMaterial(document.createMaterial(name));
    scene.addChild(document.createNode(name).setMesh(document.createMesh(name).addPrimitive(primitive)));
  }
  const { json, resources } = await new WebIO().writeJSON(document);
  return { 'box.gltf': Buffer.from(JSON.stringify(json)), 'box.bin': resources['box.bin']! };
}

/** A tile, 40 cm wide, with a picture of stripes and a bumpy surface, as one file. */
async function tile(): Promise<Files> {
  const side = 256;
  const picture = (pixel: (x: number, y: number) => [number, number, number]): Promise<Buffer> => {
    const pixels = Buffer.alloc(side * side * 3);
    for (let at = 0; at < side * side; at++) pixels.set(pixel(at % side, Math.floor(at / side)), at * 3);
    return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
      .png()
      .toBuffer();
  };
  const stripes = await picture((x, y) => (y % 64 < 32 ? [x, 90, 60] : [40, 120, 255 - x]));
  const bumps = await picture((x, y) => [128 + 50 * Math.sin(x / 9), 128 + 50 * Math.cos(y / 9), 240]);
  const document = new Document();
  const buffer = document.createBuffer();
  const texture = (image: Buffer) => document.createTexture().setImage(image).setMimeType('image/png');
  const material = document
    .createMaterial('glaze')
    .setBaseColorTexture(texture(stripes))
    .setNormalTexture(texture(bumps))
    .setRoughnessFactor(0.6)
    .setDoubleSided(true);
  const accessor = (type: 'VEC2' | 'VEC3', values: number[]) =>
    document.createAccessor().setBuffer(buffer).setType(type).setArray(Float32Array.from(values));
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', [-0.2, 0, 0, 0.2, 0, 0, 0.2, 0.4, 0, -0.2, 0.4, 0]))
    .setAttribute('NORMAL', accessor('VEC3', [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1]))
    .setAttribute('TEXCOORD_0', accessor('VEC2', [0, 1, 1, 1, 1, 0, 0, 0]))
    .setIndices(
      document
        .createAccessor()
        .setBuffer(buffer)
        .setArray(Uint16Array.from([0, 1, 2, 0, 2, 3])),
    )
    .setMaterial(material);
  document
    .createScene()
    .addChild(document.createNode('tile').setMesh(document.createMesh('tile').addPrimitive(primitive)));
  return { 'tile.glb': await new WebIO().writeBinary(document) };
}

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

/** Drops files on the page, as a hand would. */
async function drop(page: Page, files: Files): Promise<void> {
  const given = Object.entries(files).map(([name, bytes]) => ({
    name,
    text: Buffer.from(bytes).toString('base64'),
  }));
  await page.evaluate((list) => {
    const transfer = new DataTransfer();
    for (const { name, text } of list)
      transfer.items.add(new File([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], name));
    for (const type of ['dragenter', 'drop'])
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
  }, given);
}

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
