import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Tour, tourSchema } from '../../shared/model/tour.ts';
import { type Fault, faultyFile, parseData } from '../dataFile.ts';

/** Every tour of the house, by name. */
export type Tours = ReadonlyMap<string, Tour>;

/** Reads and checks all tours of a folder, none if there is no folder; throws an error that names the file, and line, place and reason of each fault in it. */
export async function readTours(folder: string): Promise<Tours> {
  const names = existsSync(folder)
    ? (await readdir(folder, { withFileTypes: true }))
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : [];
  return new Map(await Promise.all(names.map(async (name) => [name, await readTour(folder, name)] as const)));
}

async function readTour(folder: string, name: string): Promise<Tour> {
  const file = join(folder, name, `${name}.tour.json`);
  const read = parseTour(await readFile(file, 'utf8'), name);
  if ('faults' in read) throw faultyFile(file, 'tour', read.faults);
  return read.tour;
}

/** The tour in a text, or every fault of it; `name` is what the tour must be called. */
export function parseTour(text: string, name: string): { tour: Tour } | { faults: Fault[] } {
  const read = parseData(text, tourSchema, name);
  return 'data' in read ? { tour: read.data } : read;
}
