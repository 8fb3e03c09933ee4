import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Encoder, openEncoder } from '../../server/stage/whip/testing/encoder.ts';
import { openPlayer, type Player } from '../../server/stage/whip/testing/player.ts';
import { type Api, signIn } from '../../server/testing/api.ts';
import { asVisitor, joinWith, type TestRoom } from '../../server/testing/rooms.ts';
import type { EventSheet } from '../../shared/model/event.ts';
import type { RecordingFiles, ReplayEntry, ReplayManifest } from '../../shared/model/replay.ts';
import { CARD, fillCheckout, ORDER_NUMBER } from './checkout.ts';
import {
  enter,
  goTo,
  moreFrames,
  openUnseen,
  type Served,
  startBrowser,
  startServer,
  type Window,
} from './harness.ts';
import { differences, type Seen, toldBy, watchRoom } from './liveLog.ts';
import { staffOf } from './returns.ts';
import { drawnAt, type Reading, timecodeCamera, timecodeReader } from './timecode.ts';

/** A machine without a graphics card draws, codes and records at once. */
const SLOW = { timeout: 90_000 };
const DESK = { viewport: { width: 1280, height: 800 } };
const TITLE = 'Evening of light';
const MINUTE_MS = 60_000;

let server: Served;
let browser: Browser;
let owner: Api;
let ada: Window;
let host: Window;
let cem: TestRoom;
let seen: Seen[];
let encoder: Encoder;
let player: Player;
let event: EventSheet;
/** Stretches of the clock in which the host's camera alone was on air. */
const alone: { from: number; to: number }[] = [];

beforeAll(async () => {
  server = await startServer({ MEDIA_WORKERS: '1' });
  browser = await startBrowser();
  owner = await signIn(staffOf(server), 'owner');
});
afterAll(async () => {
  await browser?.close();
  encoder?.close();
  await player?.close();
  await cem?.leave();
  await server?.close();
});

/** Offers to WHIP or WHEP. */
async function offerTo(path: string, body: string, key = ''): Promise<string> {
  const headers = { 'content-type': 'application/sdp', authorization: `Bearer ${key}` };
  const answer = await fetch(server.url + path, { method: 'POST', headers, body });
  expect(answer.status).toBe(201);
  return answer.text();
}

const tab = (name: string) => host.page.getByRole('tab', { name }).click();
const cut = () => host.page.getByRole('button', { name: 'Cut' }).click();
const tile = (name: RegExp) => host.page.getByRole('button', { name });
const programme = (page: Page) => page.getByRole('status', { name: 'Live' });
const say = async (text: string): Promise<void> => {
  await ada.page.getByLabel('Say something').fill(text);
  await ada.page.getByLabel('Say something').press('Enter');
  await ada.page.locator('.chat-lines').getByText(text).waitFor();
};

test('[JO100] an owner plans a launch with its rundown; its host rehearses while visitors see the house’s film', async () => {
  const desk = await openUnseen(browser, server.links.console, DESK);
  const { page } = desk;
  await page.getByRole('button', { name: 'New event' }).click();
  const form = page.locator('.event-form');
  await form.getByLabel('Title').fill(TITLE);
  await form.getByLabel('What it is about').fill('Six new lamps, live from the workshop.');
  await form.getByLabel('Showroom').selectOption('atelier');
  await form.getByRole('button', { name: 'Keep as draft' }).click();
  await page.locator('.event-list').getByRole('button', { name: TITLE }).waitFor();
  for (const [index, kind] of ['a talk', 'a product'].entries()) {
    await page.getByRole('button', { name: `Add ${kind}` }).click();
    await expect.poll(() => page.locator('.rundown-editor li').count()).toBe(index + 1);
  }
  await page.getByRole('button', { name: 'Announce' }).click();
  await page.locator('.event-list').getByText('Announced').waitFor();
  expect([desk.errors, desk.strangers]).toEqual([[], []]);
  await desk.close();
  const { body } = await owner.call('GET', '/api/console/events');
  event = (body.events as EventSheet[]).find(({ title }) => title.en === TITLE)!;
  expect(event.startsAt).toBeGreaterThan(Date.now() - MINUTE_MS);

  ada = await openUnseen(browser, server.url);
  await enter(ada.page, 'Ada');
  const guest = await owner.call('POST', '/api/session', {});
  cem = await joinWith(server, guest.body.token, asVisitor('Cem'));
  seen = watchRoom(cem);
  host = await openUnseen(browser, `${server.url}/lobby`, DESK);
  await host.page.addInitScript(timecodeCamera);
  await goTo(host.page, server.links.studio);
  await tab('Event');
  await host.page.getByRole('button', { name: 'Rehearse' }).click();
  await tab('Picture');
  await host.page.getByLabel('Title on the screen').fill(TITLE);
  await host.page.getByRole('button', { name: 'Go live' }).click();
  await host.page.getByRole('button', { name: 'Stop' }).waitFor(SLOW);
  await moreFrames(ada.page, 5);
  expect(await programme(ada.page).textContent()).toBe('House channel');
});

