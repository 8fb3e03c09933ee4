import type { Page } from 'playwright-core';
import { enter, openWindow, startBrowser, startServer } from '../client/e2e/harness.ts';
import { percentile, rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';

/** Seconds over which frames are read, after as many to settle. */
const MEASURE_SECONDS = 22;
const SETTLE_SECONDS = 5;

/**
 * Replaces the camera by a canvas that carries the time at which each frame was drawn: 32 bits of quarter milliseconds in
 * cells, and a parity cell. Runs in the host's page before its own scripts.
 */
function timecodeCamera(): void {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  const pen = canvas.getContext('2d')!;
  const draw = (): void => {
    const time = Math.round((performance.timeOrigin + performance.now()) * 4) >>> 0;
    pen.fillStyle = `hsl(${(time / 160) % 360} 40% 40%)`;
    pen.fillRect(0, 0, 640, 360);
    let parity = 0;
    for (let bit = 0; bit < 32; bit++) {
      const on = (time >>> bit) & 1;
      parity ^= on;
      pen.fillStyle = on ? '#fff' : '#000';
      pen.fillRect((bit % 16) * 40, Math.floor(bit / 16) * 40, 40, 40);
    }
    pen.fillStyle = parity ? '#fff' : '#000';
    pen.fillRect(0, 80, 40, 40);
  };
  setInterval(draw, 33);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
}

/** Reads the time code of each frame right after the room that shows it was drawn; answers delays in milliseconds. */
function readDelays(seconds: number): Promise<{ delays: number[]; unreadable: number }> {
  const screen = window.vitrine!.screen()!;
  const small = new OffscreenCanvas(64, 12);
  const pen = small.getContext('2d', { willReadFrequently: true })!;
  const delays: number[] = [];
  let unreadable = 0;
  return new Promise((resolve) => {
    const undo = screen.onShown(() => {
      const drawn = Math.round((performance.timeOrigin + performance.now()) * 4) >>> 0;
      const { video } = screen;
      pen.drawImage(video, 0, 0, video.videoWidth, video.videoHeight / 3, 0, 0, 64, 12);
      const { data } = pen.getImageData(0, 0, 64, 12);
      const cell = (x: number, y: number): number => (data[(y * 64 + x) * 4 + 1]! > 128 ? 1 : 0);
      let time = 0;
      let parity = 0;
      for (let bit = 0; bit < 32; bit++) {
        const on = cell((bit % 16) * 4 + 2, Math.floor(bit / 16) * 4 + 2);
        parity ^= on;
        time = (time | (on << bit)) >>> 0;
      }
      const delay = ((drawn - time) >>> 0) / 4;
      if (parity === cell(2, 10) && delay < 60_000) delays.push(delay);
      else unreadable++;
    });
    setTimeout(() => {
      undo();
      resolve({ delays, unreadable });
    }, seconds * 1000);
  });
}

/** Turns to the screen and stands still, so that it fills the view. */
async function faceScreen(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.setItem('vitrine.quality', 'low'));
  await page.reload();
}

async function run(): Promise<Row[]> {
  const server = await startServer();
  const hostBrowser = await startBrowser();
  const viewerBrowser = await startBrowser();
  try {
    const host = await openWindow(hostBrowser, `${server.url}/healthz`);
    await host.page.addInitScript(timecodeCamera);
    await host.page.goto(server.links.studio);
    await host.page.getByRole('button', { name: 'Go live' }).click();
    await host.page.getByRole('button', { name: 'Stop' }).waitFor({ timeout: 30_000 });
    const viewer = await openWindow(viewerBrowser, server.url, { viewport: { width: 320, height: 180 } });
    await faceScreen(viewer.page);
    await enter(viewer.page, 'Viewer');
    await viewer.page.waitForFunction(() => window.vitrine!.stats().videoFramesShown > 10, undefined, {
      timeout: 60_000,
    });
    await viewer.page.evaluate(readDelays, SETTLE_SECONDS);
    const { delays, unreadable } = await viewer.page.evaluate(readDelays, MEASURE_SECONDS);
    const row = (share: number): number => rounded(percentile(delays, share), 1);
    return [
      { name: 'loopback_p50_ms', value: row(0.5), unit: 'ms', peer: 'bare pair of pages 35' },
      { name: 'loopback_p95_ms', value: row(0.95), unit: 'ms', peer: 'budget 150' },
      { name: 'loopback_p99_ms', value: row(0.99), unit: 'ms' },
      { name: 'frames_read', value: delays.length, unit: 'frames', peer: `${unreadable} unreadable` },
      { name: 'frames_per_s', value: rounded(delays.length / MEASURE_SECONDS, 1), unit: '1/s' },
    ];
  } finally {
    await viewerBrowser.close();
    await hostBrowser.close();
    await server.close();
  }
}

/** Capture to the drawn room, by a time code in the picture itself. */
export const bench: Bench = { title: 'From capture to the frame on the in-world screen (loopback)', run };
