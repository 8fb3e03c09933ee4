import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announce } from '../../server/testing/announce.ts';
import { runningClock } from '../../server/testing/house.ts';
import { CARD, fillCheckout } from './checkout.ts';
import { enter, openUnseen, type Served, startBrowser, startServer, type Window } from './harness.ts';
import { misfits, seriousFaults } from './looks.ts';

const LAMP = 'Opal table lamp';

let server: Served;
let browser: Browser;
let ada: Window;
let bo: Window;
let host: Window;

beforeAll(async () => {
  server = await startServer({ MEDIA_WORKERS: '1' });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const card = (page: Page) => page.getByRole('region', { name: 'Flash offer' });

/** Starts a flash offer of the lamp from the studio. */
async function startOffer(pieces: string, minutes: string): Promise<void> {
  const panel = host.page.getByRole('region', { name: 'Flash offer' });
  await panel.getByLabel('Product').selectOption({ label: LAMP });
  await panel.getByLabel('What it is').selectOption({ label: 'Percent off' });
  await panel.getByLabel('Percent', { exact: true }).fill('50');
  await panel.getByLabel('Pieces').fill(pieces);
  await panel.getByLabel('For each person').fill('1');
  await panel.getByLabel('Minutes').fill(minutes);
  await panel.getByRole('button', { name: 'Start the offer' }).click();
  await panel.getByText(`${pieces} of ${pieces} left`).waitFor();
}

test('[JO170] a coupon that the desk makes reads as one sentence, and counts in the cart with its reason', async () => {
  const desk = await openUnseen(browser, `${server.url}/desk/promotions#as=owner`, {
    viewport: { width: 1280, height: 800 },
  });
  await desk.page.getByRole('button', { name: 'New coupon' }).click();
  const form = desk.page.getByRole('form', { name: 'New coupon' });
  await form.getByLabel('Code').fill('spring');
  await form.getByLabel('Name, as buyers read it (English)').fill('Spring');
  await form.getByLabel('Percent', { exact: true }).fill('120');
  await form.getByLabel('In all').fill('100');
  await form.getByText('120% off everything, with the code SPRING, 100 uses').waitFor();
  await form.getByRole('button', { name: 'Save and switch on' }).click();
  await form.getByText('More than 100 % can’t be taken off.').waitFor();
  await form.getByLabel('Percent', { exact: true }).fill('10');
  await form.getByRole('checkbox', { name: LAMP }).check();
  expect([await seriousFaults(desk.page), await misfits(desk.page)]).toEqual([[], []]);
  await form.getByRole('button', { name: 'Save and switch on' }).click();
  await desk.page.getByText(`10% off ${LAMP}, 100 uses`).waitFor();
  const buyer = await openUnseen(browser, `${server.url}/shop`, { locale: 'en-IE' });
  const added = buyer.page.waitForResponse((one) => one.url().endsWith('/api/cart/table-lamp'));
  await buyer.page.getByRole('button', { name: new RegExp(LAMP) }).click();
  await added;
  await buyer.page.goto(`${server.url}/checkout`);
  await buyer.page.getByLabel('Code').fill('Spring');
  await buyer.page.getByLabel('Code').press('Enter');
  await buyer.page.locator('.totals').getByText('Spring').first().waitFor();
  await buyer.page.getByText('−€18.90').first().waitFor();
  await buyer.close();
  await desk.page.getByRole('button', { name: 'Switch SPRING off' }).click();
  await desk.page.getByText('SPRING is switched off').waitFor();
  await desk.close();
});

test('[JO175] a coupon counts for some variants and spare parts alone, and only while an event is on, as its sentence says', async () => {
  const event = await announce(
    { url: server.url, staff: server.staff, clock: runningClock() },
    'Evening of sound',
  );
  const desk = await openUnseen(browser, `${server.url}/desk/promotions#as=owner`, {
    viewport: { width: 1280, height: 800 },
  });
  const { page } = desk;
  await page.getByRole('button', { name: 'New coupon' }).click();
  const form = page.getByRole('form', { name: 'New coupon' });
  await form.getByLabel('Code').fill('PADS');
  await form.getByLabel('Name, as buyers read it (English)').fill('Pads');
  await form.getByRole('checkbox', { name: 'Walnut headphones' }).check();
  await form.getByRole('checkbox', { name: /VT-HP-01-EP/ }).check();
  await form.getByLabel('Only while this event is on').selectOption(event.id);
  const says = '20% off Walnut headphones (only VT-HP-01-EP), while “Evening of sound” is on';
  await form.getByText(`${says}, with the code PADS`).waitFor();
  await form.getByRole('button', { name: 'Save and switch on' }).click();
  await page.getByText(says, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Edit PADS' }).click();
  const known = page.getByRole('form', { name: 'Edit PADS' });
  await known.getByRole('checkbox', { name: /VT-HP-01-EP/, checked: true }).waitFor();
  expect(await known.getByLabel('Only while this event is on').inputValue()).toBe(event.id);
  expect([await seriousFaults(page), await misfits(page)]).toEqual([[], []]);
  // What goes takes its variants with it.
  await known.getByRole('checkbox', { name: 'Walnut headphones' }).uncheck();
  await known.getByText('20% off everything, while').waitFor();
  await desk.close();
});

test('[JO171] a host starts a flash offer in the studio: every visitor sees it with the price of their market, and its countdown runs', async () => {
  [ada, bo, host] = await Promise.all([
    openUnseen(browser, server.url, { locale: 'en-IE' }),
    openUnseen(browser, server.url, { locale: 'en-IE' }),
    openUnseen(browser, server.links.studio, { locale: 'en-IE', viewport: { width: 1280, height: 800 } }),
  ]);
  await Promise.all([enter(ada.page, 'Ada'), enter(bo.page, 'Bo')]);
  await host.page.getByRole('tab', { name: 'Products' }).click();
  await startOffer('1', '10');
  for (const { page } of [ada, bo]) {
    await card(page).getByText('€94.50', { exact: true }).waitFor();
    await card(page).getByText('1 of 1 left').waitFor();
  }
  const time = card(ada.page).getByRole('timer');
  const first = await time.textContent();
  await expect.poll(() => time.textContent()).not.toBe(first);
  expect(first).toMatch(/^(10:00|9:\d\d)$/);
});

test('[JO172] one takes the last piece: the other sees it sold out within a second', async () => {
  await card(bo.page).getByRole('button', { name: 'Put it in my cart' }).click();
  const cart = bo.page.getByRole('dialog', { name: 'Cart' });
  await cart.locator('.totals').getByText('Flash offer').waitFor();
  const gone = ada.page.waitForFunction(() => {
    const shown = document.querySelector('.flash-card.sold-out');
    return shown && Date.now();
  });
  const taken = bo.page
    .waitForResponse((one) => one.url().endsWith('/api/checkout') && one.request().method() === 'POST')
    .then(() => Date.now());
  await cart.getByRole('button', { name: 'Checkout' }).click();
  const held = await taken;
  const seen = (await (await gone).jsonValue()) as number;
  // From the transaction that took the last piece to the other's screen.
  expect(seen - held).toBeLessThan(1000);
  await card(ada.page).getByText('Sold out', { exact: true }).waitFor();
  await fillCheckout(bo.page, CARD.paid);
  await bo.page.getByRole('button', { name: /^Pay/ }).click();
  await bo.page
    .getByText(/V-[0-9A-Z]{4}-[0-9A-Z]{4}/)
    .first()
    .waitFor();
  expect(await card(ada.page).getByRole('button', { name: 'Put it in my cart' }).count()).toBe(0);
});

test('[JO173] a host ends an offer early: it says that it is over, and can be put away', async () => {
  await startOffer('5', '10');
  await card(ada.page).getByText('5 of 5 left').waitFor();
  const ends = host.page.getByRole('button', { name: `End the offer of ${LAMP} now` });
  await ends.last().click();
  await card(ada.page).getByRole('paragraph').filter({ hasText: 'This offer is over' }).waitFor();
  await card(ada.page)
    .filter({ hasText: 'This offer is over' })
    .getByRole('button', { name: 'Put this offer away' })
    .click();
  await card(ada.page)
    .getByRole('paragraph')
    .filter({ hasText: 'This offer is over' })
    .waitFor({ state: 'detached' });
});

test('[JO174] an offer ends by the server’s clock alone, and who comes late sees only what is on', async () => {
  const { promotions } = await host.page.evaluate(async () =>
    (await fetch('/api/desk/promotions?showroom=atelier')).json(),
  );
  const sold = promotions.find(({ status }: { status: string }) => status === 'on');
  const { id, used: _, ...wish } = sold;
  const endsAt = Date.now() + 2500;
  const status = await host.page.evaluate(
    async ([at, body]) =>
      (
        await fetch(`/api/desk/promotions/${at}`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status,
    [id, { ...wish, endsAt, limits: { ...wish.limits, total: 9 } }] as const,
  );
  expect(status).toBe(200);
  await card(ada.page).getByText('8 of 9 left').waitFor();
  await card(ada.page).getByRole('paragraph').filter({ hasText: 'This offer is over' }).waitFor();
  expect(Date.now() - endsAt).toBeLessThan(2000);
  expect([ada, bo, host].map(({ strangers }) => strangers)).toEqual([[], [], []]);
});
