import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** Leave to load a file for a while, as part of its address: players send no token. Valid until this process ends, at most. */
export type Passes = {
  /** An address with a pass for it. */
  sign(path: string): string;
  valid(path: string, pass: string | undefined): boolean;
};

/** Milliseconds for which a pass is good. */
const VALID_MS = 6 * 3600 * 1000;

/** Opens the passes, with a secret of their own. */
export function openPasses(clock: Clock): Passes {
  const secret = randomBytes(32);
  const seal = (path: string, until: string) =>
    createHmac('sha256', secret).update(`${until} ${path}`).digest();
  return {
    sign(path) {
      const until = String(clock.now() + VALID_MS);
      return `${path}?pass=${until}.${seal(path, until).toString('base64url')}`;
    },
    valid(path, pass = '') {
      const [until = '', given = ''] = pass.split('.');
      const sealed = Buffer.from(given, 'base64url');
      const wanted = seal(path, until);
      return (
        sealed.length === wanted.length && timingSafeEqual(sealed, wanted) && Number(until) > clock.now()
      );
    },
  };
}
