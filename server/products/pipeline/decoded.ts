import type { Document, Texture } from '@gltf-transform/core';
import { decodeTexture } from './decodeTexture.ts';
import { keyOf } from './keyOf.ts';
import type { Pixels } from './pixels.ts';

/** Pixels of the textures of one product, which its levels share. */
export type Decoded = {
  /** Begins to decode all textures, in threads, while the program does something else. */
  begin(document: Document): void;
  /** The pixels of a texture that has a picture; rejects where it cannot be decoded. */
  of(texture: Texture): Promise<Pixels>;
};

/** Pictures larger than this are decoded anew for each level rather than kept. */
const KEPT_PIXELS = 2048 * 2048;

export function openDecoded(): Decoded {
  const kept = new Map<string, Promise<Pixels>>();
  const begun = (key: string, texture: Texture): Promise<Pixels> => {
    const pixels = kept.get(key) ?? decodeTexture(texture);
    // Whoever asks for it is told; a texture that nobody asks for may be broken.
    pixels.catch(() => undefined);
    kept.set(key, pixels);
    return pixels;
  };
  return {
    begin(document) {
      for (const texture of document.getRoot().listTextures()) {
        const image = texture.getImage();
        if (image) begun(keyOf(image), texture);
      }
    },
    async of(texture) {
      const key = keyOf(texture.getImage()!);
      const pixels = await begun(key, texture);
      if (pixels.width * pixels.height > KEPT_PIXELS) kept.delete(key);
      return pixels;
    },
  };
}
