import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf } from '../../server/identity/testing/totp.ts';
import account from '../../shared/locales/account/ar.json' with { type: 'json' };
import ar from '../../shared/locales/ar.json' with { type: 'json' };
import { openUnseen, type Served, startBrowser, startServer, type Window } from './harness.ts';
import { misfits, seriousFaults } from './looks.ts';

let server: Served;
let browser: Browser;
let owner: Window;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const DESK = { viewport: { width: 1280, height: 800 } };
const PASSWORD = 'three green lamps';
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

/** Gives a page an authenticator that says yes, as a phone with a finger on it does. */
async function giveAuthenticator(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** A link from the latest mail to somebody that has one: others get mails too. */
async function linkFromMail(to: string, about: RegExp): Promise<string> {
  const folder = join(server.dataDir, 'outbox');
  let link: string | undefined;
  await expect
    .poll(() => {
      const mails = readdirSync(folder)
        .sort()
        .map((name) =>
          readFileSync(join(folder, name), 'utf8')
            .replace(/=\r?\n/g, '')
            .replace(/=3D/g, '='),
        );
      link = mails
        .filter((text) => new RegExp(`^To:.*${to}`, 'im').test(text))
        .flatMap((text) => about.exec(text)?.[0] ?? [])
        .at(-1);
      return link;
    })
    .toBeDefined();
  return link!;
}

test('[JO140] the printed link makes its reader the owner, with a passkey, which signs them in again', async () => {
  owner = await openUnseen(browser, `${server.url}/account`, DESK);
  const { page } = owner;
  await giveAuthenticator(page);
  await page.goto(server.invitation);
  await page.getByRole('heading', { name: 'Welcome to your showroom' }).waitFor();
  await page.getByLabel('Your name').fill('Olga');
  await page.getByLabel('Mail address').fill('olga@house.test');
  await press(page, 'Join with a passkey');
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await page.getByRole('list', { name: 'Passkeys' }).getByText('Olga').waitFor();
  expect(page.url()).not.toContain('invitation');
  await press(page, /^Sign out$/);
  await press(page, 'Use a passkey');
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await page.getByRole('link', { name: 'Console' }).click();
  await page.getByRole('heading', { name: 'Staff' }).waitFor();
  expect([owner.errors, owner.strangers]).toEqual([[], []]);
});

test('[JO141] an owner invites by a link; who joins works at once, and is out at once when removed', async () => {
  const { page } = owner;
  await press(page, 'Invite');
  const link = await page.getByLabel('Invitation link').inputValue();
  const mo = await openUnseen(browser, link, DESK);
  await mo.page.getByText('You are asked to help as: Moderator.').waitFor();
  await press(mo.page, 'Join with a password');
  await mo.page.getByLabel('Your name').fill('Mo');
  await mo.page.getByLabel('Mail address').fill('mo@house.test');
  await mo.page.getByLabel('Password').fill(PASSWORD);
  await press(mo.page, 'Join with a password');
  await mo.page.getByRole('link', { name: 'Studio' }).click();
  await mo.page.getByRole('heading', { name: 'Moderation' }).first().waitFor();
  const staff = page.getByRole('list', { name: 'Staff', exact: true });
  await staff.getByText('mo@house.test').waitFor();
  await press(page, 'Remove Mo');
  await press(page, 'Remove Mo');
  await mo.page.getByText('Your rights here have changed.').first().waitFor();
  await mo.page.getByText('You are signed in as Mo, who has no right here.').waitFor();
  await mo.close();
});

test('[JO142] an account with password, mail and second factor: made, proved, locked, and opened again', async () => {
  const ada = await openUnseen(browser, `${server.url}/account`, { viewport: { width: 390, height: 844 } });
  const { page } = ada;
  await press(page, 'Create an account');
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('Mail address').fill('ada@mail.test');
  await page.getByLabel('Password').fill(PASSWORD);
  await press(page, 'Create an account');
  await page.getByText('Look into your mail').waitFor();
  await page.goto(await linkFromMail('ada@mail.test', /http\S+#verify=[\w.-]+/));
  await page.getByRole('heading', { name: 'Second factor' }).waitFor();
  expect(await misfits(page)).toEqual([]);
  expect(await seriousFaults(page)).toEqual([]);
  await press(page, 'Set it up');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await press(page, 'Go on');
  const secret = (await page.locator('code.key').textContent()) ?? '';
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  expect(await misfits(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret, Date.now()));
  await press(page, 'Turn it on');
  await expect.poll(() => page.getByRole('list', { name: 'Backup codes' }).locator('li').count()).toBe(10);
  await press(page, 'Done');
  await press(page, /^Sign out$/);
  // Fields with the same names are there while one is still signed in.
  await page.getByRole('button', { name: /^Sign in$/ }).waitFor();
  await page.getByLabel('Mail address').fill('ada@mail.test');
  await page.getByLabel('Password').fill(PASSWORD);
  await press(page, /^Sign in$/);
  await page.getByText('One more step').waitFor();
  await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret, Date.now()));
  await press(page, 'Go on');
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  expect([ada.errors, ada.strangers]).toEqual([[], []]);
  await ada.close();
});

test('[JO143] from right to left, by keyboard, without the network, and with a link that does not hold', async () => {
  const ada = await openUnseen(browser, `${server.url}/account`, {
    viewport: { width: 390, height: 844 },
    locale: 'ar',
  });
  const { page } = ada;
  await page.locator('input[name=email]').waitFor();
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await misfits(page)).toEqual([]);
  expect(await seriousFaults(page)).toEqual([]);
  await page.locator('input[name=email]').focus();
  await page.keyboard.type('nobody@mail.test');
  await page.keyboard.press('Tab');
  await page.keyboard.type('wrong wrong wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText(ar['refusal.wrong-credentials']).waitFor();
  await ada.page.context().setOffline(true);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText(ar['refusal.offline']).waitFor();
  await ada.page.context().setOffline(false);
  await page.goto(`${server.url}/account#link=nothing-of-the-kind-at-all`);
  await page.getByRole('heading', { name: account['account.gone.title'] }).waitFor();
  await ada.close();
});
