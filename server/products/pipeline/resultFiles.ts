import type { Job } from './job.ts';

/** The file in a job's `out` that holds its result. */
export const RESULT_FILES: Record<Job['kind'], string> = {
  check: 'check.json',
  make: 'result.json',
  gpu: 'gpu.json',
};
