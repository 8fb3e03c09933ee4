import { createHash } from 'node:crypto';

/** The name of a picture that stays the same from run to run: what it contains. */
export const keyOf = (image: Uint8Array): string =>
  createHash('sha256').update(image).digest('hex').slice(0, 16);