test('[JO101] live: camera, an encoder and a guest on air, the rundown holds up a product, people talk, clap and buy; players elsewhere watch', async () => {
  await tab('Event');
  const panel = host.page.getByRole('region', { name: 'Event', exact: true });
  await panel.getByRole('button', { name: 'Start the event' }).click();
  await programme(ada.page).getByText(`Live: ${TITLE}`).waitFor(SLOW);
  await ada.page.locator('.recording-mark').waitFor(SLOW);
  await moreFrames(ada.page, 5);
  let since = Date.now();
  const notAlone = (): void => void alone.push({ from: since, to: Date.now() });
  player = await openPlayer();
  await player.take(await offerTo('/whep/atelier', player.offer));
  await panel.getByRole('button', { name: 'Next: Talk' }).click();
  await say('Good evening');
  await cem.request('chat.say' as never, { text: 'Hello @Ada' } as never);
  await ada.page.keyboard.press('Escape');
  await ada.page.getByRole('button', { name: 'Applaud' }).click();
  await ada.page.getByRole('button', { name: 'Applaud' }).click();

  // An encoder is one more input.
  const stream = await owner.call('GET', '/api/console/showrooms/atelier/stream');
  encoder = await openEncoder();
  encoder.take(await offerTo('/whip/atelier', encoder.offer, stream.body.key));
  await tile(/\d\. .*ncoder/).waitFor(SLOW);
  await expect.poll(() => Date.now() - since, SLOW).toBeGreaterThan(6000);
  notAlone();
  await tile(/\d\. .*ncoder/).click();
  await cut();
  await moreFrames(ada.page, 5);

  // A visitor comes up, beside the host.
  await ada.page.getByRole('button', { name: 'Raise hand' }).click();
  await tab('Guests');
  await host.page.getByRole('button', { name: 'Ask up' }).click();
  const check = ada.page.getByRole('dialog', { name: 'The host asks you on stage' });
  await check.getByRole('button', { name: 'Go on stage' }).and(ada.page.locator(':enabled')).click(SLOW);
  const bar = ada.page.getByRole('region', { name: 'On stage' });
  await bar.waitFor(SLOW);
  await tile(/\d\. Ada/).waitFor(SLOW);
  await host.page.getByRole('radio', { name: 'Side by side' }).check({ force: true });
  await tile(/\d\. Camera/).click();
  await tile(/\d\. Ada/).click();
  await cut();
  await bar.getByText('You are on air').waitFor(SLOW);
  await moreFrames(ada.page, 5);
  await expect.poll(() => recordedMs('guest'), SLOW).toBeGreaterThan(1000);
  await bar.getByRole('button', { name: 'Leave the stage' }).click();
  await bar.waitFor({ state: 'detached' });
  await host.page.getByRole('radio', { name: 'One alone' }).check({ force: true });
  await tile(/\d\. Camera/).click();
  await cut();
  await moreFrames(ada.page, 5);
  since = Date.now();

  // The rundown goes on to its product, which is in every hand and is bought.
  await tab('Event');
  await panel.getByRole('button', { name: /^Next: / }).click();
  const card = ada.page.getByRole('region', { name: 'The host shows' });
  await card.getByRole('button', { name: 'Add to cart' }).click(SLOW);
  await buy(ada.page);
  await say('Bought it');
  expect(player.packets.get('video/vp8')).toBeGreaterThan(50);
  await expect.poll(() => Date.now() - since, SLOW).toBeGreaterThan(6000);
  notAlone();
  await panel.getByRole('button', { name: 'End the event' }).click();
  await ada.page.locator('.recording-mark').waitFor({ state: 'detached', ...SLOW });
  expect([host.errors, host.strangers, ada.errors, ada.strangers]).toEqual([[], [], [], []]);
});

/** Pays what is in the cart. */
async function buy(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Cart, 1 piece' }).click();
  await page.getByRole('button', { name: 'Checkout' }).click();
  await fillCheckout(page, CARD.paid);
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await page.getByText(ORDER_NUMBER).waitFor();
  await page.getByRole('button', { name: 'Back to the room' }).click();
}

