import type { Page } from 'playwright-core';

/** What `keepPeers` puts into a page. */
export type Kept = { peers: RTCPeerConnection[] };

/** Keeps all connections of a page in `window.peers`. Runs before its scripts. */
export function keepPeers(): void {
  const peers: RTCPeerConnection[] = [];
  const Known = RTCPeerConnection;
  class Kept extends Known {
    constructor(...wish: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...wish);
      peers.push(this);
    }
  }
  Object.assign(window, { RTCPeerConnection: Kept, peers });
}

/** Where the time of a picture goes, summed since it began: seconds, and what they are shared by. */
type Spent = {
  encoding: number;
  encoded: number;
  leaving: number;
  packets: number;
  buffered: number;
  emitted: number;
  decoding: number;
  decoded: number;
};

/** Reads the browser's own counters (https://www.w3.org/TR/webrtc-stats/) of the pictures that a page sends and receives. */
async function spentIn(page: Page): Promise<Spent> {
  return page.evaluate(async () => {
    const { peers } = window as unknown as Kept;
    const sum = {
      encoding: 0,
      encoded: 0,
      leaving: 0,
      packets: 0,
      buffered: 0,
      emitted: 0,
      decoding: 0,
      decoded: 0,
    };
    for (const peer of peers)
      for (const stat of (await peer.getStats()).values()) {
        if (stat.kind !== 'video') continue;
        if (stat.type === 'outbound-rtp') {
          sum.encoding += stat.totalEncodeTime ?? 0;
          sum.encoded += stat.framesEncoded ?? 0;
          sum.leaving += stat.totalPacketSendDelay ?? 0;
          sum.packets += stat.packetsSent ?? 0;
        }
        if (stat.type === 'inbound-rtp') {
          sum.buffered += stat.jitterBufferDelay ?? 0;
          sum.emitted += stat.jitterBufferEmittedCount ?? 0;
          sum.decoding += stat.totalDecodeTime ?? 0;
          sum.decoded += stat.framesDecoded ?? 0;
        }
      }
    return sum;
  });
}

/** Milliseconds of one picture's way that browsers know of. */
export type Parts = { encode: number; send: number; jitterBuffer: number; decode: number };

/** Measures from now on; the answer gives the means since. */
export async function timeParts(host: Page, viewer: Page): Promise<() => Promise<Parts>> {
  const before = await Promise.all([spentIn(host), spentIn(viewer)]);
  return async () => {
    const after = await Promise.all([spentIn(host), spentIn(viewer)]);
    const mean = (page: 0 | 1, time: keyof Spent, count: keyof Spent): number =>
      ((after[page][time] - before[page][time]) * 1000) / (after[page][count] - before[page][count]);
    return {
      encode: mean(0, 'encoding', 'encoded'),
      send: mean(0, 'leaving', 'packets'),
      jitterBuffer: mean(1, 'buffered', 'emitted'),
      decode: mean(1, 'decoding', 'decoded'),
    };
  };
}
