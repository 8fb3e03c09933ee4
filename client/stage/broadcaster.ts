import type { types } from 'mediasoup-client';
import type { HostSource } from '../../shared/model/sources.ts';
import type { Link } from '../net/link.ts';

/** What is sent now, from WebRTC's own counters. */
export type SentReport = { width: number; height: number; fps: number; bitsPerSecond: number };

/** Sends a host's input to the room. Knows nothing of pages: streams in, state out. */
export type Broadcaster = {
  /** Goes live with a stream; resolves once it is on air. A stream already live is replaced. */
  start(stream: MediaStream, source: HostSource, title: string): Promise<void>;
  stop(): Promise<void>;
  report(): Promise<SentReport | undefined>;
  dispose(): void;
};

/** Three spatial layers, smallest first (https://www.w3.org/TR/webrtc/#dom-rtcrtpencodingparameters). */
const LAYERS: types.RtpEncodingParameters[] = [
  { rid: 'r0', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { rid: 'r1', scaleResolutionDownBy: 2, maxBitrate: 600_000, scalabilityMode: 'L1T3' },
  { rid: 'r2', scaleResolutionDownBy: 1, maxBitrate: 2_500_000, scalabilityMode: 'L1T3' },
];
const RETRY_MS = 400;

/** Opens the broadcaster: when the media side is built anew (epoch) or the link returns, what was live goes live again by itself. */
export function openBroadcaster(link: Link, onTrouble: (error: unknown) => void): Broadcaster {
  let wish: { stream: MediaStream; source: HostSource; title: string } | undefined;
  let transport: types.Transport | undefined;
  let producers: types.Producer[] = [];
  let epoch = -1;
  let disposed = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let last: { bytes: number; at: number } | undefined;
  let work: Promise<void> = Promise.resolve();

  const teardown = (): void => {
    for (const producer of producers) producer.close();
    producers = [];
    transport?.close();
    transport = undefined;
  };
  const connect = async (): Promise<types.Transport> => {
    const { Device } = await import('mediasoup-client');
    const capabilities = await link.request('stage.capabilities', {});
    const device = new Device();
    await device.load({ routerRtpCapabilities: capabilities.rtpCapabilities as types.RtpCapabilities });
    const offer = await link.request('stage.transport', { direction: 'send' });
    epoch = capabilities.sendEpoch;
    const made = device.createSendTransport(offer as never);
    made.on('connect', ({ dtlsParameters }, done, failed) => {
      link
        .request('stage.connect', { transportId: made.id, dtlsParameters: dtlsParameters as never })
        .then(() => done(), failed);
    });
    made.on('produce', ({ kind, rtpParameters }, done, failed) => {
      const { source, title } = wish ?? { source: 'camera' as const, title: '' };
      link
        .request('stage.produce', {
          transportId: made.id,
          kind,
          rtpParameters: rtpParameters as never,
          source,
          title,
        })
        .then(done, failed);
    });
    made.on('connectionstatechange', (state) => {
      if (state === 'failed' && transport === made) rebuild();
    });
    return made;
  };
  const produce = async (): Promise<void> => {
    if (!wish || disposed) return;
    teardown();
    transport = await connect();
    const [video] = wish.stream.getVideoTracks();
    const [audio] = wish.stream.getAudioTracks();
    const shared = { stopTracks: false, disableTrackOnPause: false, zeroRtpOnPause: true };
    if (audio)
      producers.push(
        await transport.produce({
          ...shared,
          track: audio,
          codecOptions: { opusStereo: true, opusDtx: true },
        }),
      );
    if (video)
      producers.push(
        await transport.produce({
          ...shared,
          track: video,
          encodings: LAYERS,
          codecOptions: { videoGoogleStartBitrate: 1500 },
        }),
      );
  };
  const rebuild = (): void => {
    clearTimeout(again);
    if (!wish || disposed) return;
    work = work.then(produce).catch((error) => {
      onTrouble(error);
      again = setTimeout(rebuild, RETRY_MS);
    });
  };
  const undo = [
    link.watch.changed(
      link.state.programme,
      () => link.state.programme.sendEpoch !== epoch && epoch >= 0 && rebuild(),
    ),
    link.onStatus((status) => status === 'online' && rebuild()),
  ];
  return {
    async start(stream, source, title) {
      wish = { stream, source, title };
      work = work.catch(() => undefined).then(produce);
      await work.catch((error) => {
        wish = undefined;
        teardown();
        throw error;
      });
    },
    async stop() {
      wish = undefined;
      clearTimeout(again);
      await link.request('stage.stop', {});
      teardown();
    },
    async report() {
      const video = producers.find((producer) => producer.kind === 'video');
      if (!video) return undefined;
      const layers = [...(await video.getStats()).values()].filter((entry) => entry.type === 'outbound-rtp');
      const best = layers.reduce((a, b) => ((b.frameHeight ?? 0) > (a?.frameHeight ?? 0) ? b : a), layers[0]);
      const bytes = layers.reduce((sum, layer) => sum + (layer.bytesSent ?? 0), 0);
      const at = performance.now();
      const bitsPerSecond = last && at > last.at ? ((bytes - last.bytes) * 8000) / (at - last.at) : 0;
      last = { bytes, at };
      return {
        width: best?.frameWidth ?? 0,
        height: best?.frameHeight ?? 0,
        fps: Math.round(best?.framesPerSecond ?? 0),
        bitsPerSecond: Math.max(0, bitsPerSecond),
      };
    },
    dispose() {
      disposed = true;
      wish = undefined;
      clearTimeout(again);
      for (const step of undo.splice(0)) step();
      teardown();
    },
  };
}
