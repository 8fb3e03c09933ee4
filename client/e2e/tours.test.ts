import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tour } from '../../shared/model/tour.ts';
import { colourAt, filmOf, makeFilm, rememberFilms } from './film.ts';
import {
  enter,
  openUnseen,
  openWindow,
  type Served,
  startBrowser,
  startServer,
  type Window,
} from './harness.ts';
import { showSlates } from './slates.ts';

let server: Served;
let browser: Browser;
/** Tours of our own: the house's workshop, with a film at its last point. */
const tours = mkdtempSync(join(tmpdir(), 'vitrine-tours-'));
beforeAll(async () => {
  browser = await startBrowser();
  const tour = JSON.parse(readFileSync('tours/workshop/workshop.tour.json', 'utf8')) as Tour;
  const finishing = tour.points.find(({ id }) => id === 'finishing')!;
  Object.assign(finishing, { kind: 'video', file: 'film.webm' });
  mkdirSync(join(tours, 'workshop'));
  writeFileSync(join(tours, 'workshop', 'workshop.tour.json'), JSON.stringify(tour));
  writeFileSync(join(tours, 'workshop', 'film.webm'), await makeFilm(browser));
  server = await startServer({ TOURS_DIR: tours });
  await showSlates(server);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(tours, { recursive: true });
});

/** A walk to the portal and two large pictures, where software draws and others work too. */
const LONG = { timeout: 90_000 };
const tourOn = (page: Page) => page.getByRole('dialog', { name: 'The workshop' });
const at = (page: Page, place: string) => tourOn(page).getByRole('heading', { name: place }).waitFor(LONG);
/** Walks to the portal, by the list of places, and through it. */
async function goIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Places' }).click();
  await page.getByRole('dialog', { name: 'Places' }).getByRole('button', { name: 'The workshop' }).click();
}

