import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../bootstrap/exec.cjs';
import { ROOT } from '../setup/paths.ts';
import { SetupError } from '../setup/setup-error.ts';
import type { Task } from './task.ts';

const AUTHORING = join('assets', 'authoring');
const ENTRY = 'build.mjs';
/** Kinds that are made from what others made: products are taken apart, the film shows them, the light tier thins out everything. */
const LAST = ['apart', 'film', 'low'];

/** What there is to make, in the order in which it must be made. */
function kinds(): string[] {
  const folder = join(ROOT, AUTHORING);
  if (!existsSync(folder)) return [];
  const all = readdirSync(folder).filter((kind) => existsSync(join(folder, kind, ENTRY)));
  return all.sort((a, b) => LAST.indexOf(a) - LAST.indexOf(b) || a.localeCompare(b));
}

/** Installs what the asset scripts need beyond the project's packages; once, since npm sees that nothing changed. */
async function installPackages(): Promise<boolean> {
  const npm = join(ROOT, 'toolchain', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return (await run(process.execPath, [npm, ...options], { cwd: join(ROOT, AUTHORING) })).code === 0;
}

/** Makes the assets anew from their sources: all kinds, or those that are named; flags go to each kind's `build.mjs`. */
export const assets: Task = async ({ args }) => {
  const flags = args.filter((arg) => arg.startsWith('--'));
  const asked = args.filter((arg) => !arg.startsWith('--'));
  const unknown = asked.filter((kind) => !kinds().includes(kind));
  if (unknown.length > 0)
    throw new SetupError(`There is no "${unknown.join('", "')}" to make. There are: ${kinds().join(', ')}`);
  if (!(await installPackages())) return 1;
  for (const kind of kinds().filter((kind) => asked.length === 0 || asked.includes(kind))) {
    console.log(`\n${kind} …`);
    const { code } = await run(process.execPath, [join(AUTHORING, kind, ENTRY), ...flags], { cwd: ROOT });
    if (code !== 0) return code;
  }
  return 0;
};
