import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPrepared, openUnseen, type Served, startBrowser, startServer } from './harness.ts';

let server: Served;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ MEDIA_WORKERS: '1' }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

test('[JO226] a desktop hands over to a phone: the same product and variant, with the cart; the code holds once', async () => {
  const desktop = await openUnseen(browser, `${server.url}/p/lounge-chair`, DESKTOP);
  const { page } = desktop;
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('button', { name: 'Cart, 1 piece' }).waitFor();
  const given = page.waitForResponse((one) => one.url().endsWith('/api/handover'));
  await page.getByRole('button', { name: 'Continue on your phone' }).click();
  const { code } = await (await given).json();
  await page.getByRole('img', { name: 'Continue on your phone' }).waitFor();
  const phone = await openUnseen(browser, `${server.url}/p/lounge-chair#cart=${code}`, PHONE);
  await phone.page.getByRole('button', { name: 'Cart, 1 piece' }).waitFor();
  await phone.page.getByText('Your cart from the other device is here.').waitFor();
  expect(new URL(phone.page.url()).hash).toBe('');
  const late = await openUnseen(browser, `${server.url}/p/lounge-chair#cart=${code}`, PHONE);
  await late.page.getByText(/^This code holds no more/).waitFor();
  await late.page.getByRole('button', { name: 'Cart, empty' }).waitFor();
  expect([phone.strangers, phone.errors]).toEqual([[], []]);
  await Promise.all([desktop.close(), phone.close(), late.close()]);
});
test('[JO227] each device is told its own way: Quick Look whose banner buys, Scene Viewer, or the planner alone; no dead button', async () => {
  // Chromium is neither: what the systems' viewers need is faked, what we hand them is real.
  const apple = `const supports = DOMTokenList.prototype.supports;
    DOMTokenList.prototype.supports = function (token) { return token === 'ar' || supports.call(this, token); };`;
  const phone = await openPrepared(browser, `${server.url}/p/lounge-chair`, apple, PHONE);
  const look = phone.page.getByRole('link', { name: 'View in your room' });
  const [file, said] = ((await look.getAttribute('href')) ?? '').split('#');
  expect(await look.getAttribute('rel')).toBe('ar');
  const own = await fetch(server.url + file);
  expect([own.status, own.headers.get('content-type')]).toEqual([200, 'model/vnd.usdz+zip']);
  expect(Object.fromEntries(new URLSearchParams(said))).toMatchObject({
    allowsContentScaling: '0',
    canonicalWebPageURL: `${server.url}/p/lounge-chair`,
    checkoutTitle: 'Cantilever lounge chair',
    callToAction: 'Add to cart',
  });
  await look.evaluate((anchor) =>
    anchor.dispatchEvent(new MessageEvent('message', { data: '_apple_ar_quicklook_button_tapped' })),
  );
  await phone.page.getByRole('button', { name: 'Cart, 1 piece' }).waitFor();
  await phone.close();

  const android = await openUnseen(browser, `${server.url}/p/lounge-chair`, {
    ...PHONE,
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
  });
  const intent =
    (await android.page.getByRole('link', { name: 'View in your room' }).getAttribute('href')) ?? '';
  const model = new URLSearchParams(/\?([^#]*)/.exec(intent)![1]).get('file')!;
  const given = await fetch(model);
  expect([given.status, given.headers.get('content-type')]).toEqual([200, 'model/gltf-binary']);
  expect((await requiredOf(given)) ?? []).toEqual([]);
  expect(intent).toContain('mode=ar_only');
  expect(android.strangers).toEqual([]);
  await android.close();

  const plain = await openUnseen(browser, `${server.url}/p/lounge-chair`, PHONE);
  const planner = plain.page.getByRole('link', { name: 'Plan it in a room' });
  await planner.waitFor();
  expect(await plain.page.getByRole('link', { name: 'View in your room' }).count()).toBe(0);
  await planner.click();
  await plain.page.getByRole('tab', { name: 'In the room (1)' }).waitFor();
  await plain.close();
});

/** The extensions that a binary glTF file asks of its reader. */
async function requiredOf(answer: Response): Promise<string[] | undefined> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  return JSON.parse(bytes.toString('utf8', 20, 20 + bytes.readUInt32LE(12))).extensionsRequired;
}

/** A browser without WebXR, on a device that feels how it is turned, or does not. */
const withoutXr = (feels: boolean) => `
  delete Navigator.prototype.xr;
  for (const name of Object.getOwnPropertyNames(window)) if (/^XR/.test(name)) delete window[name];
  delete WebGLRenderingContext.prototype.makeXRCompatible;
  delete WebGL2RenderingContext.prototype.makeXRCompatible;
  if (${feels}) setInterval(() => dispatchEvent(new DeviceOrientationEvent('deviceorientation',
    { alpha: 10, beta: 80, gamma: 0 })), 100);`;
const MOBILE = {
  ...PHONE,
  viewport: { width: 640, height: 360 },
  permissions: ['accelerometer', 'gyroscope', 'magnetometer'],
  userAgent: 'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
};

test('[JO228] without WebXR a phone that feels how it is turned shows the room in a viewer; one that does not has no dead button', async () => {
  const feeling = await openPrepared(browser, server.url, withoutXr(true), MOBILE);
  const { page } = feeling;
  await page.getByLabel('Your name').fill('Vera');
  await page
    .getByRole('button', { name: 'Enter showroom' })
    .and(page.locator(':enabled'))
    .click({ timeout: 90_000 });
  const enterVr = page.getByRole('button', { name: 'Enter VR' });
  await enterVr.click({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Leave VR' }).waitFor({ timeout: 60_000, state: 'attached' });
  expect(feeling.strangers).toEqual([]);
  await feeling.close();
  const plain = await openPrepared(browser, server.url, withoutXr(false), MOBILE);
  const asked: string[] = [];
  plain.page.on('request', (request) => asked.push(request.url()));
  await plain.page.getByLabel('Your name').fill('Otto');
  await plain.page
    .getByRole('button', { name: 'Enter showroom' })
    .and(plain.page.locator(':enabled'))
    .click({ timeout: 90_000 });
  await plain.page.getByRole('button', { name: /^Cart/ }).waitFor({ timeout: 60_000 });
  expect(await plain.page.getByRole('button', { name: 'Enter VR' }).count()).toBe(0);
  expect(asked.filter((url) => url.includes('polyfill'))).toEqual([]);
  await plain.close();
});
