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
  /** Whether alpha is read, and how: one that cuts shapes out is kept exactly. */
  alpha: 'none' | 'blend' | 'cut';
  loss: Loss;
};

/** A range of qualities; how alike (SSIM, mean of the channels that are read) a picture should stay; what that may cost. */
type Goal = { least: number; most: number; alike: number; bitsPerPixel: number };

/**
 * What is wanted by use and loss. Quality goes up until a picture stays alike, as long as that is cheap: a smooth picture
 * shows each flaw and costs nothing, a noisy one hides flaws and is the whole file.
 *
 * Tried on the four uploads of `bench/pipeline`: the same likeness for all (SSIM .965 in each channel: the WickerChair
 * becomes 1.09 MB, 2.4 × the best peer, all of it noise in a normal map); a floor of quality 60 for all (the shoe becomes
 * 539 kB against 536); likeness with a price: 0.82 to 0.94 of the peer's bytes, at or above its likeness on all four.
 */
const GOALS: Record<Kind, Record<Loss, Goal>> = {
  colour: {
    fine: { least: 66, most: 86, alike: 0.985, bitsPerPixel: 2 },
    even: { least: 56, most: 68, alike: 0.985, bitsPerPixel: 0.55 },
    small: { least: 36, most: 52, alike: 0.95, bitsPerPixel: 0.3 },
  },
  normal: {
    fine: { least: 66, most: 86, alike: 0.985, bitsPerPixel: 2 },
    even: { least: 56, most: 66, alike: 0.985, bitsPerPixel: 0.6 },
    small: { least: 36, most: 50, alike: 0.95, bitsPerPixel: 0.3 },
  },
  data: {
    fine: { least: 62, most: 82, alike: 0.98, bitsPerPixel: 1.5 },
    even: { least: 60, most: 70, alike: 0.986, bitsPerPixel: 0.6 },
    small: { least: 32, most: 46, alike: 0.92, bitsPerPixel: 0.25 },
  },
};
/** How alike alpha must stay where it only blends. */
const ALPHA_ALIKE: Record<Loss, number> = { fine: 1, even: 0.98, small: 0.95 };
/** What a picture may cost in any case: a small one is not worth saving at. */
const CHEAP_BYTES = 4000;
/** Steps of quality within a range; each trial costs about 25 ms of a core. */
const RUNGS = 5;
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
  if (model < 0 || channels.every(Boolean)) return { data, width, height };
  const [red, green, blue] = [0, 1, 2].map((channel) => (channels[channel] ? channel : model)) as [
    number,
    number,
    number,
  ];
  const made = new Uint8Array(data.length);
  for (let at = 0; at < made.length; at += CHANNELS) {
    made[at] = data[at + red]!;
    made[at + 1] = data[at + green]!;
    made[at + 2] = data[at + blue]!;
    made[at + 3] = channels[3] ? data[at + 3]! : 255;
  }
  return { data: made, width, height };
}

async function encodeLossy(pixels: Pixels, options: EncodeOptions): Promise<Image> {
  const quality = await seek(pixels, options);
  return pack(pixels, options, quality, EFFORT.kept);
}

async function pack(pixels: Pixels, options: EncodeOptions, quality: number, effort: number): Promise<Image> {
  // Only WebP has an exact alpha beside a lossy colour.
  if (keepsAlpha(options)) {
    const image = await asSharp(pixels)
      .webp({ quality, alphaQuality: 100, effort: effort + 3 })
      .toBuffer();
    return { image, mimeType: 'image/webp' };
  }
  const source = options.alpha === 'none' ? asSharp(pixels).removeAlpha() : asSharp(pixels);
  const image = await source.avif({ quality, effort, chromaSubsampling: '4:4:4' }).toBuffer();
  return { image, mimeType: 'image/avif' };
}

const keepsAlpha = ({ alpha, loss }: EncodeOptions): boolean =>
  alpha === 'cut' || (alpha === 'blend' && loss === 'fine');

/** The least quality at which a sample of the picture stays as alike as wanted. */
async function seek(pixels: Pixels, options: EncodeOptions): Promise<number> {
  const sample = sampleOf(pixels);
  const { least, most, alike, bitsPerPixel } = GOALS[options.kind][options.loss];
  const worth = (bitsPerPixel / 8) * sample.width * sample.height;
  const dear = sample === pixels ? Math.max(CHEAP_BYTES, worth) : worth;
  const read = [0, 1, 2].filter((channel) => options.channels[channel]);
  const suffices = async (quality: number): Promise<boolean> => {
    const { image } = await pack(sample, options, quality, EFFORT.sought);
    const made = await decodeImage(image);
    const of = (channel: number): number => ssimOf(sample, made, channel);
    if (options.alpha === 'blend' && of(3) < ALPHA_ALIKE[options.loss]) return false;
    if (image.byteLength > dear) return true;
    return read.reduce((sum, channel) => sum + of(channel), 0) >= alike * read.length;
  };
  const rung = (at: number): number => Math.round(least + ((most - least) * at) / (RUNGS - 1));
  // The lowest rung is tried first: what is noisy is dear already there. The highest needs no trial.
  if (await suffices(least)) return least;
  let [low, high] = [1, RUNGS - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await suffices(rung(middle))) high = middle;
    else low = middle + 1;
  }
  return rung(high);
}
