import { ensureChromium } from '../setup/chromium.ts';
import { SetupError } from '../setup/setup-error.ts';
import { ensureWorker } from '../setup/worker.ts';
import { isPart, PARTS, type Part, runParts } from '../testing/parts.ts';
import type { Task } from './task.ts';

/** The parts to run and the arguments for vitest, from `--only <part>` and the rest. */
export function parseTestArguments(args: string[]): { parts: Part[]; rest: string[] } {
  const at = args.indexOf('--only');
  if (at < 0) return { parts: [...PARTS], rest: args };
  const part = args[at + 1];
  if (!isPart(part)) throw new SetupError(`--only takes one of: ${PARTS.join(', ')}`);
  return { parts: [part], rest: args.toSpliced(at, 2) };
}

// What can't be had is said at once; the parts that do without it still run.
async function prepare(variable: string, ensure: () => Promise<string>): Promise<boolean> {
  try {
    process.env[variable] = await ensure();
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}\n`);
    return false;
  }
}

/** Everything that is tested, in order; all of it runs even when an early part fails. */
export const test: Task = async ({ args, steps }) => {
  const { parts, rest } = parseTestArguments(args);
  const unready: Part[] = [];
  if (parts.some((part) => part !== 'static')) {
    if (!(await prepare('MEDIASOUP_WORKER_BIN', () => ensureWorker(steps)))) unready.push('e2e');
  }
  if (parts.includes('e2e') && !(await prepare('CHROMIUM_PATH', () => ensureChromium(steps))))
    unready.push('e2e');
  return runParts(parts, rest, unready);
};
