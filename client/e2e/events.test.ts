import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openUnseen, type Served, startBrowser, startServer } from './harness.ts';
import { misfits, seriousFaults } from './looks.ts';
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

const HOUR_MS = 3_600_000;
const DESK = { viewport: { width: 1280, height: 800 }, timezoneId: 'Europe/Berlin' };
const READER = { viewport: { width: 1280, height: 720 }, timezoneId: 'America/New_York' };

/** A time as the console's field wants it, on a wall in Berlin. */
const wall = (ms: number): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Berlin',
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(ms)
    .replace(' ', 'T');

type Plan = { title: string; startsAt: number; showroom: string; access: string };

/** An owner drafts an event in the console. */
async function draft(page: Page, { title, startsAt, showroom, access }: Plan): Promise<void> {
  await page.getByRole('button', { name: 'New event' }).click();
  const form = page.locator('.event-form');
  await form.getByLabel('Title').fill(title);
  await form.getByLabel('What it is about').fill('Six new pieces, live from the workshop.');
  await form.getByLabel('Showroom').selectOption(showroom);
  await form.getByLabel('Starts').fill(wall(startsAt));
  await form.getByLabel('Time zone').selectOption('Europe/Berlin');
  await form.getByLabel('Length in minutes').fill('30');
  await form.getByLabel('Who may come').selectOption(access);
  await form.getByRole('button', { name: 'Keep as draft' }).click();
  await page.locator('.event-list').getByRole('button', { name: title }).waitFor();
}

const mailTo = (who: string): string | undefined => {
  const outbox = join(server.dataDir, 'outbox');
  return readdirSync(outbox)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(join(outbox, name), 'utf8'))
    .find((mail) => mail.includes(`To: ${who}`));
};

test('[JO80] an owner plans an event with its rundown and picture by keyboard and mouse, and announces it', async () => {
  const { page, errors, strangers, close } = await openUnseen(browser, server.links.console, DESK);
  const startsAt = Date.now() + 50.5 * HOUR_MS;
  await draft(page, { title: 'Spring light', startsAt, showroom: 'atelier', access: 'public' });
  for (const kind of ['a talk', 'a product', 'a film']) {
    const before = await page.locator('.rundown-editor li').count();
    await page.getByRole('button', { name: `Add ${kind}` }).click();
    await expect.poll(() => page.locator('.rundown-editor li').count()).toBe(before + 1);
  }
  await page.getByText('15 of 30 minutes').waitFor();
  await page.getByRole('button', { name: 'Earlier: Film' }).press('Enter');
  await expect
    .poll(() =>
      page
        .locator('.rundown-editor .title')
        .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)),
    )
    .toEqual(['Talk', 'Film', expect.any(String)]);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Earlier: Film');
  await page.getByLabel('Title of the item').first().fill('Welcome');
  await page.getByLabel('Minutes', { exact: true }).first().fill('20');
  await page.getByLabel('Minutes', { exact: true }).first().press('Tab');
  await page.getByText('30 of 30 minutes').waitFor();
  await page.locator('.event-tools input[type=file]').setInputFiles('docs/atelier.webp');
  await page.getByRole('button', { name: 'Take the picture away' }).waitFor();
  await page.getByRole('button', { name: 'Announce' }).click();
  await page.locator('.event-list').getByText('Announced').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  expect(await misfits(page)).toEqual([]);
  expect([errors, strangers]).toEqual([[], []]);
  await close();
  const lobby = await openUnseen(browser, `${server.url}/lobby`, READER);
  await lobby.page.getByRole('link', { name: /Spring light/ }).click();
  await lobby.page.getByRole('heading', { name: 'Spring light' }).waitFor();
  await lobby.close();
});

test('[JO81] a reader of the invitation sees when it is in both zones, takes the calendar file, and is reminded by mail', async () => {
  const { page, errors, strangers, close } = await openUnseen(
    browser,
    `${server.url}/event/spring-light`,
    READER,
  );
  await page.getByRole('timer').filter({ hasText: 'In 2 days, 2 hours' }).waitFor();
  await page.getByText('as the host’s clock shows it (Berlin)').waitFor();
  const shown = await page
    .locator('.cover')
    .evaluate((one) => (one as HTMLImageElement).decode().then(() => true));
  expect(shown).toBe(true);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Add to calendar' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('spring-light.ics');
  expect(readFileSync(await file.path(), 'utf8')).toContain('SUMMARY:Spring light');
  await page.getByRole('textbox', { name: 'Mail' }).fill('ada@example.org');
  await page.getByRole('button', { name: 'Remind me' }).click();
  await page.getByText('Noted. A mail goes to ada@example.org.').waitFor();
  await expect.poll(() => mailTo('ada@example.org')).toContain('You will be reminded');
  expect(await page.getByRole('link', { name: 'Enter', exact: true }).count()).toBe(0);
  const mail = mailTo('ada@example.org')!;
  const token = /reminders\/([\w-]+)\/end/.exec(mail)![1];
  await page.goto(`${server.url}/event/spring-light?forget=${token}`);
  await page.getByRole('button', { name: 'End the reminders' }).click();
  await page.getByText('There will be no more reminders.').waitFor();
  expect([errors, strangers]).toEqual([[], []]);
  await close();
});

