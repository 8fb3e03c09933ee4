import type { Texture } from '@gltf-transform/core';
import sharp from 'sharp';
import type { StoredFile } from './zipStore.ts';

/** A texture as the archive holds it: an image without alpha is a JPEG, one with is a PNG. */
export type Wanted = { texture: Texture; alpha: boolean };

/** The images of a document for an archive, each once for every form that is asked for. */
export type Images = {
  /** Its path; undefined when it can't be read. */
  pathOf(texture: Texture, alpha: boolean): string | undefined;
  files: StoredFile[];
};

/** JPEG as the eye no longer tells apart, without loss of colour's sharpness: normals and roughness are in it as well. */
const QUALITY = 88;
/** Pixels that an image may have when it is read. */
const INPUT_PIXELS = 100_000_000;

/** Writes textures with at most so many pixels a side. */
export async function encodeTextures(wanted: Wanted[], px: number): Promise<Images> {
  const paths = new Map<string, string>();
  const files: StoredFile[] = [];
  const numbers = new Map<Texture, number>();
  const key = (texture: Texture, alpha: boolean): string => {
    if (!numbers.has(texture)) numbers.set(texture, numbers.size);
    return `${numbers.get(texture)}${alpha ? 'a' : ''}`;
  };
  for (const { texture, alpha } of wanted) {
    const own = key(texture, alpha);
    if (paths.has(own)) continue;
    const data = await encode(texture, alpha, px);
    if (!data) continue;
    const name = `textures/${own}.${alpha ? 'png' : 'jpg'}`;
    paths.set(own, name);
    files.push({ name, data });
  }
  return { pathOf: (texture, alpha) => paths.get(key(texture, alpha)), files };
}

/** A picture that nobody can read is left out: the product without it says more than no product. */
async function encode(texture: Texture, alpha: boolean, px: number): Promise<Uint8Array | undefined> {
  const image = texture.getImage();
  if (!image) return undefined;
  try {
    const sized = sharp(image, { limitInputPixels: INPUT_PIXELS }).resize(px, px, {
      fit: 'inside',
      withoutEnlargement: true,
    });
    if (alpha) return await sized.toColourspace('srgb').ensureAlpha().png({ compressionLevel: 9 }).toBuffer();
    return await sized
      .removeAlpha()
      .toColourspace('srgb')
      .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
      .toBuffer();
  } catch {
    return undefined;
  }
}
