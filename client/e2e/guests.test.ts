import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enter,
  moreFrames,
  openUnseen,
  type Served,
  startBrowser,
  startServer,
  type Window,
} from './harness.ts';

let server: Served;
let browser: Browser;
let ada: Window;
let host: Window;

beforeAll(async () => {
  server = await startServer({ MEDIA_WORKERS: '1' });
  browser = await startBrowser();
  ada = await openUnseen(browser, server.url);
  await enter(ada.page, 'Ada');
  host = await openUnseen(browser, server.links.studio);
  await host.page.getByLabel('Title on the screen').fill('With guests');
  await host.page.getByRole('button', { name: 'Go live' }).click();
  await host.page.getByRole('button', { name: 'Stop' }).waitFor({ timeout: 30_000 });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('[JO71] a visitor raises a hand, is asked up, looks at themselves first, is on air beside the host, and steps down', async () => {
  await ada.page.getByRole('button', { name: 'Raise hand' }).click();
  await host.page.getByRole('tab', { name: 'Guests' }).click();
  await host.page.getByRole('button', { name: 'Ask up' }).click();
  const check = ada.page.getByRole('dialog', { name: 'The host asks you on stage' });
  await check.getByRole('button', { name: 'Go on stage' }).and(ada.page.locator(':enabled')).click();
  const bar = ada.page.getByRole('region', { name: 'On stage' });
  await bar.getByText('You are on stage, not on air yet').waitFor();
  const tile = host.page.getByRole('button', { name: /\d\. Ada/ });
  await tile.waitFor();
  await host.page.getByRole('radio', { name: 'Side by side' }).check({ force: true });
  await tile.click();
  await host.page.getByRole('button', { name: 'Cut' }).click();
  await bar.getByText('You are on air').waitFor();
  await moreFrames(ada.page, 3);
  await host.page.getByRole('button', { name: 'Mute Ada' }).click();
  await bar.getByRole('button', { name: 'Leave the stage' }).click();
  await bar.waitFor({ state: 'detached' });
  await tile.waitFor({ state: 'detached' });
  await ada.page.getByRole('button', { name: 'Raise hand' }).waitFor();
});

test('[JO72] what the host holds up is in every hand at once: one click opens it, another puts it into the cart', async () => {
  await host.page.getByRole('tab', { name: 'Products' }).click();
  await host.page.getByRole('button', { name: 'Hold up Opal table lamp' }).click();
  const card = ada.page.getByRole('region', { name: 'The host shows' });
  await card.getByRole('button', { name: 'Add to cart' }).click();
  await ada.page.getByRole('button', { name: 'Cart, 1 piece' }).waitFor();
  await card.getByRole('button', { name: /Opal table lamp/ }).click();
  await ada.page.getByRole('dialog', { name: 'Product' }).waitFor();
  await ada.page.keyboard.press('Escape');
  await host.page.getByRole('button', { name: 'Take down Opal table lamp' }).click();
  await card.waitFor({ state: 'detached' });
});

test('[JO73] a co-host comes on stage by link, with their voice alone', async () => {
  await host.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await host.page.getByRole('tab', { name: 'Guests' }).click();
  await host.page.getByRole('button', { name: 'Copy a co-host’s link' }).click();
  await host.page.getByText('The link is copied').waitFor();
  const address = await host.page.evaluate(() => navigator.clipboard.readText());
  await ada.page.goto('about:blank');
  const bo = await openUnseen(browser, address);
  await enter(bo.page, 'Bo');
  await bo.page.getByRole('button', { name: 'With my voice only' }).click({ timeout: 30_000 });
  await bo.page.getByRole('region', { name: 'On stage' }).waitFor();
  await host.page.getByRole('button', { name: /\d\. Bo/ }).waitFor();
  expect(bo.page.url()).not.toContain('stage=');
  expect([bo.strangers, host.strangers]).toEqual([[], []]);
});
