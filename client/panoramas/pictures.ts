import type { BaseTexture } from '@babylonjs/core/Materials/Textures/baseTexture';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { VideoTexture } from '@babylonjs/core/Materials/Textures/videoTexture';
import type { Scene } from '@babylonjs/core/scene';
import { type ReadonlySignal, signal } from '@preact/signals';

/** A film that can run and stand still; browsers may stop it too, and `playing` says so. */
export type Film = {
  playing: ReadonlySignal<boolean>;
  setPlaying(on: boolean): void;
  setSound(on: boolean): void;
};
/** A picture or film that can be drawn. Disposing frees it, and ends the film. */
export type Around = { texture: BaseTexture; film?: Film; dispose(): void };

/** How far apart lie the texels that are mixed where one looks flatly: towards the poles. */
const ANISOTROPY = 8;

/** Loads an equirectangular picture; rejects when it can't be had. */
export function loadPhoto(url: string, scene: Scene): Promise<Around> {
  return new Promise((resolve, reject) => {
    const texture = new Texture(url, scene, {
      noMipmap: false,
      invertY: true,
      onLoad: () => resolve({ texture, dispose: () => texture.dispose() }),
      onError: (message, error) => {
        texture.dispose();
        reject(error ?? new Error(message ?? 'no picture'));
      },
    });
    texture.wrapU = Texture.WRAP_ADDRESSMODE;
    texture.wrapV = Texture.CLAMP_ADDRESSMODE;
    texture.anisotropicFilteringLevel = ANISOTROPY;
  });
}

/** How a film is loaded: whether it runs at once, and the end of the wish for it. */
type FilmWish = { playing: boolean; gone: AbortSignal };

/** Loads an equirectangular film that goes round and round, muted until its sound is on; rejects when it can't be had or nobody wants it any more. */
export function loadFilm(url: string, scene: Scene, { playing, gone }: FilmWish): Promise<Around> {
  const video = document.createElement('video');
  Object.assign(video, { src: url, loop: true, muted: true, playsInline: true, preload: 'auto' });
  const close = (): void => {
    video.pause();
    video.removeAttribute('src');
    video.load();
  };
  return new Promise((resolve, reject) => {
    const loading = new AbortController();
    const { signal: done } = loading;
    const fail = (): void => {
      loading.abort();
      close();
      reject(new Error('no film'));
    };
    const ready = (): void => {
      loading.abort();
      if (!playing) video.pause();
      resolve(aroundOf(video, scene, close));
    };
    gone.addEventListener('abort', fail, { signal: done });
    video.addEventListener('error', fail, { signal: done });
    video.addEventListener('loadeddata', ready, { signal: done });
    // Some browsers load nothing of a film before it shall run.
    void video.play().catch(() => undefined);
  });
}

function aroundOf(video: HTMLVideoElement, scene: Scene, close: () => void): Around {
  const playing = signal(!video.paused);
  const look = (): void => {
    playing.value = !video.paused;
  };
  video.addEventListener('play', look);
  video.addEventListener('pause', look);
  // Films come upside down by themselves: unlike pictures, they are not to be turned.
  const texture = new VideoTexture('panorama', video, scene, false, false, Texture.BILINEAR_SAMPLINGMODE, {
    autoPlay: false,
    autoUpdateTexture: true,
    independentVideoSource: true,
  });
  texture.wrapU = Texture.WRAP_ADDRESSMODE;
  texture.wrapV = Texture.CLAMP_ADDRESSMODE;
  const film: Film = {
    playing,
    setPlaying(on) {
      if (on) void video.play().catch(() => undefined);
      else video.pause();
    },
    setSound(on) {
      video.muted = !on;
    },
  };
  return {
    texture,
    film,
    dispose() {
      texture.dispose();
      close();
    },
  };
}
