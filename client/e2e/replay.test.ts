import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announce, type TestEvent } from '../../server/testing/announce.ts';
import { openTestHouse, type TestHouse } from '../../server/testing/house.ts';
import {
  enter,
  moreFrames,
  openUnseen,
  openWindow,
  staffLinks,
  startBrowser,
  type Window,
} from './harness.ts';

let house: TestHouse;
let browser: Browser;
let ada: Window;
let studio: Window;
let replay: Window;
let event: TestEvent;

/** Where staff work, on the address at which the test serves the house. */
const desks = () => staffLinks(house.url, house.staff);

beforeAll(async () => {
  house = await openTestHouse();
  event = await announce(house, 'Spring evening');
  browser = await startBrowser();
  ada = await openUnseen(browser, house.url);
  await enter(ada.page, 'Ada');
  studio = await openUnseen(browser, desks().studio);
});
afterAll(async () => {
  await browser?.close();
  await house?.end();
});

const say = async (text: string): Promise<void> => {
  await ada.page.getByLabel('Say something').fill(text);
  await ada.page.getByLabel('Say something').press('Enter');
  await ada.page.locator('.chat-lines').getByText(text).waitFor();
};

/** A machine without a graphics card draws a room, codes a picture and records it, all at once. */
const SLOW = { timeout: 90_000 };

/** Waits until the studio says that so many seconds more are recorded than when it was first asked. */
async function recorded(seconds: number): Promise<void> {
  const text = () => studio.page.getByRole('region', { name: 'Recording' }).textContent();
  const now = async () => {
    const [, minutes, rest] = /(\d+):(\d\d)/.exec((await text()) ?? '') ?? [];
    return Number(minutes) * 60 + Number(rest);
  };
  const before = await now();
  await expect.poll(now, SLOW).toBeGreaterThan(before + seconds);
}

test('[JO90] while an event is live everybody sees that it is recorded, and the studio how', async () => {
  await studio.page.getByLabel('Title on the screen').fill('Lamps');
  await studio.page.getByRole('button', { name: 'Go live' }).click();
  await studio.page.getByRole('button', { name: 'Stop' }).waitFor(SLOW);
  await event.become('live');
  await ada.page.locator('.recording-mark').waitFor(SLOW);
  await studio.page.getByRole('tab', { name: 'Event' }).click();
  const panel = studio.page.getByRole('region', { name: 'Recording' });
  await panel.getByText('MB').waitFor(SLOW);
  await recorded(2);
  await say('First words');
  await studio.page.getByRole('tab', { name: 'Products' }).click();
  await studio.page.getByRole('button', { name: 'Hold up Opal table lamp' }).click();
  await studio.page.getByRole('tab', { name: 'Event' }).click();
  await recorded(4);
  await say('Last words');
  await recorded(3);
  await studio.page.getByRole('button', { name: 'Stop' }).click();
  await event.become('ended');
  await ada.page.locator('.recording-mark').waitFor({ state: 'detached', ...SLOW });
  // Two pictures less to draw while the replay plays.
  await studio.close();
  await ada.close();
});

/** What the player shows: seconds of the picture, its width, and whether it is more than black. */
const picture = () =>
  replay.page.evaluate(() => {
    const video = document.querySelector<HTMLVideoElement>('.replay-picture video.shown')!;
    const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 9 });
    const pen = canvas.getContext('2d')!;
    pen.drawImage(video, 0, 0, 16, 9);
    const bright = pen.getImageData(0, 0, 16, 9).data.some((value, i) => i % 4 !== 3 && value > 60);
    return { seconds: video.currentTime, width: video.videoWidth, bright };
  });

test('[JO91] the replay page plays picture and talk in step, also after one has moved', async () => {
  await event.become('replay');
  replay = await openWindow(browser, `${house.url}/replay/${event.slug}`, {
    viewport: { width: 1280, height: 720 },
  });
  await replay.page.getByRole('heading', { name: 'Spring evening' }).waitFor(SLOW);
  await replay.page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => (await picture()).seconds, SLOW).toBeGreaterThan(1);
  expect(await picture()).toMatchObject({ bright: true });
  expect((await picture()).width).toBeGreaterThanOrEqual(160);
  const talk = replay.page.getByRole('region', { name: 'What was said' });
  await talk.getByText('First words').waitFor(SLOW);
  expect(await talk.getByText('Last words').count()).toBe(0);
  await talk.getByText('Last words').waitFor(SLOW);
  await replay.page.keyboard.press('k');
  await replay.page.getByRole('slider', { name: 'Position' }).focus();
  await replay.page.keyboard.press('Home');
  await expect.poll(() => talk.getByText('First words').count()).toBe(0);
  await replay.page.getByLabel('Speed').selectOption('2');
  await replay.page.keyboard.press('k');
});

test('[JO92] what the host held up is beside the picture, and goes into the real cart', async () => {
  const pinned = replay.page.getByRole('region', { name: 'In the host’s hands' });
  await pinned.getByRole('button', { name: /^Add to cart/ }).click(SLOW);
  await replay.page.getByRole('button', { name: /^Cart, 1/ }).click();
  await replay.page.getByRole('button', { name: 'Checkout' }).waitFor();
  expect(replay.strangers).toEqual([]);
  expect(replay.errors).toEqual([]);
  await replay.close();
});

test('[JO93] the room offers the replay, shows it on its screen for one alone, and goes back to what is on air', async () => {
  ada = await openUnseen(browser, house.url);
  await enter(ada.page, 'Ada');
  const offer = ada.page.getByRole('button', { name: /^Watch the replay/ });
  await offer.focus(SLOW);
  await ada.page.keyboard.press('Enter');
  const bar = ada.page.getByRole('region', { name: 'Replay' });
  await bar.getByText('First words').waitFor(SLOW);
  await moreFrames(ada.page, 5);
  const shown = () =>
    ada.page.evaluate(() => {
      const stream = window.vitrine!.screen()!.video.srcObject as MediaStream;
      return stream.getVideoTracks()[0] instanceof CanvasCaptureMediaStreamTrack;
    });
  expect(await shown()).toBe(true);
  await bar.getByRole('button', { name: 'Leave the replay' }).click();
  await offer.waitFor();
  await expect.poll(shown).toBe(false);
  await moreFrames(ada.page, 3);
  expect(ada.errors).toEqual([]);
  await ada.close();
});

test('[JO94] an owner trims a recording and takes it away as a file', async () => {
  const desk = await openUnseen(browser, desks().console, { viewport: { width: 1280, height: 900 } });
  const recordings = desk.page.locator('.recordings');
  await recordings.getByRole('button', { name: /Spring evening/ }).click(SLOW);
  const from = desk.page.getByRole('slider', { name: /^From/ });
  await from.focus();
  for (let i = 0; i < 10; i++) await desk.page.keyboard.press('ArrowRight');
  await desk.page.getByRole('button', { name: 'Export the programme' }).click();
  const link = desk.page.locator('.recording-export').getByRole('link', { name: 'Download' }).first();
  const [download] = await Promise.all([desk.page.waitForEvent('download', SLOW), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^programme-1\.(webm|mp4)$/);
  expect(desk.errors).toEqual([]);
  await desk.close();
});
