import type { Browser, Page } from 'playwright-core';
import { openPrepared, type Window } from '../harness.ts';
import { aim, piecesOf, roomIs } from './arHand.ts';
import { emulatorScript } from './headset.ts';

type Point = [x: number, y: number, z: number];

/** The emulated phone, and the middle of its picture in pixels. */
export const PHONE = { width: 390, height: 844 };
const MIDDLE: [number, number] = [PHONE.width / 2, PHONE.height / 2];
/** From where the middle of the room is in view, and that middle on the floor. */
const HERE: Point = [0, 1.5, 1.6];
const AHEAD: Point = [0, -0.0038, -0.3];

/** Opens a page on the emulated phone, once its way into one's own room is there. */
export async function openPhone(browser: Browser, url: string, locale = 'en-US'): Promise<Window> {
  const script = await emulatorScript('phone');
  const opened = await openPrepared(browser, url, script, { viewport: PHONE, locale, hasTouch: true });
  await opened.page.locator('.room-button').waitFor({ timeout: 60_000 });
  return opened;
}

/** Presses a button by its name. */
export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();

/** Taps the middle of the picture. */
export const tap = (page: Page) => page.mouse.click(...MIDDLE);

/** Goes into one's own room and points at the floor. */
export async function goIn(page: Page): Promise<void> {
  await aim(page, HERE, AHEAD);
  await page.locator('.room-button').click();
  await roomIs(page, 'found');
  await aim(page, HERE, AHEAD);
}

/** Places another product at a point of the floor. */
export async function placeAt(page: Page, name: string, [x, z]: [x: number, z: number], count: number) {
  await press(page, 'Add a piece');
  await page.getByLabel('Search all products').fill(name);
  await page.getByRole('button', { name: `Place ${name}` }).click();
  await aim(page, HERE, [x, AHEAD[1], z]);
  await press(page, 'Place it here');
  return piecesOf(page, count);
}
