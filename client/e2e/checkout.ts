import type { Page } from 'playwright-core';

/** Cards of the test payment provider, by what becomes of them. */
export const CARD = {
  paid: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  confirm: '4000 0025 0000 3155',
};

/** Fills in everything that a checkout asks for. */
export async function fillCheckout(page: Page, card: string): Promise<void> {
  const fields = {
    Name: 'Ada Lovelace',
    Mail: 'ada@example.org',
    'Street and number': 'Hauptstraße 1',
    Postcode: '10115',
    City: 'Berlin',
    'Card number': card,
    'Expiry (MM/YY)': '12/39',
    'Security code': '123',
  };
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(value);
}
