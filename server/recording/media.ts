import { rename, rm, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  Mp4OutputFormat,
  Output,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';

const openInput = (file: string): Input =>
  new Input({ source: new FilePathSource(file), formats: [WEBM, MATROSKA, MP4] });

/** How long a file really plays, milliseconds, and its bytes; a last piece that was cut off does not count. Throws when nothing can be read. */
export async function measure(file: string): Promise<{ ms: number; bytes: number }> {
  const { size } = await stat(file);
  const input = openInput(file);
  try {
    return { ms: Math.round((await input.computeDuration()) * 1000), bytes: size };
  } finally {
    input.dispose();
  }
}

/** A stretch of a file, seconds; it begins with the key frame before `from`. */
export type Piece = { file: string; from: number; to: number };

type Tracks = { input: Input; video: InputVideoTrack | null; audio: InputAudioTrack | null };

async function tracksOf(file: string): Promise<Tracks> {
  const input = openInput(file);
  return { input, video: await input.getPrimaryVideoTrack(), audio: await input.getPrimaryAudioTrack() };
}

/** The ending of a file that plays in browsers and holds a codec. */
export const playableEnding = (codec: string): 'webm' | 'mp4' => (codec.startsWith('avc') ? 'mp4' : 'webm');

/** Whether two files can follow each other within one: the same tracks, coded alike. */
export async function sameTracks(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([tracksOf(a), tracksOf(b)]);
  try {
    const [x, y] = await Promise.all([one, other].map(({ video }) => video?.getDecoderConfig()));
    const bytes = (config: typeof x) => Buffer.from((config?.description as Uint8Array | undefined) ?? []);
    return x?.codec === y?.codec && bytes(x).equals(bytes(y)) && !one.audio === !other.audio;
  } finally {
    one.input.dispose();
    other.input.dispose();
  }
}

/** Writes pieces one after the other into one file that can be seeked in, packet by packet, nothing coded anew. All must have one codec and the same tracks. */
export async function join(pieces: Piece[], target: string, ending: 'webm' | 'mp4'): Promise<void> {
  const first = await tracksOf(pieces[0]!.file);
  const output = new Output({
    format: ending === 'mp4' ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat(),
    target: new FilePathTarget(target),
  });
  try {
    const codec = await first.video?.getCodec();
    const video = codec ? new EncodedVideoPacketSource(codec) : undefined;
    const audio = first.audio ? new EncodedAudioPacketSource('opus') : undefined;
    if (video) output.addVideoTrack(video);
    if (audio) output.addAudioTrack(audio);
    await output.start();
    const videoMeta = { decoderConfig: (await first.video?.getDecoderConfig()) ?? undefined };
    const audioMeta = { decoderConfig: (await first.audio?.getDecoderConfig()) ?? undefined };
    let at = 0;
    for (const piece of pieces) {
      const { input, ...tracks } = await tracksOf(piece.file);
      try {
        at += await copy(piece, at, tracks, {
          video: (packet) => video?.add(packet, videoMeta as never),
          audio: (packet) => audio?.add(packet, audioMeta as never),
        });
      } finally {
        input.dispose();
      }
    }
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => undefined);
    await rm(target, { force: true });
    throw error;
  } finally {
    first.input.dispose();
  }
}

/** Packets after which everybody else has their turn. */
const BREATH = 100;

type Sinks = Record<'video' | 'audio', (packet: EncodedPacket) => Promise<void> | undefined>;

/** Copies a stretch to a place in what is made; answers how many seconds it took there. */
async function copy(piece: Piece, at: number, tracks: Omit<Tracks, 'input'>, out: Sinks): Promise<number> {
  const video = tracks.video && new EncodedPacketSink(tracks.video);
  const key = video && ((await video.getKeyPacket(piece.from)) ?? (await video.getFirstPacket()));
  const from = Math.min(piece.from, key?.timestamp ?? piece.from);
  const shift = at - from;
  const pictures = video?.packets(key ?? undefined)[Symbol.asyncIterator]();
  const sounds = tracks.audio && new EncodedPacketSink(tracks.audio).packets()[Symbol.asyncIterator]();
  let picture = await pictures?.next();
  let sound = await sounds?.next();
  const there = (next: typeof picture): next is IteratorYieldResult<EncodedPacket> =>
    next !== undefined && !next.done && next.value.timestamp < piece.to;
  for (let count = 1; there(picture) || there(sound); count++) {
    if (count % BREATH === 0) await setImmediate();
    if (there(picture) && (!there(sound) || picture.value.timestamp <= sound.value.timestamp)) {
      await out.video(moved(picture.value, shift));
      picture = await pictures!.next();
    } else if (there(sound)) {
      if (sound.value.timestamp >= from) await out.audio(moved(sound.value, shift));
      sound = await sounds!.next();
    }
  }
  return piece.to - from;
}

const moved = (packet: EncodedPacket, by: number): EncodedPacket =>
  new EncodedPacket(packet.data, packet.type, Math.max(0, packet.timestamp + by), packet.duration);

/** Makes a seekable copy of a recorded file beside it, and answers its path; the original stays. */
export async function makeSeekable(file: string, codec: string): Promise<string> {
  const ending = playableEnding(codec);
  const made = file.replace(/\.\w+$/, `.replay.${ending}`);
  const half = `${made}.part`;
  await join([{ file, from: 0, to: Number.POSITIVE_INFINITY }], half, ending);
  await rename(half, made);
  return made;
}
