import type { types } from 'mediasoup-client';
import { PROGRAMME, type SentSource } from '../../shared/model/sources.ts';
import type { Link } from '../net/link.ts';
import { openWay, RETRY_MS, type Way } from './way.ts';

/** What is sent now of a feed, from WebRTC's own counters. */
export type SentReport = { width: number; height: number; fps: number; bitsPerSecond: number };

/** What a feed carries; a track that is left out is not sent. */
export type Sending = {
  video?: MediaStreamTrack | undefined;
  audio?: MediaStreamTrack | undefined;
  source: SentSource;
  title: string;
};

/** Sends feeds to the stage over one connection: the programme, and inputs by names of one's own. Knows nothing of pages. */
export type Sender = {
  /** Sends a feed, or changes its tracks in place; resolves once it has arrived. */
  send(feed: string, sending: Sending): Promise<void>;
  end(feed: string): Promise<void>;
  report(feed: string): Promise<SentReport | undefined>;
  dispose(): void;
};

/** Three spatial layers for what everybody sees, smallest first; one input has two (https://www.w3.org/TR/webrtc/#dom-rtcrtpencodingparameters). */
const PROGRAMME_LAYERS: types.RtpEncodingParameters[] = [
  { rid: 'r0', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { rid: 'r1', scaleResolutionDownBy: 2, maxBitrate: 600_000, scalabilityMode: 'L1T3' },
  { rid: 'r2', scaleResolutionDownBy: 1, maxBitrate: 2_500_000, scalabilityMode: 'L1T3' },
];
const INPUT_LAYERS: types.RtpEncodingParameters[] = [
  { rid: 'r0', scaleResolutionDownBy: 3, maxBitrate: 200_000, scalabilityMode: 'L1T3' },
  { rid: 'r1', scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
];
const KINDS = ['audio', 'video'] as const;

type Entry = Sending & {
  producers: Partial<Record<'audio' | 'video', types.Producer>>;
  last?: { bytes: number; at: number };
};

/** Opens the sender: when the media side is built anew (epoch) or the way breaks, what was sent is sent again by itself; a path that breaks is mended by an ICE restart first. */
export function openSender(link: Link, onTrouble: (error: unknown) => void): Sender {
  const feeds = new Map<string, Entry>();
  let way: Way | undefined;
  let epoch = -1;
  let disposed = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let work: Promise<void> = Promise.resolve();

  const teardown = (): void => {
    for (const entry of feeds.values()) {
      for (const producer of Object.values(entry.producers)) producer.close();
      entry.producers = {};
    }
    way?.transport.close();
    way = undefined;
  };
  const connect = async (): Promise<Way> => {
    const made = await openWay(link, 'send', rebuild);
    made.transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
      const feed = String(appData.feed);
      const { source, title } = feeds.get(feed) ?? { source: 'camera' as const, title: '' };
      link
        .request('stage.produce', {
          transportId: made.transport.id,
          kind,
          rtpParameters: rtpParameters as never,
          source,
          title,
          feed,
        })
        .then(done, failed);
    });
    return made;
  };
  const produce = async (feed: string, entry: Entry, kind: 'audio' | 'video'): Promise<void> => {
    const track = entry[kind];
    const known = entry.producers[kind];
    if (known && !known.closed && track) {
      if (known.track !== track) await known.replaceTrack({ track });
      return;
    }
    delete entry.producers[kind];
    if (known && !known.closed) {
      known.close();
      if (feed !== PROGRAMME) await link.request('stage.unplug', { feed, kind });
    }
    if (!track || track.readyState === 'ended') return;
    entry.producers[kind] = await way!.transport.produce({
      track,
      stopTracks: false,
      disableTrackOnPause: false,
      zeroRtpOnPause: true,
      appData: { feed },
      ...(kind === 'audio'
        ? { codecOptions: { opusStereo: true, opusDtx: feed !== PROGRAMME } }
        : {
            encodings: feed === PROGRAMME ? PROGRAMME_LAYERS : INPUT_LAYERS,
            codecOptions: { videoGoogleStartBitrate: feed === PROGRAMME ? 1500 : 600 },
          }),
    });
  };
  const sync = async (): Promise<void> => {
    if (feeds.size === 0 || disposed) return;
    way ??= await connect();
    epoch = way.epoch;
    if (disposed) return teardown();
    for (const [feed, entry] of feeds) for (const kind of KINDS) await produce(feed, entry, kind);
  };
  const rebuild = (): void => {
    clearTimeout(again);
    if (feeds.size === 0 || disposed) return;
    work = work
      .then(() => {
        teardown();
        return sync();
      })
      .catch((error) => {
        onTrouble(error);
        again = setTimeout(rebuild, RETRY_MS);
      });
  };
  const undo = [
    link.watch.changed(
      link.state.programme,
      () => link.state.programme.sendEpoch !== epoch && epoch >= 0 && rebuild(),
    ),
    link.onStatus((status) => {
      if (status === 'online' && way?.transport.connectionState !== 'connected') rebuild();
    }),
  ];
  return {
    async send(feed, sending) {
      const before = feeds.get(feed);
      feeds.set(feed, { producers: {}, ...before, ...sending });
      work = work.catch(() => undefined).then(sync);
      await work.catch((error) => {
        feeds.delete(feed);
        if (feeds.size === 0) teardown();
        throw error;
      });
    },
    async end(feed) {
      const entry = feeds.get(feed);
      if (!entry) return;
      feeds.delete(feed);
      clearTimeout(again);
      await link.request(feed === PROGRAMME ? 'stage.stop' : 'stage.unplug', { feed });
      for (const producer of Object.values(entry.producers)) producer.close();
    },
    async report(feed) {
      const entry = feeds.get(feed);
      const video = entry?.producers.video;
      if (!entry || !video || video.closed) return undefined;
      const layers = [...(await video.getStats()).values()].filter(({ type }) => type === 'outbound-rtp');
      const best = layers.reduce((a, b) => ((b.frameHeight ?? 0) > (a?.frameHeight ?? 0) ? b : a), layers[0]);
      const bytes = layers.reduce((sum, layer) => sum + (layer.bytesSent ?? 0), 0);
      const at = performance.now();
      const { last } = entry;
      entry.last = { bytes, at };
      return {
        width: best?.frameWidth ?? 0,
        height: best?.frameHeight ?? 0,
        fps: Math.round(best?.framesPerSecond ?? 0),
        bitsPerSecond: last && at > last.at ? Math.max(0, ((bytes - last.bytes) * 8000) / (at - last.at)) : 0,
      };
    },
    dispose() {
      disposed = true;
      clearTimeout(again);
      for (const step of undo.splice(0)) step();
      teardown();
      feeds.clear();
    },
  };
}
