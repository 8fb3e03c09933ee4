import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openUnseen, type Served, startBrowser, startServer, type Window } from './harness.ts';
import { focused, seriousFaults } from './looks.ts';
import { showSlates } from './slates.ts';

let server: Served;
let browser: Browser;
/** Two visitors in two rooms of one showroom, and a moderator at the desk. */
let ada: Window;
let bo: Window;
let mo: Window;

beforeAll(async () => {
  server = await startServer({ ROOM_CAPACITY: '1' });
  await showSlates(server);
  browser = await startBrowser();
  ada = await openUnseen(browser, server.url);
  await enter(ada.page, 'Ada');
  bo = await openUnseen(browser, server.url);
  await enter(bo.page, 'Bo');
  mo = await openUnseen(browser, server.links.moderation, { viewport: { width: 1280, height: 900 } });
  await desk(mo.page).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const desk = (page: Page) => page.getByRole('region', { name: 'Moderation' });
const chat = (page: Page) => page.getByRole('region', { name: 'Chat', exact: true });
const input = (page: Page) => page.getByLabel('Say something');
async function say(page: Page, text: string): Promise<void> {
  await input(page).fill(text);
  await input(page).press('Enter');
}
/** Reacts until a page shows the figure: it stands for three seconds only, which a busy machine may look past. */
async function seenAfter(page: Page, name: string, react: () => Promise<void>): Promise<void> {
  const figure = chat(page).getByRole('button', { name }).locator('small');
  const look = async (): Promise<number> => {
    await react();
    return figure.count();
  };
  await expect.poll(look, { timeout: 20_000 }).toBe(1);
}
/** Opens what one can do about a line, by keyboard. */
async function about(page: Page, text: string) {
  await chat(page).locator('li', { hasText: text }).last().locator('.line-menu').press('Enter');
  return page.getByRole('group', { name: /^What you can do about/ });
}

test('[JO85] two people in two rooms of one showroom talk: one answers by keyboard, calls the other, who is told', async () => {
  const people = (page: Page) => page.evaluate(() => window.vitrine!.people().length);
  expect([await people(ada.page), await people(bo.page)]).toEqual([1, 1]);
  await say(ada.page, 'Is the lamp made of brass?');
  await chat(bo.page).getByText('Is the lamp made of brass?').waitFor();
  const tools = await about(bo.page, 'brass?');
  await expect.poll(() => focused(bo.page)).toBe('Answer');
  await tools.getByRole('button', { name: 'Answer' }).press('Enter');
  await expect.poll(() => focused(bo.page)).toBe('Say something');
  await bo.page.keyboard.type('Yes @ad');
  await bo.page.getByRole('option', { name: 'Ada' }).waitFor();
  await bo.page.keyboard.press('Enter');
  await bo.page.keyboard.type('it is');
  await bo.page.keyboard.press('Enter');
  const answer = chat(ada.page).locator('li.called', { hasText: 'it is' });
  await answer.waitFor();
  expect(await answer.locator('mark').textContent()).toBe('@Ada');
  expect(await answer.locator('.quote').textContent()).toContain('Is the lamp made of brass?');
  await ada.page.getByText('Bo mentioned you in the chat.').waitFor();
  await answer.locator('.quote').press('Enter');
  await expect.poll(() => focused(ada.page)).toBe('More about this line of Ada');
});

test('[JO85] folded away, the chat tells what one has missed', async () => {
  await chat(ada.page).getByRole('button', { name: 'Fold the chat away' }).press('Enter');
  await say(bo.page, 'One more');
  const pill = ada.page.getByRole('button', { name: 'Chat, 1 new line' });
  await pill.waitFor();
  await pill.press('Enter');
  await chat(ada.page).getByText('One more').waitFor();
});

test('[JO86] reactions by key and by button reach the other room, and rise there', async () => {
  await ada.page.getByRole('region', { name: 'Showroom' }).focus();
  await seenAfter(bo.page, 'Applaud', () => ada.page.keyboard.press('2'));
  const heart = chat(ada.page).getByRole('button', { name: 'Heart' });
  await seenAfter(bo.page, 'Heart', () => heart.press('Enter'));
  await bo.page.locator('.reaction-piece.heart svg').first().waitFor({ state: 'attached' });
});

test('[JO86] a line flies over the screen’s picture, one’s own outlined; switched off nothing flies', async () => {
  await say(bo.page, 'How lovely');
  // The picture is small and has two lanes: a line flies as soon as one is free.
  const flies = async (): Promise<number> => {
    await say(bo.page, 'Flying');
    return ada.page.locator('.danmaku span', { hasText: 'Flying' }).count();
  };
  await expect.poll(flies, { timeout: 30_000, interval: 1500 }).toBeGreaterThan(0);
  const own = ada.page.waitForFunction(() => {
    const piece = document.querySelector('.danmaku .own[dir=rtl]');
    if (!piece) return undefined;
    const sky = document.querySelector('.danmaku')!.getBoundingClientRect();
    return { text: piece.textContent, dir: piece.getAttribute('dir'), left: sky.left, width: sky.width };
  });
  await say(ada.page, 'جميل جدا');
  const { text, dir, left, width } = (await (await own).jsonValue())!;
  expect([text, dir]).toEqual(['جميل جدا', 'rtl']);
  expect(width).toBeGreaterThan(100);
  expect(left + width).toBeGreaterThan(0);
  expect(left).toBeLessThan(640);
  const toggle = chat(ada.page).getByRole('button', { name: 'Let chat lines fly over the screen' });
  await toggle.press('Enter');
  expect(await toggle.getAttribute('aria-pressed')).toBe('false');
  expect(await ada.page.locator('.danmaku span').count()).toBe(0);
  await toggle.press('Enter');
});

test('[JO87] a moderator takes a line back, mutes and gives the word back, all by keyboard', async () => {
  await say(bo.page, 'Something unkind');
  await chat(mo.page).getByText('Something unkind').waitFor();
  await (await about(mo.page, 'unkind')).getByRole('button', { name: 'Remove this line' }).press('Enter');
  for (const { page } of [ada, bo, mo])
    await chat(page).getByText('Something unkind').waitFor({ state: 'detached' });
  const tools = await about(mo.page, 'How lovely');
  await tools.getByRole('button', { name: 'Mute in chat …' }).press('Enter');
  await tools.getByRole('button', { name: 'For 5 minutes' }).press('Enter');
  await expect.poll(() => input(bo.page).isDisabled()).toBe(true);
  await bo.page.getByText('A moderator has taken your word').waitFor();
  await desk(mo.page)
    .getByRole('button', { name: /Lift for .*Bo.*muted/ })
    .press('Enter');
  await expect.poll(() => input(bo.page).isDisabled()).toBe(false);
});

test('[JO88] slow mode lets a visitor wait and counts down', async () => {
  const slow = desk(mo.page).getByLabel(/^Slow mode/);
  await slow.selectOption('5');
  await bo.page.getByText('Slow mode: one line every 5 seconds.').waitFor();
  await say(bo.page, 'First');
  await bo.page.getByText(/You can write again in/).waitFor();
  expect(await chat(bo.page).getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  await slow.selectOption('0');
  await bo.page.getByText('Slow mode: one line').waitFor({ state: 'detached' });
});

test('[JO89] a report appears at the desk at once, with nothing serious in anybody’s way there or in the room', async () => {
  const tools = await about(ada.page, 'How lovely');
  await tools.getByRole('button', { name: 'Report …' }).press('Enter');
  expect(await seriousFaults(ada.page)).toEqual([]);
  await tools.getByLabel('Hurtful or threatening').press('Space');
  await tools.getByRole('button', { name: 'Send report' }).press('Enter');
  await ada.page.getByText('Thank you. The house will look at it.').waitFor();
  await desk(mo.page).getByText('Reports waiting: 1').waitFor();
  await desk(mo.page).getByText('Hurtful or threatening').waitFor();
  expect(await seriousFaults(mo.page)).toEqual([]);
  await desk(mo.page)
    .getByRole('button', { name: /Done with the report/ })
    .press('Enter');
  await desk(mo.page).getByText('Reports waiting: none').waitFor();
});

test('[JO87] who is banned is told why at the door, can’t come in, and can when it is lifted', async () => {
  const tools = await about(mo.page, 'How lovely');
  await tools.getByRole('button', { name: 'Ban …' }).press('Enter');
  await tools.getByLabel('How long').selectOption('7 days');
  await tools.getByLabel(/^Reason/).fill('Advertising');
  await tools.getByLabel(/^Reason/).press('Enter');
  await bo.page.getByText('The house has banned you').waitFor();
  await bo.page.getByText('Advertising').waitFor();
  await bo.page.getByRole('button', { name: 'Enter showroom' }).click();
  await bo.page.getByText('You can’t come in.').waitFor();
  await chat(ada.page).getByText('How lovely').waitFor({ state: 'detached' });
  await desk(mo.page)
    .getByRole('button', { name: /Lift for .*Bo.*banned/ })
    .press('Enter');
  await desk(mo.page).getByText('Nothing holds against anybody.').waitFor();
  await enter(bo.page, 'Bo');
  const log = desk(mo.page).getByRole('table', { name: 'Audit log' });
  for (const verb of ['banned', 'lifted', 'reported', 'removed a line'])
    await log.getByText(verb, { exact: true }).first().waitFor();
});

test('[JO87] an owner reads the whole log in the console and takes it along', async () => {
  const { page, close } = await openUnseen(browser, server.links.console, {
    viewport: { width: 1280, height: 900 },
  });
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).press('Enter');
  expect((await file).suggestedFilename()).toBe('vitrine-audit.csv');
  expect(await seriousFaults(page)).toEqual([]);
  await close();
});

test('[JO86] where less motion is asked for nothing flies or rises, and reactions are figures', async () => {
  const { page, close } = await openUnseen(browser, server.url, { reducedMotion: 'reduce' });
  await enter(page, 'Cy');
  await say(ada.page, 'Quietly');
  await chat(page).getByText('Quietly').waitFor();
  const clap = chat(ada.page).getByRole('button', { name: 'Applaud' });
  await seenAfter(page, 'Applaud', () => clap.press('Enter'));
  expect(await page.locator('.danmaku span, .reaction-piece').count()).toBe(0);
  await close();
});

test('[JO85] nothing left for another host, and no page reported an error', () => {
  for (const { strangers, errors } of [ada, mo]) expect([strangers, errors]).toEqual([[], []]);
});
