import { run } from '../bootstrap/exec.cjs';
import { ensureChromium } from '../setup/chromium.ts';
import { ensureClient } from '../setup/client-build.ts';
import { ROOT } from '../setup/paths.ts';
import { ensureWorker } from '../setup/worker.ts';
import type { Task } from './task.ts';

/** Runs one benchmark, or all, with the worker, Chromium and the built client at hand. */
export const bench: Task = async ({ args, steps }) => {
  const worker = await ensureWorker(steps);
  const chromium = await ensureChromium(steps);
  await ensureClient(steps);
  const env = { ...process.env, MEDIASOUP_WORKER_BIN: worker, CHROMIUM_PATH: chromium };
  return (await run(process.execPath, ['bench/run.ts', ...args], { cwd: ROOT, env })).code;
};
