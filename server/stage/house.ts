import { readFile } from 'node:fs/promises';
import type { types } from 'mediasoup';
import { readIvf, type VideoTrack } from './ivf.ts';
import { OPUS_PACKET_MS, readOggOpus } from './ogg.ts';
import { openRtpStream, packetiseOpus, packetiseVp8, senderReport } from './rtp.ts';

/** The house's film in memory, shared by every room: the same picture in layers, smallest first, and its sound. */
export type Film = { layers: VideoTrack[]; audio: Buffer[] };

/** Reads a film from its files; throws when the layers are not cut alike. */
export async function readFilm(layerFiles: readonly string[], audioFile: string): Promise<Film> {
  const [audio, ...pictures] = await Promise.all([audioFile, ...layerFiles].map((file) => readFile(file)));
  const layers = pictures.map(readIvf);
  if (layers.some((layer) => layer.frames.length !== layers[0]?.frames.length))
    throw new Error('the layers differ in length');
  return { layers, audio: readOggOpus(audio!) };
}

/** A film on a router: two producers, sent without end. Closed by the stage; closes itself with its router. */
export type HouseChannel = {
  video: string;
  audio: string;
  setPlaying(playing: boolean): void;
  close(): void;
};

/** Where a film's packets go. */
export type FilmSink = {
  video(packet: Buffer): void;
  audio(packet: Buffer): void;
  rtcp(packet: Buffer): void;
};

const VIDEO_CODEC = { mimeType: 'video/VP8', payloadType: 101, clockRate: 90000 } as const;
const AUDIO_CODEC = { mimeType: 'audio/opus', payloadType: 100, clockRate: 48000, channels: 2 } as const;
/** Milliseconds between two looks at the clock: a third of a frame. */
const TICK_MS = 12;
/** A stall beyond this is skipped, not caught up in a burst. */
const MAX_BEHIND_MS = 500;
/** Milliseconds between two sender reports: mediasoup lines up layers, and sound with picture, by them. */
const REPORT_MS = 1000;

/** Puts the film on air in a router by direct transport: real producers in simulcast layers, no encoder. */
export async function openHouseChannel(router: types.Router, film: Film): Promise<HouseChannel> {
  const transport = await router.createDirectTransport();
  const ssrc = 1 + Math.floor(Math.random() * 0x7ffffff0);
  const encodings = film.layers.map((_, layer) => ({ ssrc: ssrc + 1 + layer }));
  const [audio, video] = await Promise.all([
    transport.produce({ kind: 'audio', rtpParameters: { codecs: [AUDIO_CODEC], encodings: [{ ssrc }] } }),
    transport.produce({ kind: 'video', rtpParameters: { codecs: [VIDEO_CODEC], encodings } }),
  ]);
  const pump = openPump(film, ssrc, {
    video: (packet) => video.send(packet),
    audio: (packet) => audio.send(packet),
    rtcp: (packet) => transport.sendRtcp(packet),
  });
  transport.observer.once('close', pump.stop);
  return {
    video: video.id,
    audio: audio.id,
    setPlaying: (playing) => (playing ? pump.start() : pump.stop()),
    close: () => transport.close(),
  };
}

/**
 * Sends a film's packets when they are due, round and round, with running numbers and times. The sound has the given
 * SSRC, the layers those that follow it.
 */
export function openPump(film: Film, ssrc: number, sink: FilmSink) {
  const sound = openRtpStream(ssrc, AUDIO_CODEC.payloadType);
  const pictures = film.layers.map((_, layer) => openRtpStream(ssrc + 1 + layer, VIDEO_CODEC.payloadType));
  const { frames, durationMs } = film.layers[0] ?? { frames: [], durationMs: 0 };
  let nextFrame = 0;
  let nextAudio = 0;
  let nextReport = 0;
  let positionMs = 0;
  let lastTick = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const frameAt = (index: number) =>
    Math.floor(index / frames.length) * durationMs + frames[index % frames.length]!.atMs;
  const sendFrame = (): void => {
    const timestamp = Math.round(frameAt(nextFrame) * 90);
    film.layers.forEach((layer, index) => {
      const { data } = layer.frames[nextFrame % frames.length]!;
      for (const packet of packetiseVp8(pictures[index]!, data, timestamp)) sink.video(packet);
    });
    nextFrame++;
  };
  const report = (): void => {
    nextReport = positionMs + REPORT_MS;
    sink.rtcp(senderReport(sound, Math.round(positionMs * 48)));
    for (const picture of pictures) sink.rtcp(senderReport(picture, Math.round(positionMs * 90)));
  };
  const advance = (elapsedMs: number): void => {
    positionMs += Math.min(elapsedMs, MAX_BEHIND_MS);
    while (frames.length > 0 && frameAt(nextFrame) <= positionMs) sendFrame();
    for (; film.audio.length > 0 && nextAudio * OPUS_PACKET_MS <= positionMs; nextAudio++)
      sink.audio(
        packetiseOpus(sound, film.audio[nextAudio % film.audio.length]!, nextAudio * OPUS_PACKET_MS * 48),
      );
    if (positionMs >= nextReport) report();
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
