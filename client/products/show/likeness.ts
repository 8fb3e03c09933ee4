import { ssim } from 'ssim.js';

/** How alike two pictures are: structural similarity (Wang et al. 2004, 1 is the same) and peak signal to noise (dB, 99 stands for the same). */
export type Likeness = { ssim: number; psnr: number };

/** Compares two pictures of one size. */
export function likenessOf(before: ImageData, after: ImageData): Likeness {
  const { mssim } = ssim(before as never, after as never, { ssim: 'fast', downsample: false });
  return { ssim: mssim, psnr: psnrOf(before.data, after.data) };
}

function psnrOf(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let squares = 0;
  for (let at = 0; at < a.length; at += 4)
    for (let channel = 0; channel < 3; channel++) squares += (a[at + channel]! - b[at + channel]!) ** 2;
  if (squares === 0) return 99;
  return 10 * Math.log10(255 ** 2 / (squares / ((a.length / 4) * 3)));
}

/** A picture of where two differ: grey where they are the same, the warmer the more they differ. `gain` makes small differences seen. */
export function differencePicture(before: ImageData, after: ImageData, gain = 8): ImageData {
  const picture = new ImageData(before.width, before.height);
  for (let at = 0; at < before.data.length; at += 4) {
    let most = 0;
    for (let channel = 0; channel < 3; channel++)
      most = Math.max(most, Math.abs(before.data[at + channel]! - after.data[at + channel]!));
    const heat = Math.min(1, (most * gain) / 255);
    const grey = 228 - 20 * (1 - before.data[at + 1]! / 255);
    picture.data[at] = grey + (214 - grey) * heat;
    picture.data[at + 1] = grey + (69 - grey) * heat;
    picture.data[at + 2] = grey + (61 - grey) * heat;
    picture.data[at + 3] = 255;
  }
  return picture;
}
