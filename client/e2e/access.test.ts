import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openUnseen, type Served, startBrowser, startServer } from './harness.ts';
import { seriousFaults } from './looks.ts';
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

test.each([
  ['en', '/'],
  ['ar', '/'],
  ['en', '/s/theatre'],
])('[JO60] nothing serious keeps anybody out, at the door and in the room (%s %s)', async (locale, path) => {
  const { page, close } = await openUnseen(browser, server.url + path, {
    locale,
    viewport: { width: 1024, height: 640 },
  });
  await page.locator('form button[type=submit]:enabled').waitFor({ timeout: 90_000 });
  expect(await seriousFaults(page)).toEqual([]);
  await page.locator('#door-name').fill('Ada');
  await page.locator('form button[type=submit]').click();
  await page.locator('.head-bar nav').waitFor({ timeout: 60_000 });
  expect(await seriousFaults(page)).toEqual([]);
  for (const pill of await page.locator('.head-bar nav [aria-expanded]').all()) {
    await pill.click();
    await page.getByRole('dialog').waitFor();
    expect([await pill.getAttribute('aria-label'), await seriousFaults(page)]).toEqual([
      await pill.getAttribute('aria-label'),
      [],
    ]);
    await page.keyboard.press('Escape');
  }
  await close();
});

test('[JO61] nothing serious keeps anybody out of the lobby, the studio and the console', async () => {
  const pages = [
    [`${server.url}/lobby`, 'a.quiet, .rooms a'],
    [server.links.studio, 'main button'],
    [server.links.console, '.plan .place'],
  ] as const;
  for (const [url, shown] of pages) {
    const { page, close } = await openUnseen(browser, url, { viewport: { width: 1024, height: 800 } });
    await page.locator(shown).first().waitFor();
    expect([url, await seriousFaults(page)]).toEqual([url, []]);
    await close();
  }
});

test('[JO62] a product is inspected, and one learns who is near and where one can go, by the keyboard alone', async () => {
  const { page, close } = await openUnseen(browser, server.url, { viewport: { width: 1024, height: 640 } });
  await enter(page, 'Kay');
  await page.getByRole('button', { name: 'Places' }).press('Enter');
  await page.getByRole('button', { name: 'Go to the screen' }).press('Enter');
  await page.waitForFunction(() => window.vitrine!.people()[0]!.x > -3, undefined, { timeout: 60_000 });
  // The search comes above the list while one is on a product already: who is there stays there.
  const search = Promise.withResolvers<void>();
  await page.route(/ProductSearch[^/]*\.js/, async (route) => {
    await search.promise;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Products', exact: true }).press('Enter');
  const first = page.getByRole('button', { name: /^Look at/ }).first();
  await first.focus();
  search.resolve();
  await page.getByRole('searchbox').waitFor();
  expect(await first.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Add to cart' }).press('Enter');
  await page.getByRole('button', { name: 'Cart, 1 piece' }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await close();
});

test.each(['zh', 'ar'])('[JO63] nor from lobby, console and tour in another writing (%s)', async (locale) => {
  const desk = { locale, viewport: { width: 1024, height: 800 } };
  for (const [url, there] of [
    [`${server.url}/lobby`, '.rooms a'],
    [server.links.console, '.plan .place'],
  ] as const) {
    const { page, close } = await openUnseen(browser, url, desk);
    await page.locator(there).first().waitFor();
    expect([url, await seriousFaults(page)]).toEqual([url, []]);
    await close();
  }
  const { page, close } = await openUnseen(browser, server.url, {
    locale,
    viewport: { width: 1024, height: 640 },
  });
  await page.locator('form button[type=submit]:enabled').waitFor({ timeout: 90_000 });
  await page.locator('#door-name').fill('Ada');
  await page.locator('form button[type=submit]').click();
  const places = page.locator('.head-bar nav button').nth(1);
  await places.click({ timeout: 60_000 });
  const title: Record<string, string> = { zh: '工坊', ar: 'الورشة' };
  await page.getByRole('dialog').getByRole('button', { name: title[locale]! }).click();
  await page.locator('.tour .tour-spot:not(.away)').first().waitFor({ timeout: 90_000 });
  expect(await seriousFaults(page)).toEqual([]);
  await close();
});
