import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { readFilm } from './house.ts';

/** The house film's layers, smallest first, and its sound. */
const FILM = {
  layers: ['house-180.ivf', 'house-360.ivf', 'house.ivf'].map((name) => join('assets', 'film', name)),
  audio: join('assets', 'film', 'house.opus.ogg'),
};

/** The house's film; undefined, and said so, where its files are missing. */
export async function openFilm(log: Log) {
  if ([...FILM.layers, FILM.audio].every((file) => existsSync(file)))
    return readFilm(FILM.layers, FILM.audio);
  log.warn({ files: FILM }, 'no house film: the screen stays dark while no host is live');
  return undefined;
}
