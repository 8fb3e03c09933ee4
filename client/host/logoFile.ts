import { scaledPicture } from '../ui/scaledPicture.ts';

/** Pixels of the longest edge of a logo, and of its bytes as base64. */
const LOGO_PIXELS = 640;
const LOGO_BASE64 = 54_000;
const QUALITIES = [0.92, 0.8, 0.6, 0.4];

/** Any picture a browser can read, made small enough for a logo: WebP with its transparency, as base64. Rejects what is no picture. */
export async function readLogoFile(file: Blob | HTMLImageElement): Promise<string> {
  const canvas = await scaledPicture(file, LOGO_PIXELS);
  for (const quality of QUALITIES) {
    const base64 = canvas.toDataURL('image/webp', quality).split(',')[1] ?? '';
    if (base64.length <= LOGO_BASE64) return base64;
  }
  throw new Error('the picture stays too large');
}
