import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CARD, fillCheckout, ORDER_NUMBER } from './checkout.ts';
import { openPrepared, openWindow, type Served, startBrowser, startServer, type Window } from './harness.ts';
import { misfits, seriousFaults } from './looks.ts';
import { showSlates } from './slates.ts';
import {
  findOnBoard,
  frames,
  pressMenu,
  pressOnBoard,
  putOn,
  reachOnBoard,
  typeOnBoard,
} from './xr/hands.ts';
import { emulatorScript } from './xr/headset.ts';

let server: Served;
let browser: Browser;
let vera: Window;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ MEDIA_WORKERS: '1' }), startBrowser()]);
  await showSlates(server);
  vera = await openPrepared(browser, server.url, await emulatorScript('layeredHeadset'), {
    viewport: { width: 640, height: 360 },
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Walks in with a headset, its left hand out of the way. */
async function walkIn(page: Page, name: string): Promise<void> {
  await putOn(page, name);
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
  const form = page.locator('.vr-menu form.checkout');
  await reachOnBoard(page, /^Country/);
  await reachOnBoard(page, /^Germany/, 'up');
  await reachOnBoard(page, /^Name/);
  await typeOnBoard(page, 'vera-1');
  expect(await form.getByLabel('Name').inputValue()).toBe('vera-1');
  // What the headset shows is on the page too: somebody there helps with the rest.
  const rest = { Mail: 'v@shop.test', 'Street and number': 'Am See 1', Postcode: '10115', City: 'Berlin' };
  for (const [label, value] of Object.entries(rest))
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

/** Holds the product with both hands, so far to both sides of its middle. */
const grip = (page: Page, aside: number, squeeze: 0 | 1) =>
  page.evaluate(
    ([aside, squeeze]) => {
      const { x, y, z } = window.vitrine!.held()!;
      const { left, right } = window.headset.controllers;
      left!.position.set(x - aside, y, z);
      right!.position.set(x + aside, y, z);
      for (const hand of [left!, right!]) hand.updateButtonValue('squeeze', squeeze);
    },
    [aside, squeeze] as const,
  );
const held = async (page: Page) => (await page.evaluate(() => window.vitrine!.held()))!;

test('[JO231] a product is taken into the hands: two scale it, pull it apart and say so on the board, it is cut, and put back; who leaves the headset has it in the page', async () => {
  const { page } = vera;
  await pressOnBoard(page, /^Back to the room/);
  await pressOnBoard(page, /^Products/);
  await pressOnBoard(page, /^Look at Walnut headphones/);
  await page.waitForFunction(() => window.vitrine!.held() !== undefined);
  // The whole of it has come: it has parts.
  await findOnBoard(page, /^Take apart/);
  const before = await held(page);
  await grip(page, 0.05, 0);
  await frames(page);
  await grip(page, 0.05, 1);
  await frames(page);
  await grip(page, 0.1, 1);
  await frames(page);
  const large = await held(page);
  // Hands are held a little aside of where they are.
  expect(large.scale / before.scale).toBeGreaterThan(1.6);
  expect(large.scale / before.scale).toBeLessThan(2.4);
  await grip(page, 0.1, 0);
  await frames(page);

  await reachOnBoard(page, /^Take apart/);
  await findOnBoard(page, /^How far it is taken apart/);
  await grip(page, 0.05, 0);
  await frames(page);
  await grip(page, 0.05, 1);
  await frames(page);
  await grip(page, 0.2, 1);
  await frames(page);
  await grip(page, 0.2, 0);
  await frames(page);
  const apart = await held(page);
  expect(apart.apart).toBeGreaterThan(0.2);
  expect(apart.scale).toBeCloseTo(large.scale, 3);
  const slider = page.getByLabel('How far it is taken apart');
  expect(Number(await slider.inputValue()) / Number(await slider.getAttribute('max'))).toBeCloseTo(
    apart.apart,
    1,
  );

  await page.getByRole('button', { name: 'Leave VR' }).press('Enter');
  await page.getByRole('button', { name: 'Enter VR' }).waitFor();
  await page.getByRole('dialog', { name: 'Product' }).waitFor();
  await page.getByRole('button', { name: 'Take apart' }).click();
  expect(Number(await slider.inputValue()) / Number(await slider.getAttribute('max'))).toBeCloseTo(
    apart.apart,
    1,
  );
  await page.keyboard.press('Escape');
  expect([vera.errors, vera.strangers]).toEqual([[], []]);
});

test('[JO232] the headset stays on through a door: the next room is there, with the menu and what one has in the cart', async () => {
  const { page } = vera;
  await page.getByRole('button', { name: 'Enter VR' }).click();
  await page.waitForFunction(() => window.headset.activeSession !== undefined);
  await page.locator('.vr-menu').waitFor();
  await pressMenu(page);
  await pressOnBoard(page, /^Places/);
  await reachOnBoard(page, /theatre/);
  await page.waitForURL(/\/s\/theatre$/);
  await page.locator('.vr-menu').waitFor();
  expect(await page.evaluate(() => window.headset.activeSession !== undefined)).toBe(true);
  await pressMenu(page);
  await pressOnBoard(page, /^Look at/);
  await page.waitForFunction(() => window.vitrine!.held() !== undefined);
  await page.getByRole('button', { name: 'Leave VR' }).press('Enter');
  await page.getByRole('button', { name: 'Enter VR' }).waitFor();
  await page.keyboard.press('Escape');
  expect([vera.errors, vera.strangers]).toEqual([[], []]);
});

test('[JO233] what is in the cart is paid on a phone by the code that the headset shows, and the headset says so by itself', async () => {
  const { page } = vera;
  await page.getByRole('button', { name: 'Enter VR' }).click();
  await page.waitForFunction(() => window.headset.activeSession !== undefined);
  await page.locator('.vr-menu').waitFor();
  await pressMenu(page);
  await pressOnBoard(page, /^Look at/);
  await pressOnBoard(page, /^Add to cart/);
  await pressOnBoard(page, /^Cart/);
  await pressOnBoard(page, /^Finish on your phone/);
  const code = (await page.locator('.onward-code').textContent())!;

  const phone = await openWindow(browser, `${server.url}/checkout`, {
    viewport: { width: 390, height: 844 },
  });
  await phone.page.getByLabel('A code from another device').fill(code.toLowerCase());
  expect([await seriousFaults(phone.page), await misfits(phone.page)]).toEqual([[], []]);
  await phone.page.getByRole('button', { name: 'Bring its cart' }).click();
  await page.getByText('Your phone has the cart.').waitFor();
  await phone.page.getByRole('button', { name: 'Checkout' }).click();
  await fillCheckout(phone.page, CARD.paid);
  await phone.page.getByRole('button', { name: /^Pay/ }).click();
  const number = phone.page.getByText(ORDER_NUMBER);
  await number.waitFor();
  const began = performance.now();
  await page
    .locator('.vr-menu')
    .getByText((await number.textContent())!)
    .waitFor();
  process.stdout.write(`told in the headset ${(performance.now() - began).toFixed(0)} ms after the phone\n`);
  expect([vera.errors, vera.strangers, phone.errors, phone.strangers]).toEqual([[], [], [], []]);
  await phone.page.context().close();
});

test('[JO234] a tour is all around who has a headset: its points are on the menu, and the way back into the room', async () => {
  const { page } = vera;
  await page.goto(server.url);
  await walkIn(page, 'Vera');
  await pressMenu(page);
  await pressOnBoard(page, /^Places/);
  await pressOnBoard(page, /^The workshop/);
  await pressOnBoard(page, /^The leather store/);
  await page.getByRole('heading', { name: 'The leather store' }).waitFor();
  await pressOnBoard(page, /^Back to the room/);
  await page.getByRole('heading', { name: 'The leather store' }).waitFor({ state: 'detached' });
  await pressMenu(page);
  await findOnBoard(page, /^Look at/);
  expect([vera.errors, vera.strangers]).toEqual([[], []]);
});
