import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../bootstrap/exec.cjs';
import { ROOT } from '../setup/paths.ts';
import { SetupError } from '../setup/setup-error.ts';
import type { Task } from './task.ts';

const AUTHORING = join('assets', 'authoring');
const ENTRY = 'build.mjs';

function kinds(): string[] {
  const folder = join(ROOT, AUTHORING);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((kind) => existsSync(join(folder, kind, ENTRY)));
}

/** Makes the assets anew from their sources: all kinds, or those that are named; flags go to each kind's `build.mjs`. */
export const assets: Task = async ({ args }) => {
  const flags = args.filter((arg) => arg.startsWith('--'));
  const asked = args.filter((arg) => !arg.startsWith('--'));
  const unknown = asked.filter((kind) => !kinds().includes(kind));
  if (unknown.length > 0)
    throw new SetupError(`There is no "${unknown.join('", "')}" to make. There are: ${kinds().join(', ')}`);
  for (const kind of asked.length > 0 ? asked : kinds()) {
    console.log(`\n${kind} …`);
    const { code } = await run(process.execPath, [join(AUTHORING, kind, ENTRY), ...flags], { cwd: ROOT });
    if (code !== 0) return code;
  }
  return 0;
};
