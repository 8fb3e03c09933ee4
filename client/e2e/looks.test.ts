import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ORDER_NUMBER } from './checkout.ts';
import { enter, goTo, openUnseen, type Served, startBrowser, startServer } from './harness.ts';
import { covered, focused, misfits } from './looks.ts';
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

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const panelPills = (page: Page) => page.locator('.head-bar nav [aria-expanded]');
const dialog = (page: Page) => page.getByRole('dialog');

async function walkIn(page: Page): Promise<void> {
  await page.locator('form button[type=submit]:enabled').waitFor({ timeout: 90_000 });
  await page.locator('#door-name').fill('Ada');
  await page.locator('form button[type=submit]').click();
  await page.locator('.head-bar nav').waitFor({ timeout: 60_000 });
}

test('[JO64] on a phone in Arabic nothing reaches out of the window and everything is large enough for a finger [JO65] and panels leave two thirds of the room in view', async () => {
  const { page, close } = await openUnseen(browser, server.url, { ...PHONE, locale: 'ar' });
  await page.locator('summary').click();
  expect(await misfits(page)).toEqual([]);
  await walkIn(page);
  expect(await misfits(page)).toEqual([]);
  for (const pill of await panelPills(page).all()) {
    await pill.click();
    await dialog(page).waitFor();
    expect(await misfits(page)).toEqual([]);
    expect(await covered(page)).toBeLessThan(1 / 3);
    await page.keyboard.press('Escape');
  }
  await panelPills(page).first().click();
  await dialog(page).locator('.row').first().click();
  await dialog(page).locator('.hand-tools').waitFor({ timeout: 60_000 });
  expect(await misfits(page)).toEqual([]);
  await close();
  for (const [url, there] of [
    [`${server.url}/lobby`, '.rooms a'],
    [`${server.url}/s/nowhere`, '.rooms a'],
    [server.links.console, '.stands select'],
    [`${server.url}/studio`, '.closed-desk form'],
  ] as const) {
    const other = await openUnseen(browser, url, { ...PHONE, locale: 'ar' });
    await other.page.locator(there).first().waitFor();
    expect([url, await misfits(other.page)]).toEqual([url, []]);
    await other.close();
  }
});

test('[JO65] on a desk panels leave two thirds of the room in view [JO66] and give the keyboard back where it was, which paying never loses', async () => {
  const { page, close } = await openUnseen(browser, server.url, { viewport: { width: 1280, height: 720 } });
  await enter(page, 'Ada');
  for (const pill of await panelPills(page).all()) {
    await pill.press('Enter');
    await dialog(page).waitFor();
    expect(await covered(page)).toBeLessThan(1 / 3);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe(await pill.getAttribute('aria-label'));
  }
  await panelPills(page).first().press('Enter');
  await dialog(page)
    .getByRole('button', { name: /^Look at/ })
    .first()
    .press('Enter');
  await dialog(page).getByRole('button', { name: 'Add to cart' }).press('Enter');
  await page.getByRole('button', { name: 'Cart, 1 piece' }).waitFor();
  expect(await focused(page)).toBe('Add to cart');
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('Products');
  await page.getByRole('button', { name: 'Cart, 1 piece' }).press('Enter');
  await dialog(page).getByRole('button', { name: 'Checkout' }).press('Enter');
  await expect.poll(() => focused(page)).toBe('Checkout');
  const fields = {
    name: 'Ada Lovelace',
    email: 'ada@example.org',
    line1: 'Hauptstraße 1',
    postcode: '10115',
    city: 'Berlin',
    number: '4000 0000 0000 0002',
    expiry: '12/39',
    cvc: '123',
  };
  await page.locator('form.checkout').getByLabel('Country', { exact: true }).selectOption('DE');
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
  await page.getByLabel('I agree to the terms of sale').check();
  await page.locator('.totals.whole').first().waitFor({ state: 'attached' });
  const pay = dialog(page).getByRole('button', { name: 'Pay', exact: true });
  await pay.press('Enter');
  await dialog(page).getByRole('alert').waitFor();
  expect(await focused(page)).toMatch(/^Pay/);
  await page.locator('[name=number]').fill('4000 0025 0000 3155');
  await pay.press('Enter');
  await dialog(page).getByRole('button', { name: 'Yes, pay' }).waitFor();
  await expect.poll(() => focused(page)).toBe('Checkout');
  await dialog(page).getByRole('button', { name: 'Yes, pay' }).press('Enter');
  await dialog(page).getByText(ORDER_NUMBER).waitFor();
  await expect.poll(() => focused(page)).toBe('Checkout');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  expect(await focused(page)).toMatch(/^Cart/);
  await close();
});

