import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './paths.ts';
import { SetupError } from './setup-error.ts';
import { mediasoupVersion, overlayDigest, thisHost, workerKey } from './worker-key.ts';

/** A worker that runs on this machine, and where it comes from. */
export interface FoundWorker {
  path: string;
  from: string;
}

/** What the search depends on; tests hand in their own. */
export interface Places {
  env: NodeJS.ProcessEnv;
  cached: string;
  runs: (path: string) => boolean;
}

// The worker leaves with this code when no mediasoup started it: it loads, so its libraries are there.
const NOT_STARTED_BY_MEDIASOUP = 41;
const START_LIMIT_MS = 5000;

/** Whether the system can load and run this worker. */
export function workerRuns(path: string): boolean {
  const ended = spawnSync(path, [], { env: {}, stdio: 'ignore', timeout: START_LIMIT_MS });
  return ended.status === NOT_STARTED_BY_MEDIASOUP;
}

/** Where the cache keeps the worker for this package, overlay and machine. */
export function cachedWorker(): string {
  const key = workerKey(mediasoupVersion(), overlayDigest(), thisHost());
  const file = process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker';
  return join(cacheFolder(), key, file);
}

/** The file beside a cached worker that says how it was made. */
export function originFile(worker: string): string {
  return join(dirname(worker), 'origin.txt');
}

/** The worker to use, or nothing when one must be made. A broken `MEDIASOUP_WORKER_BIN` is refused, never ignored. */
export function findWorker(places: Places): FoundWorker | undefined {
  const { env, cached, runs } = places;
  const given = env.MEDIASOUP_WORKER_BIN;
  if (given) {
    if (!existsSync(given))
      throw new SetupError(`MEDIASOUP_WORKER_BIN names ${given}, and there is no such file.\n${UNSET}`);
    if (!runs(given))
      throw new SetupError(
        `MEDIASOUP_WORKER_BIN names ${given}, which does not run on this system.\n${UNSET}`,
      );
    return { path: given, from: 'MEDIASOUP_WORKER_BIN' };
  }
  if (!existsSync(cached) || !runs(cached)) return undefined;
  return { path: cached, from: originOf(cached) };
}

const UNSET = 'Correct the path, or unset the variable: set-up then finds or makes a worker by itself.';

function originOf(worker: string): string {
  try {
    return readFileSync(originFile(worker), 'utf8').trim();
  } catch {
    return 'cache';
  }
}
