import { Refusal } from '../../shared/wire/refusal.ts';
import { readPicture } from '../picture.ts';
import type { Logo } from './records.ts';

/** Pixels of the longer edge beyond which a picture is no logo. */
const MAX_PIXELS = 2048;

/** Checks that bytes are a PNG or WebP picture of a reasonable size, by their heads; `bad-input` otherwise. */
export function readLogo(bytes: Buffer): Logo {
  const head = readPicture(bytes);
  if (!head || head.type === 'image/jpeg')
    throw new Refusal('bad-input', 'logo: a PNG or WebP picture, please');
  const { type, width, height } = head;
  if (width < 1 || height < 1 || Math.max(width, height) > MAX_PIXELS)
    throw new Refusal('bad-input', `logo: at most ${MAX_PIXELS} pixels wide and high`);
  return { type, bytes };
}