test('[JO82] a host takes the event through rehearsal, live and end in the studio, and the room shows it', async () => {
  const ada = await openUnseen(browser, server.url);
  await enter(ada.page, 'Ada');
  const pill = ada.page.getByRole('complementary', { name: 'Event' });
  await pill.filter({ hasText: /Spring light.*In 2 days/ }).waitFor();
  const { page, errors, close } = await openUnseen(browser, server.links.studio, DESK);
  await page.getByRole('tab', { name: 'Event' }).click();
  const panel = page.getByRole('region', { name: 'Event', exact: true });
  await panel.getByRole('button', { name: 'Rehearse' }).click();
  await panel.getByText('Rehearsal', { exact: true }).waitFor();
  await panel.getByRole('button', { name: 'Next: Welcome' }).click();
  await panel.getByText(/^0:0\d of 20:00$/).waitFor();
  await pill.filter({ hasText: /In 2 days/ }).waitFor();
  await panel.getByRole('button', { name: 'Start the event' }).click();
  await pill.filter({ hasText: 'Live' }).waitFor();
  await panel.getByRole('button', { name: 'Next: Welcome' }).click();
  await pill.filter({ hasText: 'Welcome' }).waitFor();
  await panel.getByText(/^0:0[1-9] of 20:00$/).waitFor();
  await panel.getByRole('button', { name: 'Next: Film' }).click();
  await pill.filter({ hasText: 'Film' }).waitFor();
  await panel.getByRole('button', { name: 'End the event' }).click();
  await pill.waitFor({ state: 'detached' });
  const after = await openUnseen(browser, `${server.url}/event/spring-light`, READER);
  await after.page.getByText('It is over.').waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  expect([errors, ada.errors]).toEqual([[], []]);
  await Promise.all([after.close(), ada.close(), close()]);
});

test('[JO83] who is invited enters with their own link, also after a reload; another is told at the door why not', async () => {
  const desk = await openUnseen(browser, server.links.console, DESK);
  const startsAt = Date.now() + 10 * 60_000;
  await draft(desk.page, { title: 'Evening of chairs', startsAt, showroom: 'atelier', access: 'list' });
  await desk.page.locator('.guest-form').getByLabel('Name').fill('Ada');
  await desk.page.locator('.guest-form').getByLabel('Mail').fill('guest@example.org');
  await desk.page.getByRole('button', { name: 'Put on the list' }).click();
  await desk.page.getByText('the mail goes out once the event is announced').waitFor();
  await desk.page.getByText('Several at once').click();
  const many = desk.page.getByLabel('One person a line');
  await many.fill('Bo Diaz <bo@example.org>\nNobody at all');
  await desk.page.getByRole('button', { name: 'Put all on the list' }).click();
  await desk.page.locator('.guest-list').getByText('Bo Diaz').waitFor();
  expect(await many.inputValue()).toBe('Nobody at all');
  await desk.page.getByRole('button', { name: 'Announce' }).click();
  await expect.poll(() => mailTo('guest@example.org')).toContain('You are invited');
  await desk.close();
  const mail = mailTo('guest@example.org')!.replace(/=\r\n/g, '').replace(/=3D/g, '=');
  const ticket = /evening-of-chairs\?ticket=([\w-]+)/.exec(mail)![1];
  const open = (query: string) =>
    openUnseen(browser, `${server.url}/event/evening-of-chairs${query}`, READER);

  const stranger = await open('');
  await stranger.page.getByRole('heading', { name: 'By invitation' }).waitFor();
  await stranger.page.goto(server.url);
  await stranger.page.getByLabel('Your name').fill('Eve');
  const button = stranger.page.getByRole('button', { name: 'Enter showroom' });
  await button.and(stranger.page.locator(':enabled')).click({ timeout: 90_000 });
  await stranger.page.getByRole('alert').filter({ hasText: 'This event is by invitation.' }).waitFor();
  await stranger.close();

  const { page, errors, close } = await open(`?ticket=${ticket}`);
  await page.getByRole('link', { name: 'Enter', exact: true }).click();
  await enter(page, 'Ada');
  expect(page.url()).not.toContain(ticket!);
  await page.reload();
  await enter(page, 'Ada');
  await page.getByRole('complementary', { name: 'Event' }).filter({ hasText: 'Evening of chairs' }).waitFor();
  expect(errors).toEqual([]);
  await close();
});

test.each([
  ['en', 1280, 720],
  ['en', 390, 844],
  ['ar', 390, 844],
  ['ar', 1280, 720],
])(
  '[JO84] the invitation keeps nobody out and fits its window, by day and in the dark (%s %i × %i)',
  async (locale, width, height) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, close } = await openUnseen(browser, `${server.url}/event/spring-light`, {
        locale,
        viewport: { width, height },
        colorScheme,
      });
      await page.locator('.what').waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      expect(await misfits(page)).toEqual([]);
      await close();
    }
    const { page, close } = await openUnseen(browser, `${server.url}/event/nowhere`, { locale });
    await page.locator('.lobby').waitFor();
    await close();
  },
);
