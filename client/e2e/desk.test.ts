import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../../server/testing/api.ts';
import { runningClock } from '../../server/testing/house.ts';
import { type Bought, buy } from './deskOrders.ts';
import { openPlainWindow, type Served, startBrowser, startServer, type Window } from './harness.ts';
import { misfits, seriousFaults } from './looks.ts';

let server: Served;
let browser: Browser;
let desk: Window;
let ada: Bought;
let bob: Bought;
let cem: Bought;

const SIZE = { viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' as const };

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  ada = await buy(server, {
    name: 'Ada Lovelace',
    lines: [
      ['deer', 2],
      ['flacon', 1],
    ],
    note: 'Ring twice',
  });
  bob = await buy(server, { name: 'Bob Stone', lines: [['flacon', 1]] });
  cem = await buy(server, { name: 'Cem Ak', lines: [['deer', 1]] });
  desk = await openPlainWindow(browser, `${server.url}/desk#as=desk`, SIZE);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const order = () => desk.page.locator('.till-order');
const act = (name: string) => order().getByRole('button', { name, exact: true });
const stands = (status: string) => order().locator('h2 .till-chip').getByText(status, { exact: true });

test('[JO160] the desk finds an order by what it knows of it, by keyboard, and packs it; packing can be taken back', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: ada.number }).waitFor();
  expect(await page.locator('[data-order]').count()).toBe(3);
  // What is drawn anew meanwhile, as when the markets come late, takes nothing of what is typed.
  const markets = Promise.withResolvers<void>();
  await page.route('**/api/market', async (route) => {
    await markets.promise;
    await route.continue();
  });
  await page.reload();
  await page.getByRole('link', { name: ada.number }).waitFor();
  await page.keyboard.press('/');
  const search = page.locator('#till-search:focus');
  await search.waitFor();
  await page.keyboard.type('ada ');
  markets.resolve();
  await page.getByRole('option', { name: 'Japan' }).waitFor({ state: 'attached' });
  await page.keyboard.type('love');
  expect(await search.inputValue()).toBe('ada love');
  await expect.poll(() => page.locator('[data-order]').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await order().getByText('Ring twice').waitFor();
  expect(page.url()).toContain(`order=${ada.id}`);
  expect(await seriousFaults(page)).toEqual([]);
  await act('Pack').click();
  await stands('Packed').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await stands('Paid').waitFor();
  await act('Pack').click();
  await order().getByText('Packed', { exact: true }).nth(1).waitFor();
  await order().getByText('by Desk').first().waitFor();
});

