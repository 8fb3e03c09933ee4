import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/paths.ts';

const modules = (...path: string[]) => join(ROOT, 'node_modules', ...path);

/** The formatter's and linter's command. */
export const BIOME = modules('@biomejs', 'biome', 'bin', 'biome');

/** A check that looks at the sources without running them; it counts as one test. */
export interface Check {
  name: string;
  command: string[];
  /** It takes so long that it runs beside all others. */
  isLong?: boolean;
}

const SIDES = ['client', 'server', 'shared', 'scripts', 'bench'];

/** The static checks in the order in which they run. */
export function staticChecks(): Check[] {
  const sides = SIDES.filter((side) => existsSync(join(ROOT, side)));
  const cruiser = modules('dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  return [
    { name: 'Format and lint (biome)', command: [BIOME, 'ci'] },
    {
      name: 'Types (tsc)',
      command: [modules('typescript', 'bin', 'tsc'), '--pretty', 'false'],
      isLong: true,
    },
    {
      name: 'Architecture (dependency-cruiser)',
      command: [cruiser, '--config', '.dependency-cruiser.cjs', ...sides],
    },
    { name: 'Dead code (knip)', command: [modules('knip', 'bin', 'knip.js'), '--no-progress'] },
  ];
}
