import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../../server/testing/api.ts';
import { enter, moreFrames, openUnseen, type Served, startBrowser, startServer } from './harness.ts';
import { staffOf } from './returns.ts';
import { playByWhep } from './whepPlayer.ts';

let server: Served;
let browser: Browser;
let outside: Page;

beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
  outside = await (await browser.newContext()).newPage();
  await outside.goto(`${server.url}/healthz`);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** The key for encoders, as the studio shows it to hosts. */
async function streamKey(): Promise<string> {
  const host = await signIn(staffOf(server), 'host');
  return (await host.call('GET', '/api/console/showrooms/atelier/stream')).body.key;
}

const play = () => outside.evaluate(playByWhep);
const played = () =>
  outside.evaluate(() => {
    const { player } = window as unknown as { player: HTMLVideoElement };
    return { width: player.videoWidth, frames: player.getVideoPlaybackQuality().totalVideoFrames };
  });

/** Sends a moving picture of 480 × 270 and a tone, as any encoder would that speaks WHIP; answers its session's address. */
const publish = (key: string) =>
  outside.evaluate(async (bearer) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 270 });
    const pen = canvas.getContext('2d')!;
    setInterval(() => {
      pen.fillStyle = `hsl(${performance.now() / 10} 80% 50%)`;
      pen.fillRect(0, 0, 480, 270);
    }, 50);
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    const tone = new OscillatorNode(context);
    tone.connect(out);
    tone.start();
    const peer = new RTCPeerConnection();
    for (const track of [...canvas.captureStream(20).getTracks(), ...out.stream.getTracks()])
      peer.addTransceiver(track, { direction: 'sendonly' });
    await peer.setLocalDescription(await peer.createOffer());
    const answer = await fetch('/whip/atelier', {
      method: 'POST',
      headers: { 'content-type': 'application/sdp', authorization: `Bearer ${bearer}` },
      body: peer.localDescription!.sdp,
    });
    await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
    return answer.headers.get('location')!;
  }, key);

test('[JO70] what an encoder sends is on the room’s screen, and a player outside follows whatever is on air', async () => {
  const ada = await openUnseen(browser, server.url);
  await enter(ada.page, 'Ada');
  await play();
  await expect.poll(async () => (await played()).frames).toBeGreaterThan(3);
  expect((await played()).width).not.toBe(480);
  const session = await publish(await streamKey());
  const status = ada.page.getByRole('status', { name: 'Live' });
  await status.getByText('Live', { exact: true }).waitFor();
  await moreFrames(ada.page, 5);
  const shown = () => ada.page.evaluate(() => window.vitrine!.screen()!.video.videoWidth);
  await expect.poll(shown).toBe(480);
  await expect.poll(async () => (await played()).width).toBe(480);
  const { frames } = await played();
  await expect.poll(async () => (await played()).frames).toBeGreaterThan(frames + 5);
  await outside.evaluate((path) => fetch(path, { method: 'DELETE' }), session);
  await status.getByText('House channel').waitFor({ timeout: 20_000 });
  await expect.poll(async () => (await played()).width).not.toBe(480);
  await moreFrames(ada.page, 3);
});
