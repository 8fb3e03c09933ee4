import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, signIn } from '../../server/testing/api.ts';
import { runningClock } from '../../server/testing/house.ts';
import { openPlainWindow, type Served, startBrowser, startServer, type Window } from './harness.ts';
import { focused, misfits, seriousFaults } from './looks.ts';

const SKU = 'VT-LM-05';
const LAMP = 'Opal table lamp';

let server: Served;
let browser: Browser;
let desk: Window;

const SIZE = { viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' as const };
const openAs = (role: string, part: string, options: object = {}) =>
  openPlainWindow(browser, `${server.url}/desk/prices#as=${role}`, { ...SIZE, ...options }).then(
    async (window) => {
      await window.page.goto(`${server.url}/desk/prices#${part}`);
      return window;
    },
  );
const as = (role: 'desk' | 'visitor'): Promise<Api> =>
  signIn({ url: server.url, staff: server.staff, clock: runningClock() }, role);

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ MEDIA_WORKERS: '1' }), startBrowser()]);
  desk = await openAs('desk', 'stock');
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const row = (page: Page, sku: string) => page.locator(`tr[data-sku="${sku}"]`);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const sheet = (page: Page, name: string) => page.getByRole('dialog', { name });

test('[JO180] the desk finds a SKU by words and counts it anew with a reason; the shop shows what is there', async () => {
  const { page } = desk;
  await page.getByLabel('Search: SKU or product').fill('lamp');
  await expect.poll(() => page.locator('tr[data-sku]').count()).toBe(2);
  await button(page, `Change stock: ${SKU}`).click();
  const form = sheet(page, 'Change stock');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Say why, in a few words.').waitFor();
  await form.locator('input:focus[aria-invalid=true]').waitFor();
  await form.getByLabel('How many are there').fill('0');
  await form.getByText('From 15 to 0').waitFor();
  await form.getByLabel('Reason').fill('Fell from the shelf');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`${SKU}: 0 are there now`).waitFor();
  expect(await row(page, SKU).getByRole('cell').first().textContent()).toBe('0');
  expect(await focused(page)).toBe(`Change stock: ${SKU}`);
  const buyer = await openPlainWindow(browser, `${server.url}/shop`, { ...SIZE, locale: 'en-IE' });
  const card = buyer.page.getByRole('listitem').filter({ hasText: LAMP });
  await card.getByText('Sold out').waitFor();
  await button(page, `Change stock: ${SKU}`).click();
  await form.getByLabel('So many more or fewer').check();
  await form.getByLabel('By how many').fill('−1');
  await form.getByLabel('Reason').fill('One more lost');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('None are there any more').waitFor();
  await form.getByLabel('By how many').fill('+9');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`${SKU}: 9 are there now`).waitFor();
  await buyer.page.reload();
  await card.waitFor();
  expect(await card.getByText('Sold out').count()).toBe(0);
  await buyer.close();
  await button(page, `Selling mode: ${SKU}`).click();
  const selling = sheet(page, 'Selling mode');
  await selling.getByLabel('Pre-order').check();
  await selling.getByRole('button', { name: 'Save' }).click();
  await selling.getByText('Name the day.').waitFor();
  await selling.getByLabel('Ready to be sent on').fill('2031-05-04');
  await selling.getByRole('button', { name: 'Save' }).click();
  await row(page, SKU).getByText('Pre-order, ready May 4, 2031').waitFor();
});

test('[JO181] a list with a quantity break and a price to compare with: wrong fields say why, and buyers of its market see its prices', async () => {
  const { page } = desk;
  await tab(page, 'Price lists').click();
  await page.getByText('Price lists will be here.').waitFor();
  await button(page, 'New price list').click();
  expect(page.url()).toContain('#lists/new');
  await page.getByLabel('Name').fill('Japan');
  await page.getByLabel('Market').selectOption({ label: 'Japan' });
  const search = page.getByRole('combobox', { name: 'Add a price: find SKU or product' });
  const add = async (): Promise<void> => {
    await search.fill('VT-PF-04');
    await page.locator('[role=option]').first().waitFor();
    await search.press('Enter');
  };
  await add();
  const price = (head: string, at = 0) => page.getByLabel(`${head}: VT-PF-04`).nth(at);
  await price('Price (JPY)').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('19,000');
  await price('Compare-at (JPY)').fill('18000');
  await add();
  await price('From quantity', 1).and(page.locator(':focus')).waitFor();
  await page.keyboard.type('5');
  await price('Price (JPY)', 1).fill('17000.5');
  await button(page, 'Save').click();
  await page.getByText('2 fields need another look. Nothing is saved yet.').waitFor();
  await page.getByText('It must be higher than the price.').waitFor();
  await page.getByText('This is no amount in JPY.').waitFor();
  await price('Compare-at (JPY)').and(page.locator(':focus')).fill('21000');
  await price('Price (JPY)', 1).fill('17000');
  await button(page, 'Save').click();
  await page.getByText('Saved: Japan').waitFor();
  await tab(page, 'Warehouses').click();
  await page.goBack();
  await page.getByRole('heading', { name: 'Japan' }).waitFor();
  expect(await price('Price (JPY)', 1).inputValue()).toBe('17000');
  const buyer = await as('visitor');
  await buyer.call('PUT', '/api/market', { country: 'JP' });
  const shop = await openPlainWindow(browser, `${server.url}/terms`, { ...SIZE, locale: 'en-IE' });
  await shop.page.addInitScript((mine) => localStorage.setItem('vitrine.session', mine), buyer.token);
  await shop.page.goto(`${server.url}/shop`);
  const card = shop.page.getByRole('listitem').filter({ hasText: 'eau de parfum' });
  await card.getByText(/19,000/).waitFor();
  await card.getByText(/21,000/).waitFor();
  await buyer.call('PUT', '/api/cart/flacon', { quantity: 5 });
  await shop.page.goto(`${server.url}/checkout`);
  await shop.page
    .getByText(/85,000/)
    .first()
    .waitFor();
  await shop.close();
});

