import type { BaseTexture } from '@babylonjs/core/Materials/Textures/baseTexture';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { VideoTexture } from '@babylonjs/core/Materials/Textures/videoTexture';
import type { Scene } from '@babylonjs/core/scene';

/** A picture or film that can be drawn, and its sound. Disposing frees both. */
export type Around = { texture: BaseTexture; setSound(on: boolean): void; dispose(): void };

/** How far apart lie the texels that are mixed where one looks flatly: towards the poles. */
const ANISOTROPY = 8;

/** Loads an equirectangular picture; rejects when it can't be had. */
export function loadPhoto(url: string, scene: Scene): Promise<Around> {
  return new Promise((resolve, reject) => {
    const texture = new Texture(url, scene, {
      noMipmap: false,
      invertY: true,
      onLoad: () => resolve({ texture, setSound: () => {}, dispose: () => texture.dispose() }),
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

/** Loads an equirectangular film and lets it run, again and again; muted until its sound is on. */
export function loadFilm(url: string, scene: Scene): Promise<Around> {
  const video = document.createElement('video');
  Object.assign(video, { src: url, loop: true, muted: true, playsInline: true, crossOrigin: 'anonymous' });
  return new Promise((resolve, reject) => {
    const close = (): void => {
      video.pause();
      video.removeAttribute('src');
      video.load();
    };
    video.addEventListener(
      'error',
      () => {
        close();
        reject(new Error('no film'));
      },
      { once: true },
    );
    video.addEventListener(
      'loadeddata',
      () => {
        const texture = new VideoTexture('panorama', video, scene, false, true);
        texture.wrapU = Texture.WRAP_ADDRESSMODE;
        resolve({
          texture,
          setSound: (on) => {
            video.muted = !on;
          },
          dispose() {
            texture.dispose();
            close();
          },
        });
      },
      { once: true },
    );
    void video.play().catch(() => undefined);
  });
}
