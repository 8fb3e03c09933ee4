// The work process: does the one job of the folder that it is given, and ends.
import { followParent } from './follow.ts';
import type { Progress } from './job.ts';
import { run } from './run.ts';

followParent(Number(process.argv[3]));

await run(
  process.argv[2]!,
  {
    // Loaded only when needed: a check needs neither encoders nor simplifiers.
    make: async () => (await import('./make.ts')).make,
    gpu: async () => (await import('./gpu.ts')).gpu,
    phone: async () => (await import('./phone.ts')).phone,
  },
  (step, done, total) => {
    process.stdout.write(`${JSON.stringify({ step, done, total } satisfies Progress)}\n`);
  },
);
process.exit(0);