const file = (text: string) => ({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

test('[JO182] a file is tried first: every wrong row says why and nothing is taken; the mended one is taken whole', async () => {
  const { page } = desk;
  await button(page, 'Prices from CSV').click();
  const dialog = sheet(page, 'Prices from CSV');
  const choose = dialog.getByLabel('CSV file');
  await choose.setInputFiles(file('sku;cost\nA;1\n'));
  await dialog.getByText('The first line lacks the column price.').waitFor();
  const head = 'sku;min_quantity;price;compare_at\n';
  const good = `VT-PF-04;1;19000;22000\n${SKU};1;30000;\n`;
  await choose.setInputFiles(
    file(`${head}${good}VT-NO-1;1;5;\nVT-CP-08;0;5;\nVT-CP-08;1;1,5;\n${SKU};1;9;\nVT-CP-08;2;9;8\n`),
  );
  await dialog.getByText('5 rows are wrong').first().waitFor();
  expect(await dialog.getByRole('listitem').allTextContents()).toEqual([
    expect.stringMatching(/^Row 4 VT-NO-1.*There is no SKU/),
    expect.stringMatching(/^Row 5 VT-CP-08“0”: A whole number/),
    expect.stringMatching(/^Row 6 VT-CP-08“1,5”: This is no amount in JPY/),
    expect.stringMatching(/^Row 7 VT-LM-05“1”: This SKU has this quantity twice/),
    expect.stringMatching(/^Row 8 VT-CP-08“8”: It must be higher/),
  ]);
  await dialog.getByRole('button', { name: 'Take it in' }).press('Enter');
  const api = await as('desk');
  const [{ id }] = (await api.call('GET', '/api/desk/prices')).body.lists;
  const count = async () => (await api.call('GET', `/api/desk/prices/${id}`)).body.prices.length;
  expect(await count()).toBe(2);
  await choose.setInputFiles(file(head + good));
  await expect.poll(() => dialog.locator('dd').allTextContents()).toEqual(['1', '1', '1', '0']);
  expect(await count()).toBe(2);
  await dialog.getByRole('button', { name: 'Take it in' }).click();
  await page.getByText('Taken in: 1 new, 1 changed, 1 taken out').waitFor();
  await row(page, SKU).waitFor();
  const out = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download CSV' }).click();
  expect((await out).suggestedFilename()).toBe('prices.csv');
  await button(page, 'Copy').click();
  await page.getByRole('heading', { name: 'Japan (copy)' }).waitFor();
  await button(page, 'Save').click();
  await page.getByText('Saved: Japan (copy)').waitFor();
  await button(page, 'Delete').click();
  await sheet(page, 'Delete Japan (copy)').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Deleted: Japan (copy)').waitFor();
  await expect.poll(() => page.locator('.prices-cards li').count()).toBe(1);
});

test('[JO188] what somebody else saved meanwhile is told, and one takes theirs or writes over it; a change whose answer was lost counts once', async () => {
  const { page } = desk;
  const api = await as('desk');
  const [{ id }] = (await api.call('GET', '/api/desk/prices')).body.lists;
  const list = async () => (await api.call('GET', `/api/desk/prices/${id}`)).body;
  const others = async (name: string) => {
    const { id: _, goods: __, ...known } = await list();
    expect((await api.call('PUT', `/api/desk/prices/${id}`, { ...known, name })).status).toBe(200);
  };
  const name = page.getByLabel('Name');
  await page.getByRole('link', { name: 'Japan' }).click();
  await name.fill('Mine');
  await others('Theirs');
  await button(page, 'Save').click();
  await page.getByText('Somebody else saved this list while you were at it.').waitFor();
  expect([await seriousFaults(page), await misfits(page)]).toEqual([[], []]);
  await button(page, 'Take theirs').click();
  await page.getByRole('heading', { name: 'Theirs' }).waitFor();
  await button(page, 'Put it back').click();
  expect(await name.inputValue()).toBe('Mine');
  await button(page, 'Save').click();
  await button(page, 'Save mine over theirs').click();
  await page.getByText('Saved: Mine').waitFor();
  expect((await list()).name).toBe('Mine');
  await name.fill('Japan');
  await button(page, 'Save').click();
  await page.getByText('Saved: Japan').waitFor();

  await tab(page, 'Stock').click();
  await button(page, `Change stock: ${SKU}`).click();
  const form = sheet(page, 'Change stock');
  await form.getByLabel('So many more or fewer').check();
  await form.getByLabel('By how many').fill('2');
  await form.getByLabel('Reason').fill('Found behind the shelf');
  let sent = 0;
  await page.route(`**/api/desk/stock/${SKU}`, async (route) => {
    await route.fetch();
    sent++;
    await route.abort();
  });
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByRole('alert').waitFor();
  await page.unroute(`**/api/desk/stock/${SKU}`);
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`${SKU}: 11 are there now`).waitFor();
  expect(sent).toBe(1);
});

test('[JO183] an owner enters a newer rate, the desk sees why it can’t; a warehouse is made and has its column', async () => {
  const { page } = desk;
  await tab(page, 'Rates').click();
  await page.getByText('Only an owner enters newer rates').waitFor();
  expect(await page.getByRole('button', { name: /Newer rate/ }).count()).toBe(0);
  const owner = await openAs('owner', 'rates');
  await button(owner.page, 'Newer rate: JPY').click();
  const form = sheet(owner.page, 'Newer rate for JPY');
  await form.getByLabel('JPY for one EUR').fill('0');
  await form.getByLabel('Holds from').fill('2001-01-01');
  await form.getByRole('button', { name: 'Enter the rate' }).click();
  await form.getByText('A number above nothing').waitFor();
  await form.getByText('There is a rate of Dec 31, 2024 already.').waitFor();
  await form.getByText('Say who names this rate.').waitFor();
  const today = new Date().toISOString().slice(0, 10);
  await form.getByLabel('JPY for one EUR').fill('171,5');
  await form.getByLabel('Holds from').fill(today);
  await form.getByLabel('Source').fill('Our bank');
  await form.getByRole('button', { name: 'Enter the rate' }).click();
  await owner.page.getByText('JPY: the rate holds now').waitFor();
  await owner.page.getByText('Our bank').waitFor();
  expect(await owner.page.locator('tr[data-quote=JPY] td').first().textContent()).toBe('171.5');
  await owner.close();
  await tab(page, 'Warehouses').click();
  await button(page, 'New warehouse').click();
  const making = sheet(page, 'New warehouse');
  await making.getByLabel('Name').fill('Lyon');
  await making.getByRole('button', { name: 'Save' }).click();
  await making.getByText('Choose the country it lies in.').waitFor();
  await making.getByLabel('Country').selectOption({ label: 'France' });
  await making.getByLabel('Working days').fill('3');
  await making.getByRole('button', { name: 'Save' }).click();
  await page.getByText('France · leaves after 3 working days').waitFor();
  await tab(page, 'Stock').click();
  await page.getByRole('columnheader', { name: 'Lyon' }).waitFor();
});

test('[JO184] from right to left on a phone, by keyboard and without network: nothing reaches out, nothing typed is lost', async () => {
  const phone = await openAs('owner', 'stock', { viewport: { width: 390, height: 844 }, locale: 'ar' });
  const { page } = phone;
  const looksRight = async (): Promise<void> =>
    expect([await seriousFaults(page), await misfits(page)]).toEqual([[], []]);
  await row(page, SKU).waitFor();
  await looksRight();
  await page.getByRole('tab').first().focus();
  for (const part of ['lists', 'rates', 'warehouses']) {
    await page.keyboard.press('ArrowLeft');
    await page.locator(`.prices-part :is(.prices-cards li, .rate-table)`).first().waitFor();
    expect(new URL(page.url()).hash).toBe(`#${part}`);
    await looksRight();
  }
  await page.keyboard.press('Home');
  await row(page, SKU).getByRole('button').first().press('Enter');
  await page.getByRole('dialog').waitFor();
  await looksRight();
  await page.keyboard.press('Escape');
  expect(await focused(page)).toContain(SKU);
  await tab(page, 'قوائم الأسعار').press('Enter');
  await page.getByRole('link', { name: 'Japan' }).press('Enter');
  const amount = row(page, SKU).locator('input').nth(1);
  await amount.fill('٣١٠٠٠');
  await looksRight();
  await page.context().setOffline(true);
  await page.keyboard.press('Enter');
  await page.getByText('يتعذر الوصول إلى الخادم').waitFor();
  await tab(page, 'أسعار الصرف').press('Enter');
  await page.getByRole('alert').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('alert').getByRole('button').press('Enter');
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await tab(page, 'قوائم الأسعار').press('Enter');
  await page.getByText('لم يُحفظ بعد').waitFor();
  await page.getByRole('link', { name: 'Japan' }).press('Enter');
  expect(await amount.inputValue()).toBe('٣١٠٠٠');
  await amount.press('Enter');
  await page.getByText('لم يُحفظ بعد').waitFor({ state: 'detached' });
  expect(await amount.and(page.locator(':focus')).inputValue()).toBe('31000');
  await phone.close();
  expect([desk, phone].map(({ strangers }) => strangers)).toEqual([[], []]);
});