test('[JO161] an order goes in two parcels; its buyer sees each with the link by which it is followed', async () => {
  const { page } = desk;
  await act('Send …').click();
  const dialog = page.getByRole('dialog', { name: `Send order ${ada.number}` });
  const counts = dialog.locator('.till-counts input');
  await dialog.getByLabel('Tracking number').fill('JD014600003');
  await counts.first().fill('1');
  await dialog.getByText('1 piece stays behind').waitFor();
  await dialog.getByRole('button', { name: 'Another parcel' }).click();
  await dialog.getByText('Nothing stays behind').waitFor();
  const second = dialog.getByRole('group', { name: 'Parcel 2' });
  await second.getByLabel('Carrier', { exact: true }).selectOption('Another carrier');
  await second.getByLabel('Its name').fill('Two Wheels');
  await second.getByLabel('Link to follow it').fill('https://wheels.example/t/7');
  await second.getByLabel('Tracking number').fill('TW 7');
  expect(await seriousFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Send and tell the buyer' }).click();
  await stands('Shipped').waitFor();
  const { token } = ada.buyer;
  const buyer = await openPlainWindow(browser, `${server.url}/orders`, SIZE);
  // Before the page's own scripts: what they ask for at the start would come after it.
  await buyer.page.addInitScript((mine) => localStorage.setItem('vitrine.session', mine), token);
  await buyer.page.goto(`${server.url}/orders/${ada.id}`);
  const links = await Promise.all(
    ['JD014600003', 'TW 7'].map((number) =>
      buyer.page.locator('li', { hasText: number }).getByRole('link').getAttribute('href'),
    ),
  );
  expect(links).toEqual([
    'https://www.dhl.com/global-en/home/tracking.html?tracking-id=JD014600003',
    'https://wheels.example/t/7',
  ]);
  await buyer.close();
  await order().getByRole('button', { name: 'Has arrived' }).first().click();
  await order().getByText('A parcel has arrived').waitFor();
  await act('Mark delivered').click();
  await stands('Delivered').waitFor();
});

test('[JO162] a part goes back: the sum is shown as one chooses, and never more than is left', async () => {
  const { page } = desk;
  await act('Refund …').click();
  const dialog = page.getByRole('dialog', { name: `Refund order ${ada.number}` });
  const sum = dialog.locator('.till-sum strong');
  expect(await sum.textContent()).toMatch(/^€0\.00$/);
  await dialog.locator('.till-counts input').first().fill('1');
  const whole = (await ada.buyer.call('GET', `/api/orders/${ada.id}`)).body;
  const each = whole.lines[0].total.amount / 2;
  await expect.poll(async () => (await sum.textContent())!.replace(/\D/g, '')).toBe(String(each));
  await dialog.getByLabel('Reason').fill('A scratch');
  await dialog.getByRole('button', { name: /^Refund €/ }).click();
  await order().getByText('A scratch').first().waitFor();
  expect((await ada.buyer.call('GET', `/api/orders/${ada.id}`)).body.refunded.amount).toBe(each);
  await act('Refund …').click();
  await dialog.getByLabel('An amount', { exact: true }).check();
  await dialog.locator('input[inputmode=decimal]').fill('99,999.00');
  expect(await dialog.getByRole('button', { name: /^Refund €/ }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
});

test('[JO163] many at once: packed and sent each under its own number from a pasted column; who could not be is named', async () => {
  const { page } = desk;
  await page.goto(`${server.url}/desk?tab=paid`);
  await page.getByLabel('Choose all shown').check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Pack' }).click();
  await page.getByText('Done: 2 orders.').waitFor();
  await page.getByRole('button', { name: /^To send/ }).click();
  await page.getByRole('link', { name: cem.number }).waitFor();
  await page.getByLabel('Choose all shown').check();
  // Meanwhile somebody else calls one of them off.
  const other = await signIn({ ...server, clock: runningClock() }, 'owner');
  const off = await other.call(
    'POST',
    `/api/desk/orders/${bob.id}/cancellation`,
    { reason: '' },
    {
      'idempotency-key': 'bob called',
    },
  );
  expect(off.body.status).toBe('refunded');
  await page.getByRole('toolbar').getByRole('button', { name: 'Send …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .locator('.wide-number')
    .first()
    .evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', 'A1\nB2\n');
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
  const packing = page.waitForResponse(/api\/desk\/bulk/);
  await dialog.getByRole('button', { name: /^Send 2 orders|^Send 1 order/ }).click();
  await packing;
  await expect
    .poll(async () => (await cem.buyer.call('GET', `/api/orders/${cem.id}`)).body.shipments[0]?.tracking)
    .toMatch(/^[AB][12]$/);
});

test('[JO164] the list goes along as CSV, an order as a packing list; a message and a note are kept apart', async () => {
  const { page } = desk;
  await page.goto(`${server.url}/desk?q=ada`);
  await page.getByRole('link', { name: ada.number }).click();
  await order().getByLabel('Message to the buyer').fill('It is on its way');
  await order().getByRole('button', { name: 'Send', exact: true }).click();
  await order().getByLabel('Note', { exact: true }).fill('A kind one');
  await order().getByRole('button', { name: 'Keep', exact: true }).click();
  await order().locator('.note', { hasText: 'A kind one' }).waitFor();
  const seen = JSON.stringify((await ada.buyer.call('GET', `/api/orders/${ada.id}`)).body);
  expect([seen.includes('It is on its way'), seen.includes('A kind one')]).toEqual([true, false]);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download CSV' }).click(),
  ]);
  const text = await (await file.createReadStream()).setEncoding('utf8').toArray();
  expect(text.join('').split('\r\n')[1]).toContain(ada.number);
  const list = await page.request.get(
    server.url + (await order().getByRole('link', { name: 'Packing list' }).getAttribute('href')),
  );
  expect([list.status(), list.headers()['content-type']]).toEqual([200, 'application/pdf']);
  expect(await seriousFaults(page)).toEqual([]);
  expect([desk.errors, desk.strangers]).toEqual([[], []]);
});

test('[JO165] who has no role is shown the ways to sign in; on a phone, in Arabic, everything fits', async () => {
  const stranger = await openPlainWindow(browser, `${server.url}/desk`, SIZE);
  await stranger.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await stranger.close();
  const host = await signIn({ ...server, clock: runningClock() }, 'host');
  for (const [method, path, body] of [
    ['GET', '/api/desk/orders', undefined],
    ['GET', '/api/desk/counts', undefined],
    ['GET', '/api/desk/orders.csv', undefined],
    ['GET', `/api/desk/orders/${ada.id}`, undefined],
    ['GET', `/api/desk/packing-lists?orders=${ada.id}`, undefined],
    ['POST', `/api/desk/orders/${ada.id}/pack`, undefined],
    ['POST', `/api/desk/orders/${ada.id}/notes`, { text: 'x' }],
    ['POST', '/api/desk/bulk', { act: 'pack', orders: [ada.id] }],
  ] as const)
    expect([path, (await host.call(method, path, body)).status]).toEqual([path, 403]);
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'ar' };
  const small = await openPlainWindow(browser, `${server.url}/desk#as=desk`, { ...SIZE, ...phone });
  await small.page.getByRole('link', { name: ada.number }).waitFor();
  expect(await misfits(small.page)).toEqual([]);
  await small.page.getByRole('link', { name: ada.number }).click();
  await small.page.locator('.till-acts').waitFor();
  expect(await misfits(small.page)).toEqual([]);
  expect(await seriousFaults(small.page)).toEqual([]);
  await small.close();
});
