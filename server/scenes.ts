import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Scene, sceneSchema } from '../shared/model/scene.ts';

/** Reads and checks a scene; throws an error that names the file and each wrong place in it. */
export async function readScene(folder: string, name: string): Promise<Scene> {
  const file = join(folder, name, `${name}.scene.json`);
  const parsed = sceneSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${file} is not a scene:\n${where.join('\n')}`);
}
