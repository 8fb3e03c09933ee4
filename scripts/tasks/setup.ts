import { ensureClient } from '../setup/client-build.ts';
import { ensureWorker } from '../setup/worker.ts';
import type { Task } from './task.ts';

/** Prepares everything that `npm start` needs. */
export const setup: Task = async ({ steps }) => {
  await ensureWorker(steps);
  await ensureClient(steps);
  console.log('Everything is ready: npm start');
  return 0;
};
