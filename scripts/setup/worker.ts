import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withLock } from '../bootstrap/lock.cjs';
import type { Step, Steps } from '../bootstrap/steps.cjs';
import { buildWorker } from './worker-build.ts';
import { downloadWorker } from './worker-download.ts';
import { cachedWorker, findWorker, originFile, workerRuns } from './worker-find.ts';
import { mediasoupVersion, thisHost } from './worker-key.ts';
import { proveWorker } from './worker-proof.ts';

async function make(step: Step, target: string): Promise<string> {
  const version = mediasoupVersion();
  step.note('downloading', 'downloading');
  if (await downloadWorker(version, thisHost(), target)) return `prebuilt worker ${version}, downloaded`;
  step.note('not to be had as a download, compiling it', 'compiling');
  return `worker ${version}, compiled here with ${await buildWorker(step, target)}`;
}

// Whoever finds the worker in the cache finds a whole and proven one: it gets its name last.
async function makeAndKeep(step: Step, cached: string): Promise<void> {
  const unproven = `${cached}.${process.pid}.new`;
  try {
    const origin = await make(step, unproven);
    step.note('trying it');
    await proveWorker(unproven);
    await writeFile(originFile(cached), `${origin}\n`);
    await rename(unproven, cached);
  } finally {
    await rm(unproven, { force: true });
  }
}

/** Finds or makes the media worker and answers its path: the environment's, the cache's, a download, or compiled here. */
export async function ensureWorker(steps: Steps): Promise<string> {
  const cached = cachedWorker();
  const find = () => findWorker({ env: process.env, cached, runs: workerRuns });
  const found = find();
  if (found) {
    steps.skip();
    return found.path;
  }
  await mkdir(dirname(cached), { recursive: true });
  await steps.run('Getting the media worker', (step) =>
    withLock(
      `${dirname(cached)}.lock`,
      async () => {
        if (!find()) await makeAndKeep(step, cached);
      },
      () => step.note('another set-up is making it', 'waiting for another set-up'),
    ),
  );
  return cached;
}
