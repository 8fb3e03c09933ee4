import { ensureClient } from '../setup/client-build.ts';
import { tcpPortFree } from '../setup/ports.ts';
import { SetupError } from '../setup/setup-error.ts';
import { ensureWorker } from '../setup/worker.ts';
import type { Task } from './task.ts';

const DEFAULT_PORT = 8080;

/** Prepares everything, then hands the server's command line to `run.cjs`, which runs it in this process' place. */
export const start: Task = async ({ args, steps }) => {
  const worker = await ensureWorker(steps);
  await ensureClient(steps);
  const port = Number(process.env.PORT || DEFAULT_PORT);
  if (port !== 0 && !(await tcpPortFree(port, process.env.HOST))) {
    throw new SetupError(
      `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
    );
  }
  const flags = [
    '--disable-warning=ExperimentalWarning',
    '--require',
    './scripts/bootstrap/follow-parent.cjs',
  ];
  process.send?.({ args: [...flags, 'server/main.ts', ...args], env: { MEDIASOUP_WORKER_BIN: worker } });
  return 0;
};
