import type { Texture } from '@gltf-transform/core';
import { decodeKtx2 } from './ktx2.ts';
import { decodeImage, type Pixels } from './pixels.ts';

/** The pixels of a texture; those of KTX2 by its own transcoder. */
export async function decodeTexture(texture: Texture): Promise<Pixels> {
  const image = texture.getImage()!;
  return texture.getMimeType() === 'image/ktx2' ? decodeKtx2(image) : decodeImage(image);
}