/** Milliseconds of the longest file in which sources of a kind are recorded; 0 where there is none. */
async function recordedMs(kind: string): Promise<number> {
  const { body } = await owner.call('GET', `/api/recordings/${event.id}`);
  const { files } = body as RecordingFiles;
  return Math.max(0, ...files.filter((file) => file.kind === kind).map(({ ms }) => ms));
}

/** Everything that the replay's log holds. */
async function wholeLog(id: string): Promise<ReplayEntry[]> {
  const entries: ReplayEntry[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const { body }: { body: { entries: ReplayEntry[]; next: number | null } } = await owner.call(
      'GET',
      `/api/replay/${id}/log?after=${after}`,
    );
    entries.push(...body.entries);
    after = body.next;
  }
  return entries;
}

test('[JO102] the replay’s log tells what was seen live, second by second', async () => {
  const { body } = await owner.call('GET', `/api/replay/${event.id}`);
  const { startedAt } = body as ReplayManifest;
  const told = toldBy(await wholeLog(event.id), startedAt);
  const during = seen.filter(({ at }) => at >= startedAt);
  expect(differences(during, told)).toEqual([]);
  const { product } = event.items.find(({ kind }) => kind === 'product')!;
  const kinds = new Set(told.map(({ what }) => what.replace(/\d+ left/, 'fewer left')));
  expect([...kinds].sort()).toEqual([
    'Ada: Bought it',
    'Ada: Good evening',
    'Cem: Hello @Ada',
    `${product}: fewer left`,
    'clap',
    'on air: house',
    'on air: studio',
    'pinned: ',
    `pinned: ${product}`,
  ]);
});

test('[JO102] every source was recorded beside the programme', async () => {
  for (const kind of ['studio', 'encoder', 'guest'])
    expect([kind, (await recordedMs(kind)) > 1000]).toEqual([kind, true]);
});

test('[JO103] the replay shows the picture that was on air at each second of it', async () => {
  await Promise.all([ada.close(), host.close()]);
  const status = `/api/console/events/${event.id}/status`;
  expect((await owner.call('POST', status, { to: 'replay' })).status).toBe(200);
  const replay = await openUnseen(browser, `${server.url}/replay/${event.slug}`, DESK);
  const { page } = replay;
  await page.getByRole('heading', { name: TITLE }).waitFor(SLOW);
  const { body } = await owner.call('GET', `/api/replay/${event.id}`);
  const { startedAt, parts } = body as ReplayManifest;
  await page.evaluate(timecodeReader);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const off: number[] = [];
  /** Each second at which the camera alone was on air, but those next to a cut. */
  for (const { from, to } of alone)
    for (let at = from + 1500; at < to - 1500; at += 1000) {
      const part = parts.findLast((one) => startedAt + one.from <= at)!;
      const code = await page.evaluate(
        async ({ url, seconds }) => {
          const video = document.createElement('video');
          video.muted = true;
          video.src = url;
          video.currentTime = seconds;
          await new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
          return (window as unknown as Reading).readTimecode(video);
        },
        { url: part.url, seconds: (at - startedAt - part.from) / 1000 },
      );
      off.push(code === undefined ? Number.NaN : at - drawnAt(code, at));
    }
  expect(off.length).toBeGreaterThan(6);
  expect(off.filter((ms) => !(Math.abs(ms) < 1000))).toEqual([]);
  expect([replay.errors, replay.strangers]).toEqual([[], []]);
  await replay.close();
});

test('[JO105] a recording is a film on the host’s desk: it plays, is moved, and goes on air', async () => {
  host = await openUnseen(browser, server.links.studio, DESK);
  const { page } = host;
  await page.getByRole('button', { name: 'Film', exact: true }).click();
  await page.getByLabel('Or the recording of an event').selectOption(TITLE);
  await page.getByRole('button', { name: 'Add the film' }).click();
  await tile(/\d\. Evening of light/).waitFor(SLOW);
  const slider = page.getByRole('slider', { name: /Evening of light/ });
  const seconds = async () => Number(await slider.inputValue());
  await expect.poll(seconds, SLOW).toBeGreaterThan(1);
  await slider.focus();
  await page.keyboard.press('Home');
  await expect.poll(seconds, SLOW).toBeLessThan(1);
  await page.getByRole('button', { name: 'Go live' }).click();
  await page.getByRole('button', { name: 'Stop' }).waitFor(SLOW);
  await expect.poll(() => cem.state.programme.source, SLOW).toBe('studio');
  expect([host.errors, host.strangers]).toEqual([[], []]);
});
