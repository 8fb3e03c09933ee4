import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openPrepared, type Served, startBrowser, startServer, type Window } from './harness.ts';
import { showSlates } from './slates.ts';
import { findOnBoard, frames, pressMenu, pressOnBoard, reachOnBoard, typeOnBoard } from './xr/hands.ts';
import { emulatorScript } from './xr/headset.ts';

let server: Served;
let browser: Browser;
let vera: Window;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ MEDIA_WORKERS: '1' }), startBrowser()]);
  await showSlates(server);
  vera = await openPrepared(browser, server.url, await emulatorScript(), {
    viewport: { width: 640, height: 360 },
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Walks in with a headset, its left hand out of the way. */
async function walkIn(page: Page, name: string): Promise<void> {
  await enter(page, name);
  await page.getByRole('button', { name: 'Enter VR' }).click();
  await page.waitForFunction(() => window.headset.activeSession !== undefined);
  await page.locator('.vr-menu').waitFor();
  await page.evaluate(() => window.headset.controllers.left!.position.set(-0.35, 0.9, 0));
}

test('[JO230] with a headset one finds a product, lays it into the cart and pays it: by laser, keys on a board, and somebody’s help at the page', async () => {
  const { page } = vera;
  await walkIn(page, 'Vera');
  await pressMenu(page);
  await pressOnBoard(page, /^Look at Opal/);
  await pressOnBoard(page, /^Add to cart/);
  await pressOnBoard(page, /^Cart/);
  await pressOnBoard(page, /^Checkout/);
  await pressOnBoard(page, /^Mail/);
  await typeOnBoard(page, 'v@b.org');
  await pressOnBoard(page, /^Done$/);
  const form = page.locator('.vr-menu form.checkout');
  expect(await form.getByLabel('Mail').inputValue()).toBe('v@b.org');
  await reachOnBoard(page, /^Country/);
  await reachOnBoard(page, /^Germany/, 'up');
  // What the headset shows is on the page too: somebody there helps with the address.
  const address = { Name: 'Vera Rubin', 'Street and number': 'Am See 1', Postcode: '10115', City: 'Berlin' };
  for (const [label, value] of Object.entries(address))
    await form.getByLabel(label, { exact: true }).fill(value);
  await pressOnBoard(page, /^Done$/);
  await reachOnBoard(page, /^I agree/);
  await reachOnBoard(page, /^is paid/);
  await reachOnBoard(page, /^Pay/);
  await page.getByText(/^V-[0-9A-Z]{4}-[0-9A-Z]{4}$/).waitFor();
  await findOnBoard(page, /^Back to the room/);
  await frames(page);
  expect([vera.errors, vera.strangers]).toEqual([[], []]);
});
