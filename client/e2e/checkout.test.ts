import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { openPromotions } from '../../server/commerce/promotions.ts';
import { type Database, openDatabase } from '../../server/store/open.ts';
import { CARD, fillCheckout, ORDER_NUMBER } from './checkout.ts';
import { openPlainWindow, type Served, startBrowser, startServer } from './harness.ts';
import { misfits, seriousFaults } from './looks.ts';

let server: Served;
let browser: Browser;
let db: Database;

beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
  db = await openDatabase(server.dataDir);
});
afterAll(async () => {
  await browser?.close();
  await db?.destroy();
  await server?.close();
});

const plain = (path: string, options: Parameters<typeof openPlainWindow>[2] = {}) =>
  openPlainWindow(browser, server.url + path, { serviceWorkers: 'block', ...options });

/** Lays a product of the plain shop into the cart, and goes there. */
async function toCart(page: Page, product: string): Promise<void> {
  await page.getByRole('button', { name: product }).click();
  await page.locator('.shop-head .pill b').waitFor();
  await page.locator('.shop-head .pill').click();
  await page.locator('.cart-lines li').first().waitFor();
}

/** Goes from key to key until a field has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 12; presses++) {
    const at = await page.evaluate(() => document.activeElement?.getAttribute('data-field'));
    if (at === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

test('[JO150] a stranger in the United States buys on the plain pages by keyboard: dollars, the state’s tax on top, a number at the end', async () => {
  const { page, strangers, errors, close } = await plain('/shop', { viewport: { width: 1280, height: 720 } });
  await page.getByLabel('Country', { exact: true }).selectOption('US');
  await page.getByRole('button', { name: 'Add Cedar and fig, eau de parfum to the cart' }).press('Enter');
  await page.getByRole('link', { name: 'Cart, 1 piece' }).press('Enter');
  await page.getByRole('button', { name: 'Checkout' }).press('Enter');
  await page.locator('form.checkout').waitFor();
  // What lacks is said beside its field, and the first one has the focus.
  await page.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-field')))
    .toBe('email');
  expect(await seriousFaults(page)).toEqual([]);
  const typed = {
    email: 'ada@example.org',
    'address.name': 'Ada Lovelace',
    'address.line1': '1 Main Street',
    'address.city': 'New York',
    'address.region': 'New York',
    'address.postcode': '10001',
    terms: ' ',
    'card.number': CARD.paid,
    'card.expiry': '1239',
    'card.cvc': '123',
  };
  for (const [field, text] of Object.entries(typed)) {
    await tabTo(page, field);
    await page.keyboard.type(text);
  }
  const totals = page.locator('.aside .totals.whole');
  await totals.getByText('Sales tax NY 4%').waitFor();
  const total = await totals.locator('.sum dd').textContent();
  expect(total).toMatch(/^\$\d+\.\d\d$/);
  await page.keyboard.press('Enter');
  await page.getByText(ORDER_NUMBER).waitFor();
  expect(await page.locator('.outcome .total strong').textContent()).toBe(total);
  await page.getByRole('link', { name: 'See the order' }).press('Enter');
  await page.getByRole('list').getByText('Paid').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  expect([strangers, errors]).toEqual([[], []]);
  await close();
});

test('[JO151] a price that changed is told until it has been seen', async () => {
  const { page, close } = await plain('/shop', { locale: 'en-DE' });
  await toCart(page, 'Add Speckled coffee cup to the cart');
  await db.updateTable('offer').set({ price_amount: 3300 }).where('product', '=', 'coffee-cup').execute();
  await page.reload();
  await page.getByText('Was €29.00, is €33.00 now').waitFor();
  await page.getByRole('button', { name: 'All right' }).click();
  await page.locator('.notice').waitFor({ state: 'detached' });
  expect(await page.locator('.cart-lines .told').count()).toBe(0);
  await close();
});

test('[JO152] a code makes it cheaper and says why; one that does not count says why not', async () => {
  const promotions = openPromotions(db, systemClock);
  const rule = {
    ...({ kind: 'coupon', status: 'on', combines: false, showroom: '', startsAt: 0, endsAt: null } as const),
    limits: { total: null, perPerson: null, perOrder: null },
  };
  await promotions.set({
    ...{ ...rule, code: 'TEN', title: { en: 'Ten per cent for friends' } },
    ...{ conditions: [{ kind: 'code' }], effect: { kind: 'percent', ppm: 100_000 } },
  });
  await promotions.set({
    ...{ ...rule, code: 'LATE', title: { en: 'Once upon a time' }, endsAt: 1 },
    ...{ conditions: [{ kind: 'code' }], effect: { kind: 'percent', ppm: 100_000 } },
  });
  const { page, close } = await plain('/shop', { locale: 'en-DE' });
  await toCart(page, 'Add Cedar and fig, eau de parfum to the cart');
  const code = page.locator('.column .code-field input').first();
  for (const typed of ['late', 'ten']) {
    await code.fill(typed);
    await code.press('Enter');
    await page.locator('.codes li').getByText(typed.toUpperCase(), { exact: true }).waitFor();
  }
  await page.locator('.codes li').getByText('It has ended.').waitFor();
  const reason = page.locator('.totals .reason', { hasText: 'Ten per cent for friends' });
  expect(await reason.locator('dd').textContent()).toBe('−€11.80');
  await page.getByRole('button', { name: 'Take out code TEN' }).click();
  await reason.waitFor({ state: 'detached' });
  await close();
});

test('[JO153] when the ten minutes are over it says what is kept, and they can be had again with all that was written', async () => {
  const { page, close } = await plain('/shop', { locale: 'en-DE' });
  await toCart(page, 'Add Cedar and fig, eau de parfum to the cart');
  await page.clock.install();
  await page.reload();
  await page.getByRole('button', { name: 'Checkout' }).click();
  // What the server says sets the clock anew: what is written is sent before the time is over.
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await page.locator('form.checkout').getByLabel('Mail').fill('ada@example.org');
  await saved;
  await page.locator('form footer .totals[aria-busy=false]').waitFor();
  await page.getByRole('timer').waitFor();
  await page.clock.fastForward('10:05');
  await page.getByRole('heading', { name: 'Your ten minutes are over' }).waitFor();
  await page.getByRole('button', { name: 'Hold them again' }).click();
  await page.locator('form.checkout').waitFor();
  expect(await page.locator('form.checkout').getByLabel('Mail').inputValue()).toBe('ada@example.org');
  await fillCheckout(page, CARD.paid);
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await page.getByText(ORDER_NUMBER).waitFor();
  await close();
});

test('[JO154] on a phone in Arabic every step fits, is large enough for a finger, and is paid in dirhams', async () => {
  const { page, strangers, errors, close } = await plain('/shop', {
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'ar-AE' },
  });
  const fits = async () => expect([await misfits(page), await seriousFaults(page)]).toEqual([[], []]);
  await page.locator('.goods .buy button').nth(1).waitFor();
  await fits();
  await page.locator('.goods .buy button').nth(1).click();
  await page.locator('.shop-head .pill b').waitFor();
  await page.locator('.shop-head .pill').click();
  await page.locator('.cart-lines li').first().waitFor();
  await fits();
  await page.locator('.aside .primary').click();
  const form = page.locator('form.checkout');
  await form.locator('[name=email]').fill('ada@example.org');
  await form.locator('[name=name]').fill('آدا');
  await form.locator('[name=line1]').fill('شارع الواحة 1');
  await form.locator('select[name=region]').selectOption({ index: 3 });
  await form.locator('[data-field=terms]').check();
  await form.locator('.test-cards button').first().click();
  await form.locator('.totals.whole').first().waitFor({ state: 'attached' });
  await fits();
  expect(await form.locator('footer .totals .sum dd').textContent()).toContain('د.إ');
  await form.locator('button[type=submit]').click();
  await page.getByText(ORDER_NUMBER).waitFor();
  await fits();
  expect([strangers, errors]).toEqual([[], []]);
  await close();
});
