import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedWorker } from '../scripts/setup/worker-find.ts';
import { median, rounded } from './harness.ts';
import type { Bench, Row } from './report.ts';

const WARM_RUNS = 3;
const POLL_MS = 20;

type Start = { folder: string; env: NodeJS.ProcessEnv; port: number };

/** Seconds from `npm start` to the first answer of `/healthz`; the process is then ended by SIGTERM. */
async function secondsToHealth({ folder, env, port }: Start): Promise<number> {
  const start = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...env, PORT: String(port) },
    stdio: 'ignore',
    detached: true,
  });
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
      if (answer?.ok) return (performance.now() - start) / 1000;
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } finally {
    const exited = once(child, 'exit');
    process.kill(-child.pid!, 'SIGTERM');
    await exited;
  }
}

/** The checkout's committed files in a fresh folder, as a clone would have them. */
async function cloneTo(folder: string): Promise<void> {
  const git = spawn('git', ['clone', '--quiet', '--depth', '1', `file://${process.cwd()}`, folder], {
    stdio: 'inherit',
  });
  const [code] = (await once(git, 'exit')) as [number];
  if (code !== 0) throw new Error('git clone failed');
}

async function run(): Promise<Row[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'vitrine-start-'));
  const folder = join(scratch, 'clone');
  try {
    await cloneTo(folder);
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN ?? cachedWorker(),
      MEDIA_PORT: '0',
      npm_config_cache: join(scratch, 'npm-cache'),
    };
    const cold = await secondsToHealth({ folder, env, port: 18080 });
    const warm: number[] = [];
    for (let index = 0; index < WARM_RUNS; index++)
      warm.push(await secondsToHealth({ folder, env, port: 18081 + index }));
    return [
      {
        name: 'cold_s',
        value: rounded(cold, 1),
        unit: 's',
        peer: 'clean clone, empty npm cache, worker at hand',
      },
      { name: 'warm_s', value: rounded(median(warm), 2), unit: 's', peer: 'budget 5' },
    ];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** How long `npm start` takes until the server answers. */
export const bench: Bench = { title: '`npm start` to the first answer', run };