test('[JO50] one sees who comes in, enters a tour through its portal, goes on by keyboard, takes a follower along, and comes back', async () => {
  const ada = await openUnseen(browser, server.url);
  await enter(ada.page, 'Ada');
  await ada.page.getByRole('button', { name: /person here|people here/ }).click();
  await ada.page.getByRole('heading', { name: '1 person here' }).waitFor();
  const bo = await openUnseen(browser, server.url);
  await enter(bo.page, 'Bo');
  await ada.page.getByRole('heading', { name: '2 people here' }).waitFor();
  await bo.page.getByRole('button', { name: /in the room|people/i }).click();
  await bo.page.getByRole('button', { name: 'Follow Ada' }).click();

  const first = ada.page.waitForResponse((answer) => answer.url().endsWith('/bench.webp'), LONG);
  await goIn(ada.page);
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

/** Goes on to a point by its button on the picture, by keyboard. */
async function goOn(page: Page, name: string): Promise<void> {
  await tourOn(page)
    .getByRole('button', { name: `Go to ${name}` })
    .focus();
  await page.keyboard.press('Enter');
  await at(page, name);
}

/** Goes into the tour and on to its film. */
async function watchFilm(options: BrowserContextOptions = {}): Promise<Window> {
  const ada = await openWindow(browser, server.url, options);
  await rememberFilms(ada.page);
  await ada.page.reload();
  await enter(ada.page, 'Ada');
  await goIn(ada.page);
  await at(ada.page, 'The joiner’s benches');
  await goOn(ada.page, 'Finishing and packing');
  await tourOn(ada.page)
    .getByRole('button', { name: /the film$/ })
    .waitFor(LONG);
  return ada;
}

test('[JO51] a film all around runs upright, stands still when one asks, follows the sound switch, and ends when one goes on', async () => {
  const { page, errors, strangers, close } = await watchFilm();
  const button = (name: string) => tourOn(page).getByRole('button', { name, exact: true });
  // Blue above the horizon and red below, dark and light in turn.
  const seen = async () => [await colourAt(page, 0.5, 0.35), await colourAt(page, 0.5, 0.65)];
  const sky = async () => {
    const [red, , blue] = (await seen())[0]!;
    return red! > 60 ? 'not yet' : blue! > 160 ? 'light' : 'dark';
  };
  for (const level of ['light', 'dark', 'light']) await expect.poll(sky, LONG).toBe(level);
  const [red, , blue] = (await seen())[1]!;
  expect(red).toBeGreaterThan(blue! + 20);

  expect(await filmOf(page)).toMatchObject({ paused: false, muted: false });
  await button('Sound').click();
  await expect.poll(() => filmOf(page)).toMatchObject({ muted: true });
  await button('Sound').click();
  await expect.poll(() => filmOf(page)).toMatchObject({ muted: false });
  const seconds = async () => (await filmOf(page))!.at;
  await expect.poll(seconds, LONG).toBeGreaterThan(1.5);
  await expect.poll(seconds, LONG).toBeLessThan(1);

  await button('Pause the film').focus();
  await page.keyboard.press('Enter');
  await button('Play the film').waitFor();
  expect(await filmOf(page)).toMatchObject({ paused: true });
  await seen(); // the frame that was on its way
  const still = [];
  for (let look = 0; look < 6; look++) still.push(JSON.stringify(await seen()));
  expect(new Set(still).size).toBe(1);
  await page.keyboard.press('Enter');
  await button('Pause the film').waitFor();

  await goOn(page, 'The leather store');
  await expect.poll(() => filmOf(page), LONG).toMatchObject({ paused: true, ended: true });
  expect(await button('Pause the film').count()).toBe(0);
  // The button that led here is gone: keys still mean the tour.
  await page.waitForFunction(() => document.activeElement?.classList.contains('tour'), undefined, LONG);
  expect([errors, strangers]).toEqual([[], []]);
  await close();
});

test('[JO51] where less motion is asked for, a film waits until one lets it run', async () => {
  const { page, errors, close } = await watchFilm({ reducedMotion: 'reduce' });
  const play = tourOn(page).getByRole('button', { name: 'Play the film' });
  await play.waitFor(LONG);
  expect(await filmOf(page)).toMatchObject({ paused: true });
  await play.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => filmOf(page), LONG).toMatchObject({ paused: false });
  expect(errors).toEqual([]);
  await close();
});

/** The share of a page that is covered by what lies over the picture of a tour. */
const covered = (page: Page): Promise<number> =>
  page.evaluate(() => {
    let hit = 0;
    for (let x = 0.5; x < 60; x++)
      for (let y = 0.5; y < 60; y++) {
        const there = document.elementFromPoint((x / 60) * innerWidth, (y / 60) * innerHeight);
        if (!there?.closest('.tour-surface, .tour-spots')) hit++;
      }
    return hit / 3600;
  });

test('[JO52] in a tour one talks with the room, by text and voice, and most of the picture stays free', async () => {
  const phone = { viewport: { width: 390, height: 844 } };
  const [ada, bo] = [await openUnseen(browser, server.url, phone), await openUnseen(browser, server.url)];
  await enter(ada.page, 'Ada');
  await enter(bo.page, 'Bo');
  await goIn(ada.page);
  await at(ada.page, 'The joiner’s benches');
  const tour = tourOn(ada.page);
  const chat = tour.getByRole('button', { name: /^Chat/ });
  expect(await chat.getAttribute('aria-expanded')).toBe('false');
  await bo.page.getByLabel('Say something').fill('Where are you?');
  await bo.page.keyboard.press('Enter');
  await tour.getByRole('button', { name: 'Chat, 1 new line' }).click();
  await tour.getByText('Where are you?').waitFor();
  await tour.getByLabel('Say something').fill('In the workshop - come + see');
  await ada.page.keyboard.press('Enter');
  await bo.page.locator('.chat').getByText('In the workshop - come + see').waitFor();
  expect(await covered(ada.page)).toBeLessThan(1 / 3);
  await ada.page.keyboard.press('Escape');
  await tour.getByRole('button', { name: 'Points and notes' }).click();
  expect(await chat.getAttribute('aria-expanded')).toBe('false');
  expect(await covered(ada.page)).toBeLessThan(1 / 3);
  const microphone = tour.getByRole('button', { name: 'Microphone' });
  await microphone.click();
  await ada.page.waitForFunction(
    () => document.querySelector('.tour .microphone.open') !== null,
    undefined,
    LONG,
  );
  await microphone.click();
  await ada.page.setViewportSize({ width: 1280, height: 720 });
  await chat.click();
  await tour.getByText('Where are you?').waitFor();
  expect(await covered(ada.page)).toBeLessThan(1 / 3);
  expect([ada.errors, ada.strangers]).toEqual([[], []]);
  await Promise.all([ada.close(), bo.close()]);
});
