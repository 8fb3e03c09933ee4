import type { types } from 'mediasoup';
import {
  type Frame,
  openH264,
  openOpus,
  openVp8,
  opusSamples,
  SILENCE,
  type VideoConfig,
} from './depacketise.ts';
import { openSlew, openStreamClock } from './lineUp.ts';
import { type InOrder, openReorder, openRtpReader, type RtpPacket, senderClocks } from './rtp.ts';
import type { SegmentFile, SegmentTracks } from './segmentFile.ts';

/** What is recorded: the programme, or one source. Producer ids are empty where there is none of a kind. */
export type Feed = { id: string; kind: string; name: string; video: string; audio: string };

/** Where a feed's segments go. `startedAt` is server time in milliseconds. */
export type SegmentSink = {
  begin(tracks: SegmentTracks, startedAt: number): Promise<SegmentFile>;
  /** The segment has ended; without a reason as it should. */
  end(file: SegmentFile, seconds: number, reason?: unknown): void;
  /** The disk takes less than comes: pictures are left out (true), or no longer. */
  slow(is: boolean): void;
};

/** A feed that is being taken in. `close` ends its segment; twice is once. */
export type FeedIntake = {
  /** Seconds in the segment that is open. */
  seconds(): number;
  close(): Promise<void>;
};

/** Milliseconds between two key frames that we ask for, so that one can seek and trim. */
const KEY_EVERY_MS = 4000;
const TICK_MS = 200;
/** Milliseconds by which sound may stay behind before silence is put in its place. */
const SILENT_MS = 500;
/** Milliseconds without a picture after which the segment ends: sound waits for it in memory. */
const DARK_MS = 1500;
/** Milliseconds for which a layered picture may grow before the segment begins. */
const GROWING_MS = 1200;
/** Milliseconds that the first key frame is waited for before sound alone is recorded. */
const FIRST_KEY_MS = 3000;
/** Bytes that may wait for the disk; beyond, pictures are left out until the next key frame. */
const MAX_WAITING = 24 * 1024 * 1024;

