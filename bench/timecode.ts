import type { Page } from 'playwright-core';
import { openRelay, type Relay, type Shape } from '../client/e2e/relay.ts';
import { type Reading, timecodeReader } from '../client/e2e/timecode.ts';

/** Seconds over which frames are read (`LATENCY_SECONDS`), after as many to settle. */
export const MEASURE_SECONDS = Number(process.env.LATENCY_SECONDS || 22);
const SETTLE_SECONDS = 5;

/** Milliseconds from a frame's drawing to its showing, and frames that could not be read. */
export type Delays = { delays: number[]; unreadable: number };

/** Reads the time code of each frame right after the room that shows it was drawn. Runs in the viewer's page, after `timecodeReader`. */
export function readDelays(seconds: number): Promise<Delays> {
  const screen = window.vitrine!.screen()!;
  const { readTimecode } = window as unknown as Reading;
  const delays: number[] = [];
  let unreadable = 0;
  return new Promise((resolve) => {
    const undo = screen.onShown(() => {
      const drawn = Math.round((performance.timeOrigin + performance.now()) * 4) >>> 0;
      const time = readTimecode(screen.video);
      const delay = time === undefined ? Number.POSITIVE_INFINITY : ((drawn - time) >>> 0) / 4;
      if (delay < 60_000) delays.push(delay);
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
  await viewer.evaluate(timecodeReader);
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
