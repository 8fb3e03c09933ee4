import type { Page } from 'playwright-core';
import { enter, openWindow, startBrowser, startServer } from '../client/e2e/harness.ts';
import { percentile, rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';

/** Seconds over which frames are read, after as many to settle. */
const MEASURE_SECONDS = 22;
const SETTLE_SECONDS = 5;

/**
 * Replaces the camera by a canvas of 1280×720 that carries the time at which each frame was drawn: 32 bits of quarter
 * milliseconds in cells, and a parity cell. Runs in the host's page before its own scripts. The canvas stays in memory
 * (`willReadFrequently`): read back from a software GPU, its frames queue up for seconds before they are captured.
 */
function timecodeCamera(): void {
  const canvas = document.createElement('canvas');
  const [width, height, cell] = [1280, 720, 80];
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  const draw = (): void => {
    const time = Math.round((performance.timeOrigin + performance.now()) * 4) >>> 0;
    pen.fillStyle = `hsl(${(time / 160) % 360} 40% 40%)`;
    pen.fillRect(0, 0, width, height);
    let parity = 0;
    for (let bit = 0; bit < 32; bit++) {
      const on = (time >>> bit) & 1;
      parity ^= on;
      pen.fillStyle = on ? '#fff' : '#000';
      pen.fillRect((bit % 16) * cell, Math.floor(bit / 16) * cell, cell, cell);
    }
    pen.fillStyle = parity ? '#fff' : '#000';
    pen.fillRect(0, 2 * cell, cell, cell);
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

/** The shortest way that there is: the same picture over one peer connection between the same two browsers, no server. */
async function bareDelays(sender: Page, receiver: Page): Promise<{ delays: number[]; unreadable: number }> {
  const offer = await sender.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    const peer = new RTCPeerConnection();
    Object.assign(window, { peer });
    peer.addTrack(stream.getVideoTracks()[0]!, stream);
    await peer.setLocalDescription();
    while (peer.iceGatheringState !== 'complete')
      await new Promise((resolve) => peer.addEventListener('icegatheringstatechange', resolve));
    return peer.localDescription!.sdp;
  });
  const answer = await receiver.evaluate(async (sdp) => {
    const peer = new RTCPeerConnection();
    const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true });
    peer.ontrack = ({ track }) => {
      video.srcObject = new MediaStream([track]);
    };
    const onShown = (listener: () => void) => {
      let watching = 0;
      const shown = (): void => {
        listener();
        watching = video.requestVideoFrameCallback(shown);
      };
      watching = video.requestVideoFrameCallback(shown);
      return () => video.cancelVideoFrameCallback(watching);
    };
    Object.assign(window, { peer, vitrine: { screen: () => ({ video, onShown }) } });
    document.body.replaceChildren(video);
    await peer.setRemoteDescription({ type: 'offer', sdp });
    await peer.setLocalDescription();
    while (peer.iceGatheringState !== 'complete')
      await new Promise((resolve) => peer.addEventListener('icegatheringstatechange', resolve));
    return peer.localDescription!.sdp;
  }, offer);
  await sender.evaluate(
    (sdp) =>
      (window as unknown as { peer: RTCPeerConnection }).peer.setRemoteDescription({ type: 'answer', sdp }),
    answer,
  );
  await receiver.evaluate(readDelays, SETTLE_SECONDS);
  return receiver.evaluate(readDelays, MEASURE_SECONDS);
}

/** The whole way: studio, server, room. */
async function roomDelays(links: { studio: string; showroom: string }, host: Page, viewer: Page) {
  await host.goto(links.studio);
  await host.getByRole('button', { name: 'Go live' }).click();
  await host.getByRole('button', { name: 'Stop' }).waitFor({ timeout: 30_000 });
  await viewer.goto(links.showroom);
  await enter(viewer, 'Viewer');
  await viewer.waitForFunction(() => window.vitrine!.stats().videoFramesShown > 10, undefined, {
    timeout: 60_000,
  });
  await viewer.evaluate(readDelays, SETTLE_SECONDS);
  return viewer.evaluate(readDelays, MEASURE_SECONDS);
}

async function run(): Promise<Row[]> {
  const server = await startServer();
  const hostBrowser = await startBrowser();
  const viewerBrowser = await startBrowser();
  try {
    const host = await openWindow(hostBrowser, `${server.url}/healthz`);
    const viewer = await openWindow(viewerBrowser, `${server.url}/healthz`);
    await host.page.addInitScript(timecodeCamera);
    await host.page.reload();
    const bare = await bareDelays(host.page, viewer.page);
    const { delays, unreadable } = await roomDelays(server.links, host.page, viewer.page);
    const at = ({ delays }: { delays: number[] }, share: number): number =>
      rounded(percentile(delays, share), 1);
    const row = (name: string, share: number): Row => ({
      name: `loopback_${name}_ms`,
      value: at({ delays }, share),
      unit: 'ms',
      peer: `bare peer connection ${at(bare, share)}`,
    });
    return [
      row('p50', 0.5),
      row('p95', 0.95),
      row('p99', 0.99),
      { name: 'bare_p95_ms', value: at(bare, 0.95), unit: 'ms' },
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
