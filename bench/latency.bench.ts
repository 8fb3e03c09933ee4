import type { Page } from 'playwright-core';
import {
  enter,
  goTo,
  openPlainWindow,
  type Served,
  startPlainBrowser,
  startServer,
} from '../client/e2e/harness.ts';
import { keepPeers, type Parts, timeParts } from '../client/e2e/peers.ts';
import { COUNTRY, openRelay } from '../client/e2e/relay.ts';
import { staffOf } from '../client/e2e/returns.ts';
import { timecodeCamera, toneMicrophone } from '../client/e2e/timecode.ts';
import { signIn } from '../server/testing/api.ts';
import { percentile, rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';
import { bareDelays, type Delays, MEASURE_SECONDS, readDelays, settledDelays } from './timecode.ts';

/** Addresses as they are: a relay stands between them. */
const PLAIN_ADDRESSES = ['--disable-features=WebRtcHideLocalIpsWithMdns'];
/** Milliseconds that a frame may take over the shaped way. */
const SHAPED_BUDGET = 200;

type Two = { host: Page; viewer: Page };

/** A host's and a viewer's page, each in a browser of its own. */
async function withPages<T>(server: Served, work: (pages: Two) => Promise<T>): Promise<T> {
  const hostBrowser = await startPlainBrowser(PLAIN_ADDRESSES);
  const viewerBrowser = await startPlainBrowser(PLAIN_ADDRESSES);
  try {
    const host = (await openPlainWindow(hostBrowser, `${server.url}/healthz`)).page;
    const viewer = (await openPlainWindow(viewerBrowser, `${server.url}/healthz`)).page;
    for (const page of [host, viewer]) await page.addInitScript(keepPeers);
    await host.addInitScript(timecodeCamera);
    await Promise.all([host.reload(), viewer.reload()]);
    return await work({ host, viewer });
  } finally {
    await viewerBrowser.close();
    await hostBrowser.close();
  }
}

/** The whole way: studio, server, room. */
async function roomDelays({ links }: Served, { host, viewer }: Two): Promise<Delays & { parts: Parts }> {
  await goTo(host, links.studio);
  await host.getByRole('button', { name: 'Go live' }).click();
  await host.getByRole('button', { name: 'Stop' }).waitFor({ timeout: 30_000 });
  await viewer.goto(links.showroom);
  await enter(viewer, 'Viewer');
  await viewer.waitForFunction(() => window.vitrine!.stats().videoFramesShown > 10, undefined, {
    timeout: 60_000,
  });
  const parts = await timeParts(host, viewer);
  const delays = await settledDelays(viewer);
  return { ...delays, parts: await parts() };
}

/** Where the milliseconds of the middle picture go. The rest is the camera's and the page's own time, the ways, the server, and the wait for the room to be drawn. */
function partRows(name: string, { delays, parts }: Delays & { parts: Parts }): Row[] {
  const { encode, send, jitterBuffer, decode } = parts;
  const row = (part: string, value: number): Row => ({
    name: `${name}_${part}_ms`,
    value: rounded(value, 1),
    unit: 'ms',
    peer: 'of p50',
  });
  return [
    row('encode', encode),
    row('send', send),
    row('jitter_buffer', jitterBuffer),
    row('decode', decode),
    row('rest', percentile(delays, 0.5) - encode - send - jitterBuffer - decode),
  ];
}

/** The same without a studio: the host's page sends by WHIP to the room that the viewer is in. */
async function whipDelays(server: Served, { host, viewer }: Two): Promise<Delays> {
  const staff = await signIn(staffOf(server), 'host');
  const { body } = await staff.call('GET', '/api/console/showrooms/atelier/stream');
  await host.goto(`${server.url}/healthz`);
  await host.evaluate(async (key: string) => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    const peer = new RTCPeerConnection();
    Object.assign(window, { peer });
    peer.addTransceiver(stream.getVideoTracks()[0]!, { direction: 'sendonly' });
    await peer.setLocalDescription();
    const answer = await fetch('/whip/atelier', {
      method: 'POST',
      headers: { 'content-type': 'application/sdp', authorization: `Bearer ${key}` },
      body: peer.localDescription!.sdp,
    });
    await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  }, body.key);
  for (let tries = 0; tries < 20; tries++)
    if ((await viewer.evaluate(readDelays, 1)).delays.length > 0) return settledDelays(viewer);
  throw new Error('the picture sent by WHIP did not arrive');
}

