import type { LowerThird, Shot } from '../../shared/model/shots.ts';
import { type Paints, paintShot } from './paint.ts';

/** The size of what is mixed, pixels: with a graphics card, and without one. */
const SIZE = { card: { width: 1280, height: 720 }, memory: { width: 640, height: 360 } } as const;
/** The longest time between two pictures while an input stands still, and the shortest, milliseconds. */
const BEAT = { longest: 40, shortest: 15 } as const;
/** The page rests at least so many times as long as the last picture took: who mixes must still be able to work. */
const REST = 1.5;

/** Mixes the picture of the programme. A shot of one whole input goes out as the input's own track, untouched; anything else is painted. */
export type Mixer = {
  /** Goes over to a shot at once, or by a cross-fade of so many milliseconds. */
  show(shot: Shot, fadeMs?: number): void;
  /** The track that is the programme now; it changes with the shots. */
  track(): MediaStreamTrack | undefined;
  dispose(): void;
};

/** What the mixer needs to know of inputs. */
export type Inputs = Omit<Paints, 'picture'> & {
  /** The input's own picture; undefined when it has none. */
  trackOf(id: string): MediaStreamTrack | undefined;
};

type Fade = { from: Shot; since: number; ms: number };

const EMPTY: Shot = { layout: 'single', inputs: [], lower: undefined };

/** Opens a mixer; `onTrack` hears when another track is the programme. `inMemory` keeps the picture out of a graphics card that is none: reading it back would be slow. */
export function openMixer(inputs: Inputs, onTrack: () => void, inMemory: boolean): Mixer {
  const canvas = Object.assign(document.createElement('canvas'), inMemory ? SIZE.memory : SIZE.card);
  const pen = canvas.getContext('2d', { alpha: false, willReadFrequently: inMemory })!;
  const pictures = openPictures();
  const paints: Paints = { find: inputs.find, picture: pictures.get };
  let shot = EMPTY;
  let fade: Fade | undefined;
  let painted: Painted | undefined;
  let current: MediaStreamTrack | undefined;
  let last = 0;
  let notBefore = 0;
  let following: { video: HTMLVideoElement; handle: number } | undefined;
  const ticker = new Worker(new URL('./ticker.ts', import.meta.url), { type: 'module' });

  const untouched = (): MediaStreamTrack | undefined => {
    if (fade || shot.lower || shot.inputs.length !== 1) return undefined;
    const track = inputs.trackOf(shot.inputs[0]!);
    return track?.readyState === 'live' ? track : undefined;
  };
  const choose = (): void => {
    const direct = untouched();
    if (!direct && shot !== EMPTY) painted ??= openPainted(canvas);
    const next = direct ?? (shot === EMPTY ? undefined : painted?.track);
    if (next === current) return;
    current = next;
    onTrack();
  };
  const draw = (): void => {
    const now = performance.now();
    if (!painted || (current !== painted.track && !fade) || now < notBefore) return;
    if (fade) {
      const share = Math.min(1, (now - fade.since) / fade.ms);
      paintShot(pen, fade.from, paints);
      paintShot(pen, shot, paints, share);
      if (share === 1) fade = undefined;
    } else paintShot(pen, shot, paints);
    painted.frame(now);
    last = performance.now();
    notBefore = Math.max(now + BEAT.shortest, last + (last - now) * REST);
    if (!fade) choose();
  };
  /** Draws as soon as the first input has a new picture, so that mixing adds no beat of its own. */
  const follow = (): void => {
    const video = inputs.find(shot.inputs[0] ?? '')?.video;
    if (following?.video === video) return;
    if (following) following.video.cancelVideoFrameCallback(following.handle);
    following = undefined;
    if (!video) return;
    const mine = { video, handle: 0 };
    const next = (): void => {
      mine.handle = video.requestVideoFrameCallback(next);
      draw();
    };
    mine.handle = video.requestVideoFrameCallback(next);
    following = mine;
  };
  ticker.onmessage = () => {
    if (performance.now() - last > BEAT.longest) draw();
    choose();
    follow();
  };
  return {
    show(next, fadeMs = 0) {
      fade = fadeMs > 0 ? { from: shot, since: performance.now(), ms: fadeMs } : undefined;
      shot = next;
      if (next.lower?.picture) pictures.load(next.lower);
      choose();
      follow();
      notBefore = 0;
      draw();
    },
    track: () => current,
    dispose() {
      ticker.terminate();
      if (following) following.video.cancelVideoFrameCallback(following.handle);
      painted?.stop();
      current = undefined;
    },
  };
}

type Painted = { track: MediaStreamTrack; frame(now: number): void; stop(): void };

/** A generator of tracks, where the browser has it (https://www.w3.org/TR/mediacapture-transform/, as Chromium has it on pages). */
type TrackGenerator = MediaStreamTrack & { writable: WritableStream<VideoFrame> };

/** A track of what is painted: frame by frame where the browser can, so that it goes on while the page is hidden; else from the canvas. */
function openPainted(canvas: HTMLCanvasElement): Painted {
  const Generator = (
    globalThis as { MediaStreamTrackGenerator?: new (of: { kind: 'video' }) => TrackGenerator }
  ).MediaStreamTrackGenerator;
  if (!Generator) {
    const track = canvas.captureStream(30).getVideoTracks()[0]!;
    return { track, frame() {}, stop: () => track.stop() };
  }
  const track = new Generator({ kind: 'video' });
  const writer = track.writable.getWriter();
  return {
    track,
    frame(now) {
      // Who takes the pictures is behind: the next one is newer.
      if ((writer.desiredSize ?? 0) <= 0) return;
      const frame = new VideoFrame(canvas, { timestamp: Math.round(now * 1000) });
      writer.write(frame).catch(() => frame.close());
    },
    stop() {
      track.stop();
      writer.close().catch(() => undefined);
    },
  };
}

/** Pictures on cards, loaded once each. */
function openPictures() {
  const known = new Map<string, HTMLImageElement>();
  return {
    load({ picture }: LowerThird) {
      if (known.has(picture)) return;
      const image = new Image();
      image.src = picture;
      known.set(picture, image);
    },
    get(url: string) {
      const image = known.get(url);
      return image?.complete && image.naturalWidth > 0 ? image : undefined;
    },
  };
}
