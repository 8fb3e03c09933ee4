import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../server/store/open.ts';
import { countStock, INCOMING } from '../../server/store/stock.ts';
import { mailTo } from '../../server/testing/browser.ts';
import { sendParcel } from '../../server/testing/parcels.ts';
import { setStock } from '../../server/testing/shop.ts';
import { type Bought, buyAsGuest, openDesk } from './afterwards.ts';
import { CARD, fillCheckout, ORDER_NUMBER } from './checkout.ts';
import { openPlainWindow, type Served, startBrowser, startServer } from './harness.ts';
import { misfits, seriousFaults } from './looks.ts';

let server: Served;
let browser: Browser;
let db: Database;
let bought: Record<'one' | 'two' | 'three' | 'four', Bought>;
let desk: Awaited<ReturnType<typeof openDesk>>;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  db = await openDatabase(server.dataDir);
  const buy = (name: string, language?: string) => buyAsGuest(server, `${name}@mail.test`, language);
  // Together they wait for the postman once.
  const [one, two, three, four, staff] = await Promise.all([
    ...([buy('one'), buy('two', 'ar'), buy('three'), buy('four')] as const),
    openDesk(server),
  ]);
  bought = { one, two, three, four };
  desk = staff;
});
afterAll(async () => {
  await browser?.close();
  await db?.destroy();
  await server?.close();
});

const open = (link: string, options: Parameters<typeof openPlainWindow>[2] = {}) =>
  openPlainWindow(browser, link, { serviceWorkers: 'block', locale: 'en-DE', ...options });
const part = (page: Page, name: string) => page.getByRole('region', { name });
const looksRight = async (page: Page) =>
  expect([await seriousFaults(page), await misfits(page)]).toEqual([[], []]);

test('[JO155] the link of a mail opens the order on another device; cancelling says what it does, and is asked before it is done', async () => {
  const { number, link } = bought.one;
  const { page, errors, strangers, close } = await open(link);
  await page.getByRole('heading', { name: `Order ${number}` }).waitFor();
  expect(new URL(page.url()).hash).toBe('');
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: /^PDF INV-/ }).click();
  expect((await file).suggestedFilename()).toMatch(/^INV-.*\.pdf$/);
  const ask = page.getByRole('button', { name: 'Cancel the order' });
  await ask.click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('€265.00 go back the way you paid').waitFor();
  await looksRight(page);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  expect(await ask.evaluate((button) => button === document.activeElement)).toBe(true);
  await ask.click();
  await sheet.getByRole('button', { name: 'Cancel it' }).click();
  await part(page, 'What happened').getByText('Cancelled by you').waitFor();
  await part(page, 'Money back').getByText('€265.00').waitFor();
  expect(await ask.count()).toBe(0);
  expect([errors, strangers]).toEqual([[], []]);
  await close();
});

test('[JO156] on a phone, from right to left: pieces are chosen and sent back, the shop’s answer and the money show', async () => {
  const { id, link } = bought.two;
  await sendParcel(db, id, Date.now(), true);
  const phone = { locale: 'ar-EG', viewport: { width: 390, height: 844 } };
  const { page, close } = await open(link, phone);
  await page.locator('.order-verbs button').click();
  const sheet = page.getByRole('dialog');
  const ask = sheet.locator('footer .primary');
  await ask.click();
  await sheet.getByRole('alert').waitFor();
  await sheet.locator('.stepper').first().locator('button').last().click();
  await sheet.locator('select').selectOption('unwanted');
  await looksRight(page);
  await ask.click();
  await sheet.waitFor({ state: 'detached' });
  const returns = page.locator('.order-part', { hasText: 'غيّرت رأيي' });
  await returns.waitFor();
  const { id: asked } = await db
    .selectFrom('order_return')
    .select('id')
    .where('order_id', '=', id)
    .executeTakeFirstOrThrow();
  const answer = { status: 'received', text: 'شكرًا', restock: true, refund: true };
  await desk(`${id}/returns/${asked}`, answer);
  await page.reload();
  await returns.getByText('شكرًا').waitFor();
  await page.locator('.total', { hasText: '١١٨' }).waitFor();
  expect(await misfits(page)).toEqual([]);
  await close();
});

