import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, run } from '../bootstrap/exec.cjs';
import { withLock } from '../bootstrap/lock.cjs';
import type { Steps } from '../bootstrap/steps.cjs';
import { CLIENT_DIST, ROOT, SCRATCH } from './paths.ts';
import { SetupError } from './setup-error.ts';
import { fingerprint, isStamped, writeStamp } from './stamp.ts';

const SOURCES = [
  'client',
  'shared',
  'shaders',
  'scenes',
  'tours',
  'assets',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
];
const STAMP = join(SCRATCH, 'client-build.stamp');
const TAIL_LINES = 40;

/** The arguments with which Node runs the bundler. */
export const VITE_BUILD = [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build'];

/** Whether the built client is there and no file that it is made from has changed since. */
export function clientIsFresh(): boolean {
  return existsSync(CLIENT_DIST) && isStamped(STAMP, fingerprint(ROOT, SOURCES));
}

async function build(): Promise<void> {
  const digest = fingerprint(ROOT, SOURCES);
  const ended = await run(process.execPath, VITE_BUILD, { quiet: true, cwd: ROOT });
  if (ended.code !== 0)
    throw new SetupError(`${lastLines(ended.output, TAIL_LINES)}\n\nThe client could not be built.`);
  await writeStamp(STAMP, digest);
}

/** Builds the client unless it is fresh. */
export async function ensureClient(steps: Steps): Promise<void> {
  if (clientIsFresh()) {
    steps.skip();
    return;
  }
  await steps.run('Building the client', (step) =>
    withLock(
      join(SCRATCH, 'client-build.lock'),
      async () => {
        if (!clientIsFresh()) await build();
      },
      () => step.note('another build is running', 'waiting for another build'),
    ),
  );
}
