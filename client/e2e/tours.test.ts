import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openWindow, type Served, startBrowser, startServer } from './harness.ts';

let server: Served;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A walk to the portal and two large pictures, where software draws and others work too. */
const LONG = { timeout: 90_000 };
const tourOn = (page: Page) => page.getByRole('dialog', { name: 'The workshop' });
const at = (page: Page, place: string) => tourOn(page).getByRole('heading', { name: place }).waitFor(LONG);

test('[JO50] one enters a tour through its portal, goes on by keyboard, takes a follower along, and comes back', async () => {
  const ada = await openWindow(browser, server.url);
  await enter(ada.page, 'Ada');
  const bo = await openWindow(browser, server.url);
  await enter(bo.page, 'Bo');
  await bo.page.getByRole('button', { name: /in the room|people/i }).click();
  await bo.page.getByRole('button', { name: 'Follow Ada' }).click();

  const first = ada.page.waitForResponse((answer) => answer.url().endsWith('/bench.webp'), LONG);
  await ada.page.getByRole('button', { name: 'Places' }).click();
  await ada.page
    .getByRole('dialog', { name: 'Places' })
    .getByRole('button', { name: 'The workshop' })
    .click();
  await at(ada.page, 'The joiner’s benches');
  await at(bo.page, 'The joiner’s benches');
  expect((await first).status()).toBe(200);
  await tourOn(ada.page).getByRole('list', { name: 'Here with you' }).getByText('Bo').waitFor(LONG);

  const unnamed = await tourOn(ada.page)
    .getByRole('button')
    .evaluateAll((all) => all.filter((one) => !(one.getAttribute('aria-label') || one.textContent?.trim())));
  expect(unnamed).toEqual([]);
  const onward = tourOn(ada.page).getByRole('button', { name: 'Go to The leather store' });
  await onward.focus();
  await ada.page.waitForFunction(
    () => document.activeElement?.classList.contains('away') === false,
    undefined,
    LONG,
  );
  const size = await onward.boundingBox();
  expect(Math.min(size!.width, size!.height)).toBeGreaterThanOrEqual(44);
  await ada.page.keyboard.press('Enter');
  await at(ada.page, 'The leather store');
  await at(bo.page, 'The leather store');
  await tourOn(ada.page).getByRole('button', { name: 'Read: The cutting table' }).focus();
  await ada.page.keyboard.press('Enter');
  await tourOn(ada.page).getByText('Each hide is read before it is cut').waitFor();
  await ada.page.keyboard.press('Escape');

  await ada.page.keyboard.press('Escape');
  for (const { page } of [ada, bo]) {
    await tourOn(page).waitFor({ state: 'detached', ...LONG });
    await page.getByRole('button', { name: /^Cart/ }).waitFor();
  }
  await ada.page.waitForFunction(
    () => document.activeElement?.classList.contains('stage-region'),
    undefined,
    LONG,
  );
  expect([ada.errors, ada.strangers, bo.errors, bo.strangers]).toEqual([[], [], [], []]);
  await Promise.all([ada.close(), bo.close()]);
});
