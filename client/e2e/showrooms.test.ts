import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../../server/testing/api.ts';
import {
  enter,
  moreFrames,
  openUnseen,
  openWindow,
  type Served,
  startBrowser,
  startServer,
} from './harness.ts';
import { staffOf } from './returns.ts';
import { setShowroom, showSlates } from './slates.ts';

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

/** A walk across the room may take long where software draws and others work too. */
const WALK = { timeout: 60_000 };

const open = (path: string) => openUnseen(browser, server.url + path);
const go = async (page: Page, name: string | RegExp) => {
  await page.getByRole('button', { name: 'Places' }).click();
  await page.getByRole('dialog', { name: 'Places' }).getByRole('button', { name }).click();
};
const where = (page: Page, name: string) =>
  page.evaluate((wanted) => window.vitrine!.people().find((one) => one.name === wanted), name);
const sitting = (page: Page, name: string) =>
  page.waitForFunction(
    (wanted) => window.vitrine!.people().find((one) => one.name === wanted)?.gait === 5,
    name,
    WALK,
  );

test('[JO40] a door leads to another showroom without a reload, and the way back leads back', async () => {
  const { page, errors, strangers, close } = await openWindow(browser, server.url);
  await enter(page, 'Ada');
  await page.evaluate(() => Object.assign(window, { same: true }));
  await go(page, 'Go to The theatre');
  await page.waitForFunction(
    () => location.pathname === '/s/theatre' && window.vitrine!.people().length === 1,
  );
  await page.getByRole('button', { name: /^Cart/ }).waitFor();
  await moreFrames(page, 5);
  await page.goBack();
  await page.waitForFunction(() => location.pathname === '/' && window.vitrine!.people().length === 1);
  await moreFrames(page, 5);
  expect(await page.evaluate(() => (window as { same?: boolean }).same)).toBe(true);
  expect([errors, strangers]).toEqual([[], []]);
  await close();
  // From here on nobody looks at a screen.
  await showSlates(server);
});

test('[JO41] one sits down and stands up, and others see it', async () => {
  const [ada, bo] = [await open('/'), await open('/')];
  await enter(ada.page, 'Ada');
  await enter(bo.page, 'Bo');
  await go(ada.page, 'Sit down');
  await sitting(bo.page, 'Ada');
  await go(ada.page, 'Stand up');
  await bo.page.waitForFunction(
    () => window.vitrine!.people().find(({ name }) => name === 'Ada')?.gait === 0,
    undefined,
    WALK,
  );
  await Promise.all([ada.close(), bo.close()]);
});

test('[JO42] a link brings a friend into the same room and beside one; one walks along with them', async () => {
  const ada = await open('/');
  await enter(ada.page, 'Ada');
  await ada.page.getByRole('button', { name: /people here|person here/ }).click();
  await ada.page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await ada.page.getByRole('button', { name: 'Invite friends' }).click();
  const link = await ada.page.getByLabel('Link for friends').inputValue();
  expect(link).toContain('/s/atelier#with=');
  const bo = await openUnseen(browser, link);
  await enter(bo.page, 'Bo');
  await bo.page.waitForFunction(() => window.vitrine!.people().length === 2);
  const far = async () => {
    const [a, b] = [await where(bo.page, 'Ada'), await where(bo.page, 'Bo')];
    return Math.hypot(a!.x - b!.x, a!.z - b!.z);
  };
  expect(await far()).toBeLessThan(1.5);
  await bo.page.getByRole('button', { name: /in the room|people/i }).click();
  await bo.page.getByRole('button', { name: 'Follow Ada' }).click();
  await ada.page.keyboard.press('Escape');
  await go(ada.page, 'Go to the screen');
  await bo.page.waitForFunction(
    () => {
      const [a, b] = ['Ada', 'Bo'].map(
        (wanted) => window.vitrine!.people().find(({ name }) => name === wanted)!,
      );
      return a!.x > 0 && Math.hypot(a!.x - b!.x, a!.z - b!.z) < 2.2;
    },
    undefined,
    WALK,
  );
  await bo.page.getByRole('button', { name: 'Stop following' }).click();
  await Promise.all([ada.close(), bo.close()]);
});

