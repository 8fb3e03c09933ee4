import { execFileSync } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enter,
  loudness,
  measureLoudness,
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
let film: Buffer;

beforeAll(async () => {
  server = await startServer({ MEDIA_WORKERS: '1' });
  browser = await startBrowser();
  film = await recordFilm();
  ada = await openUnseen(browser, server.url);
  await measureLoudness(ada.page);
  await ada.page.reload();
  await enter(ada.page, 'Ada');
  host = await openUnseen(browser, server.links.studio);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const live = (window: Window) => window.page.getByRole('status', { name: 'Live' });

/** Goes live with the source that is chosen, and waits until Ada sees it under this title. */
async function goLive(title: string): Promise<void> {
  await host.page.getByLabel('Title on the screen').fill(title);
  await host.page.getByRole('button', { name: 'Go live' }).click();
  await host.page.getByRole('button', { name: 'Stop' }).waitFor({ timeout: 30_000 });
  await live(ada).getByText(`Live: ${title}`).waitFor();
  await moreFrames(ada.page, 5);
}

/** Puts the input of that name on air in the studio. */
async function show(name: string): Promise<void> {
  await host.page.getByRole('button', { name: new RegExp(`\\d\\. .*${name}`) }).click();
  await host.page.getByRole('button', { name: 'Cut' }).click();
}

/** Adds a film file to the inputs. */
async function addFilm(name: string, mimeType: string, buffer: Buffer, captions?: string): Promise<void> {
  const { page } = host;
  const choose = page.getByLabel('Choose a film');
  if (!(await choose.isVisible())) await page.getByRole('button', { name: 'Film', exact: true }).click();
  await choose.setInputFiles({ name, mimeType, buffer });
  if (captions)
    await page.getByLabel('Its captions').setInputFiles({
      name: 'film.es.srt',
      mimeType: 'application/x-subrip',
      buffer: Buffer.from(captions),
    });
  await page.getByRole('button', { name: 'Add the film' }).click();
}

async function stop(): Promise<void> {
  await host.page.getByRole('button', { name: 'Stop' }).click();
  await live(ada).getByText('House channel').waitFor({ timeout: 20_000 });
}

/** Two seconds of colours and a tone, as a WebM file made by the browser itself, on a page of its own. */
async function recordFilm(): Promise<Buffer> {
  const { page, close } = await openUnseen(browser, `${server.url}/healthz`);
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const pen = canvas.getContext('2d')!;
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    const tone = new OscillatorNode(context, { frequency: 440 });
    tone.connect(out);
    tone.start();
    const paint = setInterval(() => {
      pen.fillStyle = `hsl(${performance.now() / 5} 70% 50%)`;
      pen.fillRect(0, 0, 640, 360);
    }, 40);
    const stream = new MediaStream([...canvas.captureStream(25).getTracks(), ...out.stream.getTracks()]);
    const recorder = new MediaRecorder(stream, { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.stop();
    await stopped;
    clearInterval(paint);
    await context.close();
    const reader = new FileReader();
    const read = new Promise((resolve) => reader.addEventListener('load', resolve));
    reader.readAsDataURL(new Blob(parts));
    await read;
    return String(reader.result).split(',')[1]!;
  });
  await close();
  return Buffer.from(base64, 'base64');
}

test('[JO20] the host goes live with a camera and everybody in the room sees it, with the title', async () => {
  await goLive('Autumn collection');
  expect(await ada.page.evaluate(() => window.vitrine!.screen()!.video.videoWidth)).toBeGreaterThan(0);
});

test('[JO21] someone who comes late sees the same picture', async () => {
  const late = await openUnseen(browser, server.url);
  await enter(late.page, 'Lee');
  await moreFrames(late.page, 3);
  await live(late).getByText('Live: Autumn collection').waitFor();
  await late.close();
});

test('[JO22] when the media worker is killed the picture is back by itself, and nobody loses their seat or the chat', async () => {
  const { page } = ada;
  await page.getByLabel('Say something').fill('Before');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('region', { name: 'Chat' }).getByText('Before').waitFor();
  const worker = Number(
    execFileSync('pgrep', ['-P', String(server.child.pid), '-f', 'mediasoup-worker'])
      .toString()
      .split('\n')[0],
  );
  const track = () =>
    page.evaluate(
      () => (window.vitrine!.screen()!.video.srcObject as MediaStream | null)?.getVideoTracks()[0]?.id,
    );
  const before = await track();
  process.kill(worker, 'SIGKILL');
  await expect.poll(async () => [before, undefined].includes(await track())).toBe(false);
  await live(ada).getByText('Live: Autumn collection').waitFor();
  await moreFrames(page, 5);
  expect(await page.evaluate(() => window.vitrine!.people().map((person) => person.name))).toContain('Ada');
  await page.getByRole('region', { name: 'Chat' }).getByText('Before').waitFor();
});

test('[JO23] when the host stops, a slate shows, then the house channel returns', async () => {
  await host.page.getByRole('button', { name: 'Stop' }).click();
  await live(ada).getByText('The host will be right back').waitFor();
  await live(ada).getByText('House channel').waitFor({ timeout: 15_000 });
  await moreFrames(ada.page, 5);
});

test('[JO25] a host shows their screen', async () => {
  await host.page.getByRole('button', { name: 'Screen', exact: true }).click();
  await show('Screen');
  await goLive('How it is made');
  await stop();
});

test('[JO26] a host shows a film file, and its tone is heard in the room', async () => {
  const { page } = host;
  await addFilm('notes.mp4', 'video/mp4', Buffer.from('this is no film'));
  await page.getByRole('alert').getByText('This film cannot be shown').waitFor();
  await addFilm('film.webm', 'video/webm', film);
  await show('film.webm');
  await goLive('The film');
  await expect.poll(() => loudness(ada.page), { timeout: 15_000 }).toBeGreaterThan(0.1);
  await stop();
});

test('[JO27] captions of the film and lines typed by the host stand over the picture, unless one does not want them', async () => {
  const { page } = host;
  const captions = ada.page.getByRole('region', { name: 'Captions' });
  await page.getByRole('button', { name: 'Remove film.webm' }).click();
  const spoken = '1\n00:00:00,000 --> 00:00:30,000\nBuenas <i>noches</i>\n';
  await addFilm('film.webm', 'video/webm', film, spoken);
  await show('film.webm');
  await goLive('With captions');
  expect(await captions.getByText('Buenas noches').getAttribute('lang')).toBe('es');
  await page.getByRole('textbox', { name: 'Captions' }).fill('And now, the chair');
  await page.keyboard.press('Enter');
  await captions.getByText('And now, the chair').waitFor();
  await ada.page.getByRole('button', { name: 'Settings' }).click();
  await ada.page.getByLabel('Show what is said on the stage').uncheck();
  expect(await captions.textContent()).toBe('');
  await ada.page.keyboard.press('Escape');
  await stop();
});

test('[JO24] a visitor without a right gets no studio, but a way to sign in', async () => {
  const stranger = await openUnseen(browser, `${server.url}/studio`);
  await stranger.page.getByText('This page is for staff').waitFor();
  await stranger.page.getByRole('button', { name: 'Sign in' }).waitFor();
  await stranger.close();
  expect(host.strangers).toEqual([]);
});