test('[JO67] what can’t be had says so where it belongs, and can be asked for again', async () => {
  const fails = (page: Page, path: string) => page.route(path, (route) => route.fulfill({ status: 500 }));
  const heals = async (page: Page, path: string, there: string) => {
    await page.getByRole('alert').waitFor();
    expect(await page.locator('.skeleton').count()).toBe(0);
    await page.unroute(path);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator(there).first().waitFor();
  };
  const shop = await openUnseen(browser, 'about:blank');
  for (const path of ['**/api/products?*', '**/api/cart']) await fails(shop.page, path);
  await shop.page.goto(server.url);
  await enter(shop.page, 'Ada');
  await shop.page.getByRole('button', { name: 'Products', exact: true }).click();
  await heals(shop.page, '**/api/products?*', '.product-list .row');
  await shop.page.keyboard.press('Escape');
  await shop.page.getByRole('button', { name: /^Cart/ }).click();
  await heals(shop.page, '**/api/cart', '.dialog .empty');
  await shop.page.getByRole('button', { name: 'See the products' }).click();
  await shop.page.locator('.product-list .row').first().waitFor();
  await shop.close();

  const pages = [
    [`${server.url}/lobby`, '**/api/showrooms', '.rooms a'],
    [server.links.console, '**/api/console/orders', '.plan .place'],
    [server.links.studio, '**/api/session', '.desk'],
    [server.url, '**/api/showrooms', 'form button[type=submit]:enabled'],
  ] as const;
  for (const [url, path, there] of pages) {
    const { page, close } = await openUnseen(browser, 'about:blank');
    await fails(page, path);
    await goTo(page, url);
    await heals(page, path, there);
    await close();
  }
});

test('[JO68] an address without a showroom says so and shows the showrooms there are', async () => {
  const { page, close } = await openUnseen(browser, 'about:blank');
  for (const path of ['/s/nowhere', '/nowhere']) {
    expect((await page.goto(server.url + path))?.status()).toBe(404);
    await page.getByRole('heading', { name: 'There is no showroom here' }).waitFor();
    await page.getByRole('link', { name: /^The theatre/ }).waitFor();
  }
  await close();
});

test('[JO69] in the console tables sort, filter and say when nothing matches, and the keyboard takes back what was changed', async () => {
  const { page, close } = await openUnseen(browser, server.links.console, {
    viewport: { width: 1024, height: 800 },
  });
  const table = page.getByRole('table', { name: 'Products' });
  const prices = () =>
    table
      .locator('tbody td:nth-child(3)')
      .allTextContents()
      .then((all) => all.map((text) => Number(text.replace(/[^\d]/g, ''))));
  await table.getByRole('button', { name: 'Price' }).click();
  expect(await prices()).toEqual([...(await prices())].sort((a, b) => a - b));
  await table.getByRole('button', { name: 'Price' }).click();
  expect((await prices())[0]).toBe(Math.max(...(await prices())));
  const filter = page.getByRole('searchbox', { name: 'Filter: Products' });
  await filter.fill('lamp');
  expect(await table.locator('tbody tr').count()).toBe(1);
  await filter.fill('no such thing');
  await page.getByText('Nothing matches “no such thing”.').waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  expect(await table.locator('tbody tr').count()).toBe(8);

  const stand = page.getByRole('combobox', { name: 'Stand 3' });
  const before = await stand.inputValue();
  await stand.selectOption('');
  await page.getByText('Stand 3 is empty now.').waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(() => stand.inputValue()).toBe(before);

  const [first, next] = [
    page.getByRole('tab', { name: 'The atelier' }),
    page.getByRole('tab', { name: 'The theatre' }),
  ];
  await first.press('ArrowRight');
  await expect.poll(() => next.getAttribute('aria-selected')).toBe('true');
  expect(await focused(page)).toBe('The theatre');
  await close();
});
