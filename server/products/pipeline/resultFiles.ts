import type { Job } from './job.ts';

/** The file in a job's `out` that holds its result. */
export const RESULT_FILES: Record<Job['kind'], string> = {
  check: 'check.json',
  make: 'result.json',
  gpu: 'gpu.json',
  phone: 'phone.json',
};

/** The longest result: what the server parses without a pause that anybody would notice; room for about ten thousand parts. */
export const RESULT_BYTES = 2_000_000;