/** Takes a feed in from a router: by direct transport, through this process, to a segment file after the other. */
export async function takeIn(
  router: types.Router,
  feed: Feed,
  sink: SegmentSink,
  now: () => number,
): Promise<FeedIntake> {
  const transport = await router.createDirectTransport();
  const clocks = { video: openStreamClock(90_000), audio: openStreamClock(48_000) };
  const slew = openSlew();
  const openedAt = now();
  let closed = false;
  let file: SegmentFile | undefined;
  let beginning: Promise<void> | undefined;
  let config: VideoConfig | undefined;
  /** Wall time of the segment's start; RTP times of the picture it starts with. */
  let startedAt = 0;
  let firstFrame: number | undefined;
  let lastVideo = -1;
  let lastAudio = -1;
  let lastFrameAt = now();
  const early: RtpPacket[] = [];
  let queued: Frame[] = [];
  let dropping = false;
  let video: types.Consumer | undefined;
  let audio: types.Consumer | undefined;
  let askedAt = 0;
  let tickedAt = now();
  let layers: number | undefined;

  const wantKey = (): void => {
    if (!video || video.closed || now() - askedAt < 500) return;
    askedAt = now();
    video.requestKeyFrame().catch(() => undefined);
  };
  const wall = (clock: keyof typeof clocks, timestamp: number): number =>
    (timestamp * 1000) / (clock === 'video' ? 90_000 : 48_000) + (clocks[clock].offset() ?? 0);

  const end = (reason?: unknown): void => {
    if (!file) return;
    const ended = file;
    file = undefined;
    firstFrame = undefined;
    void ended.close();
    sink.end(ended, Math.max(lastVideo, lastAudio, 0), reason);
  };
  const begin = (at: number, next: VideoConfig | undefined): void => {
    startedAt = at;
    config = next;
    lastVideo = -1;
    lastAudio = -1;
    dropping = false;
    beginning = sink
      .begin({ video: next, audio: audio !== undefined }, Math.round(at))
      .then((opened) => {
        beginning = undefined;
        file = opened;
        void opened.failed.then((reason) => file === opened && end(reason));
        if (closed) return;
        for (const frame of queued.splice(0)) writeFrame(frame);
        for (const sound of early.splice(0)) writeSound(sound);
      })
      .catch(() => {
        beginning = undefined;
        queued = [];
        firstFrame = undefined;
      });
  };
  const writeFrame = (frame: Frame): void => {
    if (!file) return;
    if (dropping && !frame.key) return;
    if (file.waiting > MAX_WAITING) {
      if (!dropping) sink.slow(true);
      dropping = true;
      wantKey();
      return;
    }
    if (dropping) sink.slow(false);
    dropping = false;
    const at = (frame.timestamp - firstFrame!) / 90_000;
    if (at <= lastVideo) return;
    lastVideo = at;
    file.video(frame.data, at, frame.key);
  };
  const writeSound = (packet: RtpPacket): void => {
    const seconds = opusSamples(packet.payload) / 48_000;
    // While there is a picture, sound lies beside it as both clocks say; without one, by its own.
    const offset = (clocks.audio.offset() ?? 0) - videoShift();
    const at = ((packet.timestamp * 1000) / 48_000 + slew(offset) - startedAt) / 1000;
    addSound(packet.payload, at, seconds);
  };
  /** How far the picture's clock has moved since the segment began. */
  const videoShift = (): number => (firstFrame === undefined ? 0 : wall('video', firstFrame) - startedAt);
  const addSound = (data: Uint8Array, at: number, seconds: number): void => {
    if (!file || at < 0 || at <= lastAudio || file.waiting > MAX_WAITING) return;
    lastAudio = at;
    file.audio(data, at, seconds);
  };
  const frameIn = (frame: Frame, next: VideoConfig): void => {
    lastFrameAt = now();
    const other = file && config !== next && !sameCodec(config, next);
    if (other) end();
    if (file) {
      writeFrame(frame);
      return;
    }
    if (beginning) {
      if (firstFrame !== undefined && sameCodec(config, next)) queued.push(frame);
      return;
    }
    if (!frame.key || isGrowing()) {
      wantKey();
      return;
    }
    firstFrame = frame.timestamp;
    queued = [frame];
    begin(wall('video', frame.timestamp), next);
  };
  const isGrowing = (): boolean =>
    video?.type === 'simulcast' &&
    (video.currentLayers?.spatialLayer ?? 0) + 1 < (layers ?? 1) &&
    now() - openedAt < GROWING_MS;
  const soundIn = (packet: RtpPacket): void => {
    if (file) {
      writeSound(packet);
      return;
    }
    early.push(packet);
    if (early.length > 200) early.shift();
  };

  const consume = async (producerId: string, stream: 'video' | 'audio') => {
    if (!producerId) return undefined;
    const { codecs = [] } = router.rtpCapabilities;
    const consumer = await transport.consume({
      producerId,
      rtpCapabilities: {
        codecs: codecs.filter(({ mimeType }) => !mimeType.endsWith('/rtx')),
        headerExtensions: [],
      },
      paused: true,
    });
    const h264 = consumer.rtpParameters.codecs[0]?.mimeType.toLowerCase() === 'video/h264';
    const order: InOrder =
      stream === 'audio' ? openOpus(soundIn) : (h264 ? openH264 : openVp8)({ frame: frameIn, wantKey });
    const reorder = openReorder(order);
    const read = openRtpReader();
    consumer.on('rtp', (bytes) => {
      const packet = read(bytes);
      if (!packet || closed) return;
      clocks[stream].arrived(packet.timestamp, now());
      reorder.add(packet, now());
    });
    return consumer;
  };

  const tick = (): void => {
    const t = now();
    const late = t - tickedAt > 2 * TICK_MS;
    tickedAt = t;
    if (late) {
      // This process stood still: what was sent meanwhile is still to come.
      lastFrameAt = t;
      return;
    }
    if (video && t - askedAt > KEY_EVERY_MS) wantKey();
    if (file && config && t - lastFrameAt > DARK_MS) end();
    if (
      !file &&
      !beginning &&
      audio &&
      early.length > 0 &&
      (!video || t - Math.max(lastFrameAt, openedAt) > FIRST_KEY_MS)
    )
      begin(wall('audio', early[0]!.timestamp), undefined);
    if (file && audio)
      for (let at = silentFrom(t); at < (t - startedAt - SILENT_MS / 2) / 1000; at += 0.02)
        addSound(SILENCE, at, 0.02);
  };
  const silentFrom = (t: number): number =>
    (t - startedAt) / 1000 - Math.max(lastAudio, 0) > SILENT_MS / 1000
      ? Math.max(lastAudio + 0.02, 0)
      : Number.POSITIVE_INFINITY;

  try {
    [video, audio] = await Promise.all([consume(feed.video, 'video'), consume(feed.audio, 'audio')]);
    layers = Number(/[LS](\d)/.exec(video?.rtpParameters.encodings?.[0]?.scalabilityMode ?? '')?.[1] ?? 1);
    if (video && (video.type === 'simulcast' || video.type === 'svc'))
      await video.setPreferredLayers({ spatialLayer: 9, temporalLayer: 9 });
    transport.on('rtcp', (bytes) => {
      for (const { ssrc, wallMs, timestamp } of senderClocks(bytes))
        for (const [stream, consumer] of [
          ['video', video],
          ['audio', audio],
        ] as const)
          if (consumer?.rtpParameters.encodings?.[0]?.ssrc === ssrc)
            clocks[stream].reported(timestamp, wallMs);
    });
    await Promise.all([video?.resume(), audio?.resume()]);
  } catch (error) {
    transport.close();
    throw error;
  }
  wantKey();
  const timer = setInterval(tick, TICK_MS);
  let closing: Promise<void> | undefined;
  return {
    seconds: () => Math.max(lastVideo, lastAudio, 0),
    close() {
      closing ??= (async () => {
        closed = true;
        clearInterval(timer);
        transport.close();
        await beginning;
        const last = file;
        end();
        await last?.close();
      })();
      return closing;
    },
  };
}

/** Whether frames of both may stand in one file; a picture's size may change within VP8, where each key frame tells it. */
const sameCodec = (a: VideoConfig | undefined, b: VideoConfig): boolean =>
  a?.codec === b.codec &&
  (a.codec === 'vp8' || (a.description?.equals(b.description ?? Buffer.alloc(0)) ?? false));
