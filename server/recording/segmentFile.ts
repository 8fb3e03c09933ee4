import { open } from 'node:fs/promises';
import {
  AppendOnlyStreamTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  MkvOutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import type { VideoConfig } from './depacketise.ts';

/** What a segment holds. */
export type SegmentTracks = { video: VideoConfig | undefined; audio: boolean };

/** One file that is only ever appended to; what was handed over is in it as soon as the disk takes it. `failed` resolves with the reason when it can't be written any more. */
export type SegmentFile = {
  /** Bytes in the file. */
  readonly bytes: number;
  /** Bytes that the disk has not taken yet. */
  readonly waiting: number;
  readonly failed: Promise<unknown>;
  /** Times are seconds from the segment's start; each track's rise. */
  video(data: Uint8Array, at: number, key: boolean): void;
  audio(data: Uint8Array, at: number, seconds: number): void;
  /** Ends the file; once is enough. Never rejects. */
  close(): Promise<void>;
};

/** Seconds that a frame is said to last: players take the time of the next one. */
const FRAME_SECONDS = 1 / 30;

/** The identification header of stereo Opus (RFC 7845, 5.1), as files carry it. */
const OPUS_HEAD = Uint8Array.of(79, 112, 117, 115, 72, 101, 97, 100, 1, 2, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0);
/** What decoding Opus needs to know. */
export const OPUS_CONFIG = {
  codec: 'opus',
  numberOfChannels: 2,
  sampleRate: 48_000,
  description: OPUS_HEAD,
} as const;

/** How mediabunny wants a video configuration. */
export function decoderConfig({ codec, width, height, description }: VideoConfig): VideoDecoderConfig {
  const size = { codedWidth: width, codedHeight: height };
  if (codec === 'vp8') return { codec: 'vp8', ...size };
  const profile = (description ?? Buffer.alloc(4)).subarray(1, 4).toString('hex');
  return { codec: `avc1.${profile}`, ...size, description: new Uint8Array(description ?? []) };
}

/** The ending of a segment's file while it is written: WebM, or Matroska where WebM does not take the codec. */
export const segmentEnding = ({ video }: SegmentTracks): 'webm' | 'mkv' =>
  video?.codec === 'avc' ? 'mkv' : 'webm';

/** Opens a segment's file; it must not exist yet. */
export async function openSegmentFile(path: string, tracks: SegmentTracks): Promise<SegmentFile> {
  const handle = await open(path, 'wx');
  const counts = { handed: 0, taken: 0, bytes: 0 };
  let fail!: (reason: unknown) => void;
  const failed = new Promise<unknown>((resolve) => {
    fail = resolve;
  });
  const writable = new WritableStream<Uint8Array>({
    async write(chunk) {
      await handle.appendFile(chunk);
      counts.bytes += chunk.byteLength;
    },
  });
  const format = { appendOnly: true, minimumClusterDuration: 1 };
  const output = new Output({
    format: segmentEnding(tracks) === 'mkv' ? new MkvOutputFormat(format) : new WebMOutputFormat(format),
    target: new AppendOnlyStreamTarget(writable),
  });
  const video = tracks.video && new EncodedVideoPacketSource(tracks.video.codec);
  const audio = tracks.audio ? new EncodedAudioPacketSource('opus') : undefined;
  if (video) output.addVideoTrack(video);
  if (audio) output.addAudioTrack(audio);
  await output.start();
  const videoMeta = tracks.video && { decoderConfig: decoderConfig(tracks.video) };
  const audioMeta = { decoderConfig: OPUS_CONFIG };
  const track = (size: number, adding: Promise<void> | undefined): void => {
    counts.handed += size;
    adding?.then(() => {
      counts.taken += size;
    }, fail);
  };
  let closing: Promise<void> | undefined;
  return {
    get bytes() {
      return counts.bytes;
    },
    get waiting() {
      return counts.handed - counts.taken;
    },
    failed,
    video(data, at, key) {
      const packet = new EncodedPacket(data, key ? 'key' : 'delta', at, FRAME_SECONDS);
      track(data.byteLength, video?.add(packet, videoMeta));
    },
    audio(data, at, seconds) {
      track(data.byteLength, audio?.add(new EncodedPacket(data, 'key', at, seconds), audioMeta));
    },
    close() {
      closing ??= output
        .finalize()
        .catch(fail)
        .finally(() => handle.close().catch(() => undefined));
      return closing;
    },
  };
}
