import type { Page } from 'playwright-core';

/** Cards of the test payment provider, by what becomes of them. */
export const CARD = {
  paid: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  confirm: '4000 0025 0000 3155',
};

/** An order's number as it is shown. */
export const ORDER_NUMBER = /^V-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

/** Fills in everything that a checkout asks for (a card, where the shop asks for it itself), and waits until the total is the one that will be paid. */
export async function fillCheckout(page: Page, card?: string): Promise<void> {
  const fields = {
    Mail: 'ada@example.org',
    Name: 'Ada Lovelace',
    'Street and number': 'Hauptstraße 1',
    Postcode: '10115',
    City: 'Berlin',
    ...(card && { 'Card number': card, 'Expiry (MM/YY)': '12/39', 'Security code': '123' }),
  };
  const form = page.locator('form.checkout');
  await form.getByLabel('Country', { exact: true }).selectOption('DE');
  await form.getByLabel('I agree to the terms of sale').check();
  for (const [label, value] of Object.entries(fields))
    await form.getByLabel(label, { exact: true }).fill(value);
  await form.locator('.totals.whole').first().waitFor({ state: 'attached' });
}
