import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Fault } from '../../server/dataFile.ts';
import { parseScene } from '../../server/scenes.ts';
import { parseTour } from '../../server/tours/read.ts';
import { ROOT } from '../setup/paths.ts';
import type { Task } from './task.ts';

/** What can be checked: the folder of ours, how its files end, and how the server reads one. */
const KINDS = [
  { folder: 'scenes', ending: '.scene.json', parse: parseScene },
  { folder: 'tours', ending: '.tour.json', parse: parseTour },
] as const;

/** Checks files of scenes and tours, all of ours or those that are named: prints line, place and reason of every fault; exit code 1 if there is one. */
export const scene: Task = async ({ args }) => {
  let faults = 0;
  for (const file of args.length > 0 ? args : KINDS.flatMap(ownFiles)) {
    const found = faultsOf(file);
    faults += found.length;
    console.log(`${file}: ${found.length === 0 ? 'ok' : `${found.length} to mend`}`);
    for (const { line, place, reason } of found) console.log(`  line ${line}: ${place}${reason}`);
  }
  return faults > 0 ? 1 : 0;
};

function ownFiles({ folder, ending }: (typeof KINDS)[number]): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(ROOT, folder, name, name + ending));
}

function faultsOf(file: string): Fault[] {
  const kind = KINDS.find(({ ending }) => file.endsWith(ending));
  if (!kind) return [wrongFile(`its name must end in ${KINDS.map(({ ending }) => ending).join(' or ')}`)];
  if (!existsSync(file)) return [wrongFile('there is no such file')];
  const read = kind.parse(readFileSync(file, 'utf8'), basename(file, kind.ending));
  return 'faults' in read ? read.faults : [];
}

const wrongFile = (reason: string): Fault => ({ line: 1, place: '', reason });
