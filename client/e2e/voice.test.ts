import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enter,
  loudness,
  measureLoudness,
  openUnseen,
  type Served,
  startBrowser,
  startServer,
  type Window,
} from './harness.ts';

/** Loudness below which it is silent, and above which somebody is heard. */
const SILENCE = 0.0005;
const HEARD = 0.01;
const RATE = 48_000;

let folder: string;
let server: Served;
let browser: Browser;
let ada: Window;
let bo: Window;

/** Four seconds that rise and fall like words: what the fake microphone hears, round and round. */
function words(): Buffer {
  const samples = RATE * 4;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  let phase = 0;
  for (let at = 0; at < samples; at++) {
    const seconds = at / RATE;
    phase += (2 * Math.PI * (160 + 60 * Math.sin(seconds * 9) + 40 * Math.sin(seconds * 2.3))) / RATE;
    const syllable = Math.max(0, Math.sin(seconds * 2 * Math.PI * 3)) ** 0.5;
    const voice = [1, 2, 3, 5, 8].reduce((sum, tone) => sum + Math.sin(phase * tone) / tone, 0) / 2.2;
    wav.writeInt16LE(Math.round(voice * syllable * 20_000), 44 + at * 2);
  }
  return wav;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-words-'));
  writeFileSync(join(folder, 'words.wav'), words());
  server = await startServer({ MEDIA_WORKERS: '1' });
  browser = await startBrowser([`--use-file-for-fake-audio-capture=${join(folder, 'words.wav')}`]);
  ada = await openUnseen(browser, server.url);
  bo = await openUnseen(browser, server.url);
  await measureLoudness(bo.page);
  await bo.page.reload();
  await enter(ada.page, 'Ada');
  await enter(bo.page, 'Bo');
  await bo.page.getByRole('button', { name: 'Sound of the screen' }).click();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const microphone = (page: Page) => page.getByRole('button', { name: 'Microphone' });
const pressed = (page: Page) => microphone(page).getAttribute('aria-pressed');
const becomesLoud = () => expect.poll(() => loudness(bo.page)).toBeGreaterThan(HEARD);
/** The loudest of a second and a half, longer than any pause between the words. */
async function loudest(): Promise<number> {
  let most = 0;
  for (const end = performance.now() + 1500; performance.now() < end; )
    most = Math.max(most, await loudness(bo.page));
  return most;
}
const becomesSilent = () => expect.poll(loudest).toBeLessThan(SILENCE);

test('[JO30] who switches the microphone on is heard by the other, and shown to talk; switched off they are silent', async () => {
  await becomesSilent();
  expect(await pressed(ada.page)).toBe('false');
  await microphone(ada.page).click();
  await becomesLoud();
  expect(await pressed(ada.page)).toBe('true');
  await bo.page.locator('.plate-name.talking', { hasText: 'Ada' }).waitFor({ state: 'attached' });
  await microphone(ada.page).click();
  await becomesSilent();
});

test('[JO31] with push-to-talk one is heard while V is held, and only then', async () => {
  const { page } = ada;
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('How you speak').selectOption('push');
  await page.getByRole('button', { name: 'Close' }).click();
  await microphone(page).click();
  await becomesSilent();
  await page.keyboard.down('v');
  await becomesLoud();
  await page.keyboard.up('v');
  await becomesSilent();
  await microphone(page).hover();
  await page.mouse.down();
  await becomesLoud();
  await page.mouse.up();
  await becomesSilent();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('How you speak').selectOption('toggle');
  await page.getByRole('button', { name: 'Close' }).click();
  await becomesLoud();
});

test('[JO34] another microphone is taken while one speaks, without a break in the talk', async () => {
  const { page } = ada;
  await page.getByRole('button', { name: 'Settings' }).click();
  const devices = page.getByRole('combobox', { name: 'Microphone' });
  const options = devices.locator('option');
  await expect.poll(() => options.count()).toBeGreaterThan(1);
  await devices.selectOption({ index: (await options.count()) - 1 });
  await page.getByRole('button', { name: 'Close' }).click();
  await becomesLoud();
  expect(await pressed(page)).toBe('true');
});

test('[JO32] one mutes somebody, makes them softer, blocks them, and hears them again', async () => {
  const { page } = bo;
  await page.getByRole('button', { name: /people here/ }).click();
  await page.getByRole('button', { name: 'Voice of Ada' }).click();
  const verb = (name: string) => page.getByRole('button', { name, exact: true });
  for (const name of ['Mute for me', 'Block']) {
    await verb(name).click();
    await becomesSilent();
    await verb(name).click();
    await becomesLoud();
  }
  await page.getByLabel('Loudness of Ada').fill('0');
  await becomesSilent();
  await page.getByLabel('Loudness of Ada').fill('1');
  await becomesLoud();
  await page.getByRole('button', { name: 'Close' }).click();
});

test('[JO33] when the microphone is not allowed the page says what to do; nothing went wrong elsewhere', async () => {
  const shy = await openUnseen(browser, server.url);
  await shy.page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  });
  await shy.page.reload();
  await enter(shy.page, 'Cy');
  await microphone(shy.page).click();
  await shy.page.getByText('The browser does not let this page use your microphone.').waitFor();
  expect(await pressed(shy.page)).toBe('false');
  await shy.close();
  expect([...ada.errors, ...bo.errors, ...ada.strangers, ...bo.strangers]).toEqual([]);
});