test('[JO43] the lobby shows every showroom with who is there, and leads into one', async () => {
  const ada = await open('/');
  await enter(ada.page, 'Ada');
  const { page, errors, strangers, close } = await open('/lobby');
  const list = page.getByRole('list', { name: 'Showrooms' });
  await list.getByText('1 person there').waitFor();
  const pictures = await list.locator('img').evaluateAll((all) =>
    Promise.all(
      all.map((one) =>
        (one as HTMLImageElement).decode().then(
          () => true,
          () => false,
        ),
      ),
    ),
  );
  expect(pictures.length).toBeGreaterThan(1);
  expect(pictures).not.toContain(false);
  await page.getByRole('link', { name: /^The theatre/ }).click();
  await page.getByRole('heading', { name: 'The theatre' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/s/theatre');
  expect((await page.goto(`${server.url}/s/nowhere`))?.status()).toBe(404);
  expect([errors.filter((text) => !text.includes('404')), strangers]).toEqual([[], []]);
  await Promise.all([ada.close(), close()]);
});

test('[JO44] an owner furnishes a showroom by its plan and sees it live, and so do those who are in it', async () => {
  const ada = await open('/');
  await enter(ada.page, 'Ada');
  const { page, errors, strangers, close } = await openUnseen(browser, server.links.console);
  await page.getByRole('button', { name: 'Stand 2' }).click();
  await page.getByLabel('Stand 2').and(page.locator('select')).selectOption({ label: 'Nothing' });
  await ada.page.waitForFunction(() => window.vitrine!.furnishing()?.products['stand-2'] === '');
  await page.getByRole('button', { name: 'Undo' }).click();
  await ada.page.waitForFunction(() => window.vitrine!.furnishing()?.products['stand-2'] !== '');
  await page.getByLabel('Choose a picture').setInputFiles('assets/avatars/mira.webp');
  await page.getByLabel('Fabric of the seats').fill('#7a2f2f');
  await ada.page.waitForFunction(() => {
    const furnished = window.vitrine!.furnishing();
    return furnished?.fabric === '#7a2f2f' && furnished.logo.startsWith('/api/showrooms/atelier/logo');
  });
  await page.getByRole('button', { name: 'Show the room live' }).click();
  await page.locator('.preview .ready').waitFor();
  await page.getByLabel('Opens').fill('2099-01-01T10:00');
  await page.getByRole('button', { name: 'Open now' }).waitFor();
  const late = await open('/lobby');
  await late.page.getByText('Coming', { exact: true }).waitFor();
  await late.close();
  await page.getByRole('button', { name: 'Open now' }).click();
  await page.getByText('It is open.').waitFor();
  expect([errors, strangers]).toEqual([[], []]);
  await Promise.all([ada.close(), close()]);
});

test('[JO45] who waits before a closed door sees what is left, and gets in by itself when it opens, whatever their own clock shows', async () => {
  const owner = await signIn(staffOf(server), 'owner');
  await setShowroom(owner, 'hall', { opensAt: Date.now() + 7_500_000 });
  const { page, errors, strangers, close } = await open('/lobby');
  await page.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + 9 * 86_400_000;
    const said: string[] = [];
    Object.assign(window, { said, same: true });
    addEventListener('DOMContentLoaded', () =>
      new MutationObserver(() => {
        for (const region of document.querySelectorAll(
          '[aria-live="polite"], [role="status"], [role="alert"]',
        )) {
          const text = region.textContent ?? '';
          if (text && said.at(-1) !== text) said.push(text);
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true }),
    );
  });
  await page.reload();
  const card = page.getByRole('listitem').filter({ hasText: 'Coming' });
  await card.getByText(/^In 2 hours, \d+ minutes$/).waitFor();
  await card.getByRole('link').click();
  const left = page.getByRole('timer');
  await left.filter({ hasText: /^In 2 hours, \d+ minutes$/ }).waitFor(WALK);
  await page.getByText('The door opens by itself').waitFor(WALK);
  const enterButton = page.getByRole('button', { name: 'Enter showroom' });
  expect(await enterButton.isEnabled()).toBe(false);

  await setShowroom(owner, 'hall', { opensAt: Date.now() + 8_000 });
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await left.filter({ hasText: /^In \d+ seconds?$/ }).waitFor();
  const first = await left.textContent();
  await expect.poll(() => left.textContent()).not.toBe(first);
  expect(await enterButton.isEnabled()).toBe(false);
  await page.getByText('It is open now. Come in.').waitFor();
  expect(await left.count()).toBe(0);
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.filter((text) => /second|It is open now/.test(text))).toEqual(['It is open now. Come in.']);
  await enter(page, 'Ada');
  expect(await page.evaluate(() => (window as { same?: boolean }).same)).toBe(true);
  expect([errors, strangers]).toEqual([[], []]);
  await close();
});
