import { ensureClient } from '../setup/client-build.ts';
import type { Task } from './task.ts';

/** Builds the client unless it is fresh. */
export const build: Task = async ({ steps }) => {
  await ensureClient(steps);
  return 0;
};
