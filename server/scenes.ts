import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Scene, sceneSchema } from '../shared/model/scene.ts';
import { type Fault, faultyFile, parseData } from './dataFile.ts';

/** Reads and checks a scene; throws an error that names the file, and line, place and reason of each fault in it. */
export async function readScene(folder: string, name: string): Promise<Scene> {
  const file = join(folder, name, `${name}.scene.json`);
  const read = parseScene(await readFile(file, 'utf8'), name);
  if ('scene' in read) return read.scene;
  throw faultyFile(file, 'scene', read.faults);
}

/** The scene in a text, or every fault of it; `name` is what the scene must be called. */
export function parseScene(text: string, name: string): { scene: Scene } | { faults: Fault[] } {
  const read = parseData(text, sceneSchema, name);
  return 'data' in read ? { scene: read.data } : read;
}