test('[JO157] buyer and shop write to each other on the order’s page; without network it stays, and says so', async () => {
  const { id, link } = bought.three;
  const { page, close } = await open(link);
  const talk = part(page, 'Messages');
  await talk.getByLabel('Write to the shop').fill('Can you wrap it?');
  await talk.getByRole('button', { name: 'Send' }).click();
  await talk.getByRole('listitem').getByText('Can you wrap it?').waitFor();
  await desk(`${id}/messages/read`);
  await desk(`${id}/messages`, { text: 'With pleasure' });
  await page.reload();
  await talk.getByRole('listitem').getByText('With pleasure').waitFor();
  await talk.getByText('Seen').waitFor();
  await looksRight(page);
  await page.context().setOffline(true);
  await talk.getByLabel('Write to the shop').fill('Thank you');
  await talk.getByRole('button', { name: 'Send' }).click();
  await page.locator('.toast.error').waitFor();
  expect(await talk.getByLabel('Write to the shop').inputValue()).toBe('Thank you');
  expect(await talk.getByRole('listitem').count()).toBe(2);
  await close();
});

test('[JO158] who signs in finds what they bought as a guest, and claims it; others’ orders say how they can be reached', async () => {
  const { id, number } = bought.four;
  const { page, close } = await open(`${server.url}/orders/${id}`);
  await page.getByText('There is no such order here').waitFor();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.request.post(`${server.url}/api/auth/sign-in/magic-link`, { data: { email: 'four@mail.test' } });
  const { token } = await mailTo(server, 'four@mail.test', /#link=([\w-]+)/);
  await page.goto(`${server.url}/account#link=${token}`);
  const claim = part(page, 'Orders bought with this address');
  await claim.getByText(number).waitFor();
  await looksRight(page);
  await claim.getByRole('button', { name: 'Add to my account' }).click();
  await claim.waitFor({ state: 'detached' });
  await page.goto(`${server.url}/orders`);
  await page.getByRole('link', { name: new RegExp(number) }).click();
  await part(page, 'What happened').getByText('Added to the account').waitFor();
  await close();
});

test('[JO159] what is sold out is ordered ahead by choice: shelf, cart and checkout say from when, and the buyer agrees', async () => {
  await setStock(db, 'flacon', 0);
  await countStock(db, { sku: 'VT-PF-04', warehouse: INCOMING, quantity: 3 }, 0);
  const ready = { selling: 'backorder', ready_at: Date.UTC(2039, 5, 1) } as const;
  await db.updateTable('offer').set(ready).where('sku', '=', 'VT-PF-04').execute();
  const { page, close } = await open(`${server.url}/shop`);
  await page.getByText('Sold out for now. Comes from 1 Jun 2039.').waitFor();
  await page.getByRole('button', { name: 'Order ahead: Cedar and fig' }).click();
  await page.getByRole('link', { name: 'Cart, 1 piece' }).click();
  await page.getByText('1 comes later, from 1 Jun 2039').waitFor();
  await page.getByRole('button', { name: 'Checkout' }).click();
  await fillCheckout(page, CARD.paid);
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await page.getByText('Please say that you wait').waitFor();
  await page.getByLabel(/^I know that 1 piece comes later, from 1 Jun 2039/).check();
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await page.getByText(ORDER_NUMBER).waitFor();
  expect(
    await db.selectFrom('order_line').select(['ahead', 'ready_at']).where('ahead', '>', 0).execute(),
  ).toEqual([{ ahead: 1, ready_at: ready.ready_at }]);
  await close();
});
