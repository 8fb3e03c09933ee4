import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CARD, fillCheckout, ORDER_NUMBER } from './checkout.ts';
import { enter, openUnseen, type Served, startBrowser, startServer, type Window } from './harness.ts';
import { showSlates } from './slates.ts';

let server: Served;
let browser: Browser;
let ada: Window;
/** The number of the first order that is paid. */
let first = '';
/** How many of the first product there are before anybody buys. */
let atFirst = 0;

beforeAll(async () => {
  server = await startServer();
  await showSlates(server);
  browser = await startBrowser();
  ada = await openUnseen(browser, server.url);
  await enter(ada.page, 'Ada');
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens the first product of the list; answers its name and how many are left. */
async function openFirstProduct(page: Page): Promise<{ name: string; stock: number }> {
  await page.getByRole('button', { name: 'Products', exact: true }).click();
  const list = page.getByRole('list', { name: 'Products' });
  await list
    .getByRole('button', { name: /^Look at/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Product' });
  const stock = Number.parseInt((await dialog.locator('.stock').textContent()) ?? '', 10);
  return { name: (await dialog.getByRole('heading').textContent()) ?? '', stock };
}

test('[JO10] a product comes to the front, turns, shows its measures, and goes into the cart', async () => {
  const { page } = ada;
  atFirst = (await openFirstProduct(page)).stock;
  const dialog = page.getByRole('dialog', { name: 'Product' });
  await dialog.getByRole('button', { name: 'Turn left' }).click({ timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Nearer' }).click();
  expect(await page.locator('.measure').count()).toBe(4);
  await dialog.getByRole('button', { name: 'Add to cart' }).click();
  await expect.poll(() => page.getByRole('button', { name: 'Cart, 1 piece' }).count()).toBe(1);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('[JO11] the cart survives a reload; a declined card keeps it and says so', async () => {
  const { page } = ada;
  await page.reload();
  await enter(page, 'Ada');
  await page.getByRole('button', { name: 'Cart, 1 piece' }).click();
  await page.getByRole('button', { name: 'One more' }).click();
  await page.getByRole('button', { name: 'Checkout' }).click();
  await fillCheckout(page, CARD.declined);
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await page.getByRole('alert').getByText('The card was declined').waitFor();
});

test('[JO12] a paid order shows its number, what a checkout holds and an order takes is gone for everybody in the room, and the cart is empty', async () => {
  const { page } = ada;
  const bob = await openUnseen(browser, server.url);
  await enter(bob.page, 'Bob');
  expect((await openFirstProduct(bob.page)).stock).toBe(atFirst - 2);
  await page.getByLabel('Card number').fill(CARD.paid);
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  first = (await page.getByText(ORDER_NUMBER).textContent())!;
  const left = bob.page.getByRole('dialog', { name: 'Product' }).locator('.stock');
  await expect.poll(async () => Number.parseInt((await left.textContent()) ?? '', 10)).toBe(atFirst - 2);
  await page.getByRole('button', { name: 'Back to the room' }).click();
  await page.getByRole('button', { name: 'Cart, empty' }).waitFor();
  await bob.close();
});

test('[JO13] a card that needs confirmation asks in the room and pays after the answer', async () => {
  const { page } = ada;
  await openFirstProduct(page);
  const dialog = page.getByRole('dialog', { name: 'Product' });
  await dialog.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('button', { name: 'Cart, 1 piece' }).click();
  await page.getByRole('button', { name: 'Checkout' }).click();
  await fillCheckout(page, CARD.confirm);
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await page.getByRole('button', { name: 'Yes, pay' }).click();
  await page.getByText(ORDER_NUMBER).waitFor();
  await page.getByRole('button', { name: 'Back to the room' }).click();
});

test('[JO14] the console lists the orders and puts another product on a stand while people are in the room', async () => {
  const desk = await openUnseen(browser, server.links.console);
  await desk.page.getByRole('table', { name: 'Orders' }).getByText(first).waitFor();
  await desk.page.getByRole('table', { name: 'Rooms' }).getByText('Ada').waitFor();
  const stand = desk.page.getByRole('combobox', { name: 'Stand 1' });
  // What can be chosen comes after the table: what is read at once may be nothing.
  await expect.poll(() => stand.locator('option').count()).toBeGreaterThan(2);
  const options = await stand.locator('option').allTextContents();
  const before = await stand.locator('option:checked').textContent();
  const next = options.find((option) => option !== before && option !== 'Nothing')!;
  await stand.selectOption({ label: next });
  await ada.page.getByRole('button', { name: 'Products', exact: true }).click();
  await ada.page
    .getByRole('list', { name: 'Products' })
    .getByRole('button', { name: `Look at ${next}` })
    .first()
    .waitFor();
  expect(desk.strangers).toEqual([]);
  await desk.close();
});

test('[JO15] the whole purchase can be made with the keyboard alone', async () => {
  const { page, close } = await openUnseen(browser, server.url);
  const press = (role: 'button', name: string | RegExp) =>
    page.getByRole(role, { name }).first().press('Enter');
  await page.getByLabel('Your name').fill('Kay');
  await page
    .getByRole('button', { name: 'Enter showroom' })
    .and(page.locator(':enabled'))
    .waitFor({ timeout: 90_000 });
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Cart/ }).waitFor({ timeout: 60_000 });
  await press('button', 'Products');
  await press('button', /^Look at/);
  await press('button', 'Add to cart');
  await page.getByRole('button', { name: 'Cart, 1 piece' }).waitFor();
  await page.keyboard.press('Escape');
  await press('button', 'Cart, 1 piece');
  await press('button', 'Checkout');
  await fillCheckout(page, CARD.paid);
  await page.keyboard.press('Enter');
  await page.getByText(ORDER_NUMBER).waitFor();
  await close();
});
