import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../server/store/open.ts';
import { FAKE_KEYS, openStripeFake, type StripeFake } from '../../server/testing/stripeFake.ts';
import { fillCheckout, ORDER_NUMBER } from './checkout.ts';
import { openPlainWindow, type Served, startBrowser, startServer } from './harness.ts';

/** Stripe's own test cards (https://docs.stripe.com/testing). */
const CARDS = {
  paid: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  atBank: '4000 0000 0000 3063',
  asked: '4000 0025 0000 3155',
};

let fake: StripeFake;
let server: Served;
let browser: Browser;
let db: Database;
let from = 0;

beforeAll(async () => {
  fake = await openStripeFake({ now: Date.now });
  const env = {
    STRIPE_SECRET_KEY: FAKE_KEYS.secretKey,
    STRIPE_PUBLISHABLE_KEY: FAKE_KEYS.publishableKey,
    STRIPE_WEBHOOK_SECRET: FAKE_KEYS.webhookSecret,
    STRIPE_API_BASE: fake.url,
    STRIPE_SCRIPT: fake.script,
  };
  [server, browser] = await Promise.all([startServer(env), startBrowser()]);
  db = await openDatabase(server.dataDir);
  fake.hookTo(`${server.url}/api/payments/stripe/webhook`);
});
afterAll(async () => {
  await fake?.quiet();
  await browser?.close();
  await db?.destroy();
  await server?.close();
  await fake?.close();
});
beforeEach(() => {
  from = fake.events.length;
});

/** A new buyer with a flacon in the cart, before the Payment Element of their order. */
async function atElement() {
  const window = await openPlainWindow(browser, `${server.url}/shop`, {
    ...{ serviceWorkers: 'block', locale: 'en-DE', viewport: { width: 1024, height: 768 } },
  });
  const { page } = window;
  await page.getByRole('button', { name: 'Add Cedar and fig, eau de parfum to the cart' }).click();
  await page.getByRole('link', { name: 'Cart, 1 piece' }).click();
  await page.getByRole('button', { name: 'Checkout' }).click();
  await fillCheckout(page);
  await payButton(page).click();
  await cardFrame(page).getByLabel('Card number').waitFor();
  return window;
}
const payButton = (page: Page) => page.locator('.purchase').getByRole('button', { name: /^Pay(?! another)/ });
const cardFrame = (page: Page) => page.frameLocator('.payment-element iframe');

/** Types a card into the element, and presses the shop's button. */
async function pay(page: Page, card: string): Promise<void> {
  const fields = { 'Card number': card, 'Expiration date': '12 / 39', 'Security code': '123' };
  for (const [label, value] of Object.entries(fields)) await cardFrame(page).getByLabel(label).fill(value);
  await payButton(page).click();
}

/** The order of the intent that this test made, as its row stands. */
async function orderNow() {
  const { id } = fake.events.slice(from).find(({ type }) => type === 'payment_intent.created')!.data.object;
  return db
    .selectFrom('payment')
    .innerJoin('orders', 'orders.id', 'payment.order_id')
    .select(['visitor', 'orders.status', 'number', 'total_amount', 'payment.amount'])
    .where('payment.ref', '=', String(id))
    .executeTakeFirstOrThrow();
}
/** The order, once the webhook has told the shop that it is paid. */
async function paidByWebhook() {
  await fake.quiet();
  const told = fake.events.slice(from).find(({ type }) => type === 'payment_intent.succeeded')!;
  const heard = db.selectFrom('provider_event').selectAll().where('id', '=', told.id);
  expect((await heard.executeTakeFirstOrThrow()).handled_at).not.toBe(null);
  const order = await orderNow();
  expect(order).toMatchObject({ status: 'paid', amount: order.total_amount });
  return order;
}
const numberShown = async (page: Page) => page.getByText(ORDER_NUMBER).first().textContent();

test('[JO190] a buyer pays in the payment company’s own form; the order is paid by its webhook, and no card passes by us', async () => {
  const { page, strangers, errors, close } = await atElement();
  const posted: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(server.url)) posted.push(request.postData() ?? '');
  });
  await payButton(page).click();
  await page.getByText("Your card's number is incomplete.").waitFor();
  await pay(page, CARDS.paid);
  await page.getByText(ORDER_NUMBER).waitFor();
  const { number } = await paidByWebhook();
  expect(await numberShown(page)).toBe(number);
  expect(posted.join()).not.toContain('4242');
  expect(strangers.filter((url) => !url.startsWith(fake.url))).toEqual([]);
  expect(errors).toEqual([]);
  await close();
});

test('[JO191] a bank that wants to see its customer gets them, and sends them back: refused they may pay otherwise, proved they have bought', async () => {
  const { page, errors, close } = await atElement();
  await pay(page, CARDS.atBank);
  await page.getByRole('button', { name: 'Fail' }).click();
  await page.getByText('The card was declined.').waitFor();
  expect(page.url()).toBe(`${server.url}/checkout`);
  await pay(page, CARDS.atBank);
  await page.getByRole('button', { name: 'Complete' }).click();
  await page.getByText(ORDER_NUMBER).waitFor();
  // What opens the payment does not stay in the address.
  expect(page.url()).toBe(`${server.url}/checkout`);
  expect(await numberShown(page)).toBe((await paidByWebhook()).number);
  expect(errors).toEqual([]);
  await close();
});

test('[JO192] a declined card is told in the form; cart and order stay for another card, also after a reload', async () => {
  const { page, close } = await atElement();
  await pay(page, CARDS.declined);
  await page.getByText('Your card was declined.').waitFor();
  expect((await orderNow()).status).toBe('placed');
  await page.reload();
  await cardFrame(page).getByLabel('Card number').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.locator('form.checkout').waitFor();
  await page.goto(`${server.url}/checkout`);
  await page.getByRole('link', { name: 'Cart, 1 piece' }).waitFor();
  from = fake.events.length;
  await fillCheckout(page);
  await payButton(page).click();
  await pay(page, CARDS.asked);
  await page.getByRole('dialog').getByRole('button', { name: 'Complete' }).click();
  await page.getByText(ORDER_NUMBER).waitFor();
  await paidByWebhook();
  await close();
});

test('[JO193] who closes the page at their bank has bought all the same, by the webhook alone', async () => {
  const { page, close } = await atElement();
  await pay(page, CARDS.atBank);
  await page.getByRole('button', { name: 'Complete' }).waitFor();
  const intent = fake.events.slice(from).find(({ type }) => type === 'payment_intent.requires_action')!;
  const later = await page.context().newPage();
  await page.close();
  const asked = fake.requests.length;
  fake.store.authenticate(String(intent.data.object.id), true);
  const { number, visitor } = await paidByWebhook();
  const cart = db.selectFrom('cart_line').selectAll().where('visitor', '=', visitor);
  expect(await cart.execute()).toEqual([]);
  expect(fake.requests.slice(asked)).toEqual([expect.stringMatching(/^GET \/v1\/payment_intents\//)]);
  await later.goto(`${server.url}/orders`);
  await later.getByText(number!).click();
  await later.getByRole('list').getByText('Paid').waitFor();
  await close();
});
