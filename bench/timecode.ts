import type { Page } from 'playwright-core';
import { openRelay, type Relay, type Shape } from './relay.ts';

/** Seconds over which frames are read (`LATENCY_SECONDS`), after as many to settle. */
export const MEASURE_SECONDS = Number(process.env.LATENCY_SECONDS || 22);
const SETTLE_SECONDS = 5;

/** Milliseconds from a frame's drawing to its showing, and frames that could not be read. */
export type Delays = { delays: number[]; unreadable: number };

/**
 * Replaces the camera by a canvas of 1280×720 that carries the time at which each frame was drawn: 32 bits of quarter
 * milliseconds in cells, and a parity cell. Runs in the host's page before its own scripts. The canvas stays in memory
 * (`willReadFrequently`): read back from a software GPU, its frames queue up for seconds before they are captured.
 */
export function timecodeCamera(): void {
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

/** Reads the time code of each frame right after the room that shows it was drawn. Runs in the viewer's page. */
export function readDelays(seconds: number): Promise<Delays> {
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

/** Reads delays once the picture has settled. */
export async function settledDelays(viewer: Page): Promise<Delays> {
  await viewer.evaluate(readDelays, SETTLE_SECONDS);
  return viewer.evaluate(readDelays, MEASURE_SECONDS);
}

/** The shortest way that there is: the same picture over one peer connection between the same two browsers, no server; with a shape, through as many relays as a picture passes on its way through a server. */
export async function bareDelays(sender: Page, receiver: Page, shape?: Shape): Promise<Delays> {
  const relays: Relay[] = [];
  try {
    const offer = await offerOf(sender);
    const answer = await answerOf(receiver, shape ? withoutCandidates(offer) : offer);
    await sender.evaluate(
      (sdp) =>
        (window as unknown as { peer: RTCPeerConnection }).peer.setRemoteDescription({ type: 'answer', sdp }),
      shape ? await detour(answer, shape, relays) : answer,
    );
    return await settledDelays(receiver);
  } finally {
    for (const relay of relays) relay.close();
  }
}

const withoutCandidates = (sdp: string): string => sdp.replace(/^a=candidate:.*\r\n/gm, '');

/** The answer as if its writer stood behind two relays. */
async function detour(answer: string, shape: Shape, relays: Relay[]): Promise<string> {
  const [, address, port] = /^a=candidate:\S+ 1 udp \d+ (\d+\.\d+\.\d+\.\d+) (\d+) typ host/m.exec(answer)!;
  const far = await openRelay(shape, { address: address!, port: Number(port) });
  relays.push(far);
  const near = await openRelay(shape, far, '127.0.0.3');
  relays.push(near);
  const line = `a=candidate:1 1 udp 2122260223 ${near.address} ${near.port} typ host\r\n`;
  return `${withoutCandidates(answer).trimEnd()}\r\n${line}`;
}

const offerOf = (sender: Page): Promise<string> =>
  sender.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    const peer = new RTCPeerConnection();
    Object.assign(window, { peer });
    peer.addTrack(stream.getVideoTracks()[0]!, stream);
    await peer.setLocalDescription();
    while (peer.iceGatheringState !== 'complete')
      await new Promise((resolve) => peer.addEventListener('icegatheringstatechange', resolve));
    return peer.localDescription!.sdp;
  });

const answerOf = (receiver: Page, offer: string): Promise<string> =>
  receiver.evaluate(async (sdp) => {
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
