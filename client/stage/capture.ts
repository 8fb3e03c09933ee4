import { contain } from '../../shared/model/shots.ts';
import type { HostSource } from '../../shared/model/sources.ts';
import { captionsUrl, followCues } from './cues.ts';

/** What to open: devices by id (empty: the system's choice), a film file with its captions, or slides. */
export type CaptureWish =
  | { kind: 'camera'; camera: string; microphone: string }
  | { kind: 'screen' }
  | {
      kind: 'film';
      film: File | undefined;
      captions: File | undefined;
      /** Hears what a film's captions say as it plays; empty when nothing is said. */
      onCue(text: string): void;
    }
  | { kind: 'slides'; pictures: readonly File[] };

/** What one may open. */
export type LocalKind = HostSource | 'slides';

/** Slides that one pages through; counted from 0. */
export type Slides = { count: number; at(): number; go(index: number): void };

/** How a film is played: seconds, and events named as those of a media element. */
export type FilmControls = Pick<HTMLVideoElement, 'currentTime' | 'paused' | 'loop'> & {
  readonly duration: number;
  play(): Promise<void>;
  pause(): void;
  addEventListener(name: string, listener: () => void): void;
  removeEventListener(name: string, listener: () => void): void;
};

/** A captured input. `stop` frees devices and files. A film is played by its element: pause and seek there are seen by everybody. */
export type Capture = { stream: MediaStream; film?: FilmControls; slides?: Slides; stop(): void };

const VIDEO = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

/** Opens an input; throws the browser's DOMException when it is refused or absent. Its picture's track ends when the person or the system ended it. */
export async function capture(wish: CaptureWish): Promise<Capture> {
  if (wish.kind === 'film') return captureFilm(wish);
  if (wish.kind === 'slides') return captureSlides(wish.pictures);
  const stream = wish.kind === 'camera' ? await captureCamera(wish) : await captureScreen();
  return {
    stream,
    stop: () => {
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

/** Cameras and microphones with their names; names are empty until the person has allowed one of them. */
export async function listDevices(): Promise<{ cameras: MediaDeviceInfo[]; microphones: MediaDeviceInfo[] }> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return {
    cameras: devices.filter((device) => device.kind === 'videoinput'),
    microphones: devices.filter((device) => device.kind === 'audioinput'),
  };
}

function captureCamera({ camera, microphone }: CaptureWish & { kind: 'camera' }): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    video: { ...VIDEO, ...(camera && { deviceId: { exact: camera } }) },
    audio: {
      echoCancellation: true,
      noiseSuppression: true,
      ...(microphone && { deviceId: { exact: microphone } }),
    },
  });
}

/** One's voice alone, for who is on stage without a camera. */
export async function captureVoice(): Promise<Capture> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true },
  });
  return {
    stream,
    stop: () => {
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

function captureScreen(): Promise<MediaStream> {
  return navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio: true });
}

/** A film in a loop: its picture from the element, its sound from the element's output, which this machine does not play. */
async function captureFilm({ film, captions, onCue }: CaptureWish & { kind: 'film' }): Promise<Capture> {
  if (!film) throw new DOMException('no film chosen', 'NotFoundError');
  const video = document.createElement('video');
  const url = URL.createObjectURL(film);
  const sound = new AudioContext();
  const undo = [() => URL.revokeObjectURL(url), () => void sound.close()];
  const stop = (): void => {
    for (const step of undo.splice(0).reverse()) step();
  };
  try {
    Object.assign(video, { src: url, loop: true, playsInline: true });
    const out = sound.createMediaStreamDestination();
    sound.createMediaElementSource(video).connect(out);
    if (captions) {
      const cues = await captionsUrl(captions);
      undo.push(() => URL.revokeObjectURL(cues));
      undo.push(await followCues(video, cues, onCue));
    }
    await Promise.all([sound.resume(), video.play()]);
    undo.push(() => video.removeAttribute('src'));
    const picture = pictureOf(video);
    undo.push(picture.stop);
    undo.push(() => video.pause());
    return { stream: new MediaStream([picture.track, ...out.stream.getAudioTracks()]), film: video, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Pictures a second of slides: they stand still, but who comes late needs one soon. */
const SLIDES_FPS = 5;

/** Pictures as slides, each wholly seen on a dark ground. */
async function captureSlides(files: readonly File[]): Promise<Capture> {
  const pictures = await Promise.all(files.map((file) => createImageBitmap(file)));
  if (pictures.length === 0) throw new DOMException('no picture chosen', 'NotFoundError');
  const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
  const pen = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
  let at = 0;
  const paint = (): void => {
    const picture = pictures[at]!;
    const box = contain(picture, canvas);
    pen.fillStyle = '#171613';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, box.x, box.y, box.width, box.height);
  };
  paint();
  const again = setInterval(paint, 1000 / SLIDES_FPS);
  const stream = canvas.captureStream(SLIDES_FPS);
  return {
    stream,
    slides: {
      count: pictures.length,
      at: () => at,
      go(index) {
        at = Math.max(0, Math.min(pictures.length - 1, index));
        paint();
      },
    },
    stop() {
      clearInterval(again);
      for (const track of stream.getTracks()) track.stop();
      for (const picture of pictures) picture.close();
    },
  };
}

type Playing = HTMLVideoElement & { captureStream?(): MediaStream };

/** The picture of a playing element as a track; where the browser has no `captureStream` (Safari), by way of a canvas. */
function pictureOf(video: Playing): { track: MediaStreamTrack; stop(): void } {
  const direct = video.captureStream?.().getVideoTracks()[0];
  if (direct) return { track: direct, stop: () => direct.stop() };
  if (video.videoWidth === 0) throw new DOMException('this film has no picture', 'NotSupportedError');
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const pen = canvas.getContext('2d')!;
  let next = 0;
  const paint = (): void => {
    pen.drawImage(video, 0, 0);
    next = video.requestVideoFrameCallback(paint);
  };
  paint();
  const track = canvas.captureStream().getVideoTracks()[0]!;
  return {
    track,
    stop() {
      video.cancelVideoFrameCallback(next);
      track.stop();
    },
  };
}
