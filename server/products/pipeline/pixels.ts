import sharp, { type Sharp } from 'sharp';

/** A picture as bytes, four of them a pixel, rows from the top. */
export type Pixels = { data: Uint8Array; width: number; height: number };

export const CHANNELS = 4;
/** Pictures are bounded before they come here; this is the last fence. */
const MOST_PIXELS = 16_384 * 16_384;

/** The pixels of a PNG, JPEG, WebP or AVIF file. */
export async function decodeImage(image: Uint8Array): Promise<Pixels> {
  // A profile in the file is no part of glTF: the numbers are taken as they stand.
  const source = sharp(image, { limitInputPixels: MOST_PIXELS, ignoreIcc: true, failOn: 'error' });
  const { data, info } = await source
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The picture for `sharp`. */
export const asSharp = ({ data, width, height }: Pixels): Sharp =>
  sharp(data, { raw: { width, height, channels: CHANNELS }, limitInputPixels: MOST_PIXELS });

/** The picture in another size; alpha and colour apart, as in a map they have nothing to do with each other. */
export async function resized(pixels: Pixels, width: number, height: number): Promise<Pixels> {
  if (width === pixels.width && height === pixels.height) return pixels;
  const size = { width, height, fit: 'fill', kernel: 'lanczos3' } as const;
  if (isOpaque(pixels)) {
    const data = await asSharp(pixels).removeAlpha().resize(size).ensureAlpha().raw().toBuffer();
    return { data, width, height };
  }
  const colour = await asSharp(pixels).removeAlpha().resize(size).raw().toBuffer();
  const alpha = await asSharp(pixels).extractChannel(3).resize(size).toColourspace('b-w').raw().toBuffer();
  const data = new Uint8Array(width * height * CHANNELS);
  for (let at = 0; at < width * height; at++) {
    data.set(colour.subarray(at * 3, at * 3 + 3), at * CHANNELS);
    data[at * CHANNELS + 3] = alpha[at]!;
  }
  return { data, width, height };
}

/** Whether nothing shows through. */
export function isOpaque(pixels: Pixels): boolean {
  const words = wordsOf(pixels);
  for (let at = 0; at < words.length; at++) if (words[at]! >>> 24 !== 255) return false;
  return true;
}

/** The one colour that all pixels have; nothing if they differ. */
export function onlyColour(pixels: Pixels): [number, number, number, number] | undefined {
  const { data } = pixels;
  const words = wordsOf(pixels);
  const first = words[0];
  for (let at = 1; at < words.length; at++) if (words[at] !== first) return undefined;
  return [data[0]!, data[1]!, data[2]!, data[3]!];
}

/** Each pixel as one number, alpha in its highest byte. */
const wordsOf = ({ data }: Pixels): Uint32Array =>
  new Uint32Array(data.buffer, data.byteOffset, data.byteLength / CHANNELS);
