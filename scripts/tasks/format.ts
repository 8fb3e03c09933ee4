import { run } from '../bootstrap/exec.cjs';
import { ROOT } from '../setup/paths.ts';
import { BIOME } from '../testing/checks.ts';
import type { Task } from './task.ts';

/** Formats every file and applies the linter's safe corrections. */
export const format: Task = async ({ args }) =>
  (await run(process.execPath, [BIOME, 'check', '--write', ...args], { cwd: ROOT })).code;
