import type { Loss } from '../../../shared/model/delivery.ts';
import { asSharp, CHANNELS, decodeImage, type Pixels } from './pixels.ts';
import { sampleOf, ssimOf } from './quality.ts';
import type { Kind } from './textureUse.ts';

/** A packed picture. */
export type Image = { image: Uint8Array; mimeType: 'image/webp' | 'image/avif' };

export type EncodeOptions = {
  kind: Kind;
  /** Which channels are read: the others may become anything. */
  channels: readonly boolean[];
  /** Whether alpha is read, and so kept exactly. */
  alpha: boolean;
  loss: Loss;
};

/** How alike each channel must stay (SSIM), by what a picture is for and how much may be lost. */
const WANTED: Record<Kind, Record<Loss, number>> = {
  colour: { fine: 0.985, even: 0.965, small: 0.93 },
  normal: { fine: 0.985, even: 0.965, small: 0.93 },
  data: { fine: 0.98, even: 0.95, small: 0.9 },
};
const QUALITIES = { least: 25, most: 95 } as const;
const ROUNDS = 4;
/** Speed of the AV1 encoder while quality is sought, and for what is kept. */
const EFFORT = { sought: 0, kept: 1 } as const;
/** Up to so many pixels lossless WebP is tried: drawings and small flat pictures are smaller so. */
const SMALL_PIXELS = 128 * 128;

/** Packs a picture so that it stays as alike as its use asks for, in as few bytes as that takes. */
export async function encode(pixels: Pixels, options: EncodeOptions): Promise<Image> {
  const flat = flattened(pixels, options.channels);
  const lossy = await encodeLossy(flat, options);
  if (pixels.width * pixels.height > SMALL_PIXELS) return lossy;
  const lossless = await asSharp(flat).webp({ lossless: true, effort: 4 }).toBuffer();
  return lossless.length <= lossy.image.length ? { image: lossless, mimeType: 'image/webp' } : lossy;
}

/** Unread channels follow a read one, so that the picture has no colour where it needs none. */
function flattened({ data, width, height }: Pixels, channels: readonly boolean[]): Pixels {
  const model = channels.slice(0, 3).indexOf(true);
  const unread = [0, 1, 2].filter((channel) => !channels[channel]);
  if (model < 0 || (unread.length === 0 && channels[3])) return { data, width, height };
  const made = Uint8Array.from(data);
  for (let at = 0; at < made.length; at += CHANNELS) {
    for (const channel of unread) made[at + channel] = made[at + model]!;
    if (!channels[3]) made[at + 3] = 255;
  }
  return { data: made, width, height };
}

async function encodeLossy(pixels: Pixels, options: EncodeOptions): Promise<Image> {
  const quality = await seek(pixels, options);
  return pack(pixels, options, quality, EFFORT.kept);
}

async function pack(pixels: Pixels, { alpha }: EncodeOptions, quality: number, effort: number): Promise<Image> {
  // Alpha that cuts shapes out must stay exact, which only WebP has beside a lossy colour.
  if (alpha) {
    const image = await asSharp(pixels).webp({ quality, alphaQuality: 100, effort: effort + 3 }).toBuffer();
    return { image, mimeType: 'image/webp' };
  }
  const opaque = asSharp(pixels).removeAlpha();
  const image = await opaque.avif({ quality, effort, chromaSubsampling: '4:4:4' }).toBuffer();
  return { image, mimeType: 'image/avif' };
}

/** The least quality at which a sample of the picture stays as alike as wanted. */
async function seek(pixels: Pixels, options: EncodeOptions): Promise<number> {
  const sample = sampleOf(pixels);
  const read = [0, 1, 2].filter((channel) => options.channels[channel]);
  const wanted = WANTED[options.kind][options.loss];
  let [low, high] = [QUALITIES.least, QUALITIES.most] as [number, number];
  for (let round = 0; round < ROUNDS; round++) {
    const middle = Math.round((low + high) / 2);
    const { image } = await pack(sample, options, middle, EFFORT.sought);
    const made = await decodeImage(image);
    const alike = Math.min(...read.map((channel) => ssimOf(sample, made, channel)));
    if (alike >= wanted) high = middle;
    else low = middle;
  }
  return high;
}
