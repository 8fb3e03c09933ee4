import type { HostSource } from '../../shared/model/sources.ts';
import { captionsUrl, followCues } from './cues.ts';

/** What to capture: devices by id (empty: the system's choice), or a film file with its captions. */
export type CaptureWish = {
  source: HostSource;
  camera: string;
  microphone: string;
  film: File | undefined;
  captions: File | undefined;
  /** Hears what a film's captions say as it plays; empty when nothing is said. */
  onCue(text: string): void;
};

/** A captured input. `stop` frees devices and files; `onEnded` fires when the person or the system ended it. */
export type Capture = { stream: MediaStream; stop(): void };

const VIDEO = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

/** Opens an input; throws the browser's DOMException when it is refused or absent. */
export async function capture(wish: CaptureWish, onEnded: () => void): Promise<Capture> {
  if (wish.source === 'film') return captureFilm(wish);
  const stream = wish.source === 'camera' ? await captureCamera(wish) : await captureScreen();
  stream.getVideoTracks()[0]?.addEventListener('ended', onEnded);
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

function captureCamera({ camera, microphone }: CaptureWish): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    video: { ...VIDEO, ...(camera && { deviceId: { exact: camera } }) },
    audio: {
      echoCancellation: true,
      noiseSuppression: true,
      ...(microphone && { deviceId: { exact: microphone } }),
    },
  });
}

function captureScreen(): Promise<MediaStream> {
  return navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio: true });
}

/** A film in a loop: its picture from the element, its sound from the element's output, which this machine does not play. */
async function captureFilm({ film, captions, onCue }: CaptureWish): Promise<Capture> {
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
    return { stream: new MediaStream([picture.track, ...out.stream.getAudioTracks()]), stop };
  } catch (error) {
    stop();
    throw error;
  }
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
