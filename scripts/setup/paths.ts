import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

/** Stamps, reports and locks of this checkout; may be deleted at any time. */
export const SCRATCH = join(ROOT, '.cache');

/** Where the built client lies. */
export const CLIENT_DIST = join(ROOT, 'dist', 'client');

/** Where made workers outlive a checkout: `VITRINE_CACHE`, or the platform's folder for caches. */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env.VITRINE_CACHE) return resolve(env.VITRINE_CACHE);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'vitrine');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? homedir(), 'vitrine', 'cache');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'vitrine');
}
