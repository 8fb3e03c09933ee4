// The work process: does the one job of the folder that it is given, and ends.
import { followParent } from './follow.ts';
import type { Progress } from './job.ts';
import { type Gpu, type Make, run } from './run.ts';

followParent(Number(process.argv[3]));

// Loaded only when needed: a check needs neither encoders nor simplifiers.
const load = async <T>(file: string): Promise<T> => (await import(new URL(file, import.meta.url).href)) as T;

await run(
  process.argv[2]!,
  {
    make: async () => (await load<{ make: Make }>('./make.ts')).make,
    gpu: async () => (await load<{ gpu: Gpu }>('./gpu.ts')).gpu,
  },
  (step, done, total) => {
    process.stdout.write(`${JSON.stringify({ step, done, total } satisfies Progress)}\n`);
  },
);
process.exit(0);
