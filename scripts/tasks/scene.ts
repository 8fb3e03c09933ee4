import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseScene } from '../../server/scenes.ts';
import { ROOT } from '../setup/paths.ts';
import type { Task } from './task.ts';

const SCENES = join(ROOT, 'scenes');
const ENDING = '.scene.json';

/** Checks scene files, all of ours or those that are named: prints line, place and reason of every fault; exit code 1 if there is one. */
export const scene: Task = async ({ args }) => {
  const own = readdirSync(SCENES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(SCENES, name, name + ENDING));
  let faults = 0;
  for (const file of args.length > 0 ? args : own) {
    const read = parseScene(readFileSync(file, 'utf8'), basename(file, ENDING));
    const found = 'faults' in read ? read.faults : [];
    faults += found.length;
    console.log(`${file}: ${found.length === 0 ? 'ok' : `${found.length} to mend`}`);
    for (const { line, place, reason } of found) console.log(`  line ${line}: ${place}${reason}`);
  }
  return faults > 0 ? 1 : 0;
};