const at = ({ delays }: Delays, share: number): number => rounded(percentile(delays, share), 1);
const SHARES = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;

/** Every way on this machine alone. */
async function loopback(): Promise<Row[]> {
  const server = await startServer();
  try {
    return await withPages(server, async (pages) => {
      const bare = await bareDelays(pages.host, pages.viewer);
      const room = await roomDelays(server, pages);
      const whip = await whipDelays(server, pages);
      const rows = (name: string, of: Delays): Row[] =>
        SHARES.map(([label, share]) => ({
          name: `${name}_${label}_ms`,
          value: at(of, share),
          unit: 'ms',
          peer: `bare peer connection ${at(bare, share)}`,
        }));
      return [
        ...rows('loopback', room),
        ...partRows('loopback', room),
        { name: 'bare_p95_ms', value: at(bare, 0.95), unit: 'ms' },
        {
          name: 'frames_read',
          value: room.delays.length,
          unit: 'frames',
          peer: `${room.unreadable} unreadable`,
        },
        { name: 'frames_per_s', value: rounded(room.delays.length / MEASURE_SECONDS, 1), unit: '1/s' },
        ...rows('whip_loopback', whip),
      ];
    });
  } finally {
    await server.close();
  }
}

/** The studio's way with a microphone beside the camera: the viewer's browser holds the picture back until its sound can be heard. */
async function withSound(): Promise<Row[]> {
  const server = await startServer();
  try {
    return await withPages(server, async (pages) => {
      await pages.host.addInitScript(toneMicrophone);
      const room = await roomDelays(server, pages);
      return [
        ...SHARES.map(([label, share]) => ({
          name: `with_sound_${label}_ms`,
          value: at(room, share),
          unit: 'ms',
        })),
        ...partRows('with_sound', room),
      ];
    });
  } finally {
    await server.close();
  }
}

/** The same with a country between host and server, and between server and viewer. TCP is announced where nobody listens. */
async function shaped(): Promise<Row[]> {
  const relay = await openRelay(COUNTRY);
  const server = await startServer({
    MEDIA_LISTEN_IP: '127.0.0.1',
    MEDIA_ANNOUNCED_ADDRESS: relay.address,
    MEDIA_PORT: String(relay.port),
    MEDIA_WORKERS: '1',
  });
  try {
    return await withPages(server, async (pages) => {
      const bare = await bareDelays(pages.host, pages.viewer, COUNTRY);
      const before = relay.carried();
      const room = await roomDelays(server, pages);
      if (relay.carried() - before < room.delays.length) throw new Error('the picture went past the relay');
      const { delayMs, jitterMs, lost } = COUNTRY;
      const way = `${delayMs} to ${delayMs + jitterMs} ms and ${lost * 100} % lost each way, twice`;
      return [
        ...SHARES.map(([label, share]) => ({
          name: `shaped_${label}_ms`,
          value: at(room, share),
          unit: 'ms',
          peer: `${label === 'p95' ? `at most ${SHAPED_BUDGET}; ` : ''}bare peer connection ${at(bare, share)}`,
        })),
        ...partRows('shaped', room),
        { name: 'shaped_frames_read', value: room.delays.length, unit: 'frames', peer: way },
      ];
    });
  } finally {
    await server.close();
    relay.close();
  }
}

/** Capture to the drawn room, by a time code in the picture itself. */
export const bench: Bench = {
  title: 'From capture to the frame on the in-world screen',
  run: async () => [...(await loopback()), ...(await withSound()), ...(await shaped())],
};
