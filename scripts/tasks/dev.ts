import { run, stopAll } from '../bootstrap/exec.cjs';
import { ensureClient, VITE_BUILD } from '../setup/client-build.ts';
import { ROOT } from '../setup/paths.ts';
import { ensureWorker } from '../setup/worker.ts';
import type { Task } from './task.ts';

/** The server and the client's bundler, both starting anew when a file changes; ends when either ends. */
export const dev: Task = async ({ steps }) => {
  const worker = await ensureWorker(steps);
  await ensureClient(steps);
  const env = { ...process.env, MEDIASOUP_WORKER_BIN: worker };
  const node = (args: string[]) => run(process.execPath, args, { cwd: ROOT, env });
  const first = await Promise.race([
    node(['--disable-warning=ExperimentalWarning', '--watch', 'server/main.ts']),
    node([...VITE_BUILD, '--watch', '--logLevel', 'warn']),
  ]);
  stopAll('SIGTERM');
  return first.code;
};
