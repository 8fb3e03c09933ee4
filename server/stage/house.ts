import { readFile } from 'node:fs/promises';
import type { types } from 'mediasoup';
import { readIvf, type VideoTrack } from './ivf.ts';
import { OPUS_PACKET_MS, readOggOpus } from './ogg.ts';
import { openRtpStream, packetiseOpus, packetiseVp8 } from './rtp.ts';

/** The house's film in memory, shared by every room. */
export type Film = { video: VideoTrack; audio: Buffer[] };

/** Reads a film from its two files. */
export async function readFilm(videoFile: string, audioFile: string): Promise<Film> {
  const [video, audio] = await Promise.all([readFile(videoFile), readFile(audioFile)]);
  return { video: readIvf(video), audio: readOggOpus(audio) };
}

/** A film on a router: two producers, sent without end. Closed by the stage; closes itself with its router. */
export type HouseChannel = {
  video: string;
  audio: string;
  setPlaying(playing: boolean): void;
  close(): void;
};

const VIDEO_PAYLOAD_TYPE = 101;
const AUDIO_PAYLOAD_TYPE = 100;
/** Milliseconds between two looks at the clock: a third of a frame. */
const TICK_MS = 12;
/** A stall beyond this is skipped, not caught up in a burst. */
const MAX_BEHIND_MS = 500;

/** Puts the film on air in a router by direct transport: real producers, no encoder. */
export async function openHouseChannel(router: types.Router, film: Film): Promise<HouseChannel> {
  const transport = await router.createDirectTransport();
  const ssrc = 1 + Math.floor(Math.random() * 0x7ffffff0);
  const produce = (kind: 'audio' | 'video', codec: types.RtpCodecParameters, stream: number) =>
    transport.produce({ kind, rtpParameters: { codecs: [codec], encodings: [{ ssrc: stream }] } });
  const [video, audio] = await Promise.all([
    produce('video', { mimeType: 'video/VP8', payloadType: VIDEO_PAYLOAD_TYPE, clockRate: 90000 }, ssrc),
    produce(
      'audio',
      { mimeType: 'audio/opus', payloadType: AUDIO_PAYLOAD_TYPE, clockRate: 48000, channels: 2 },
      ssrc + 1,
    ),
  ]);
  const pump = openPump(
    film,
    ssrc,
    (packet) => video.send(packet),
    (packet) => audio.send(packet),
  );
  transport.observer.once('close', pump.stop);
  return {
    video: video.id,
    audio: audio.id,
    setPlaying: (playing) => (playing ? pump.start() : pump.stop()),
    close: () => transport.close(),
  };
}

/** Sends a film's packets when they are due, round and round, with running numbers and times. */
export function openPump(
  film: Film,
  ssrc: number,
  sendVideo: (p: Buffer) => void,
  sendAudio: (p: Buffer) => void,
) {
  const videoStream = openRtpStream(ssrc, VIDEO_PAYLOAD_TYPE);
  const audioStream = openRtpStream(ssrc + 1, AUDIO_PAYLOAD_TYPE);
  const { frames, durationMs } = film.video;
  const audioLoopMs = film.audio.length * OPUS_PACKET_MS;
  let nextFrame = 0;
  let nextAudio = 0;
  let positionMs = 0;
  let lastTick = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const frameAt = (index: number) =>
    Math.floor(index / frames.length) * durationMs + frames[index % frames.length]!.atMs;
  const advance = (elapsedMs: number): void => {
    positionMs += Math.min(elapsedMs, MAX_BEHIND_MS);
    for (; frameAt(nextFrame) <= positionMs; nextFrame++) {
      const frame = frames[nextFrame % frames.length]!;
      for (const packet of packetiseVp8(videoStream, frame.data, Math.round(frameAt(nextFrame) * 90)))
        sendVideo(packet);
    }
    for (; audioLoopMs > 0 && nextAudio * OPUS_PACKET_MS <= positionMs; nextAudio++)
      sendAudio(
        packetiseOpus(
          audioStream,
          film.audio[nextAudio % film.audio.length]!,
          nextAudio * OPUS_PACKET_MS * 48,
        ),
      );
  };
  return {
    advance,
    start() {
      if (timer) return;
      lastTick = performance.now();
      timer = setInterval(() => {
        const now = performance.now();
        advance(now - lastTick);
        lastTick = now;
      }, TICK_MS);
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
