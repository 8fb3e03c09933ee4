import type { HostSource } from './broadcaster.ts';

/** What to capture: devices by id (empty: the system's choice), or a film file. */
export type CaptureWish = { source: HostSource; camera: string; microphone: string; film: File | undefined };

/** A captured input. `stop` frees devices and files; `onEnded` fires when the person or the system ended it. */
export type Capture = { stream: MediaStream; stop(): void };

const VIDEO = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

/** Opens an input; throws the browser's DOMException when it is refused or absent. */
export async function capture(wish: CaptureWish, onEnded: () => void): Promise<Capture> {
  if (wish.source === 'film') return captureFilm(wish.film);
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

async function captureFilm(film: File | undefined): Promise<Capture> {
  if (!film) throw new DOMException('no film chosen', 'NotFoundError');
  const video = document.createElement('video');
  const url = URL.createObjectURL(film);
  Object.assign(video, { src: url, loop: true, playsInline: true, volume: 0.001 });
  await video.play();
  const element = video as HTMLVideoElement & {
    captureStream?(): MediaStream;
    mozCaptureStream?(): MediaStream;
  };
  const stream = element.captureStream?.() ?? element.mozCaptureStream?.();
  if (!stream) throw new DOMException('this browser cannot send films', 'NotSupportedError');
  return {
    stream,
    stop() {
      video.pause();
      for (const track of stream.getTracks()) track.stop();
      video.removeAttribute('src');
      URL.revokeObjectURL(url);
    },
  };
}
