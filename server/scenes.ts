import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findNodeAtLocation, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { z } from 'zod';
import { type Scene, sceneSchema } from '../shared/model/scene.ts';

/** Reads and checks a scene; throws an error that names the file, and line, place and reason of each fault in it. */
export async function readScene(folder: string, name: string): Promise<Scene> {
  const file = join(folder, name, `${name}.scene.json`);
  const read = parseScene(await readFile(file, 'utf8'), name);
  if ('scene' in read) return read.scene;
  const lines = read.faults.map(({ line, place, reason }) => `  line ${line}: ${place}${reason}`);
  throw new Error(`${file} is not a scene:\n${lines.join('\n')}`);
}

/** What is wrong in a scene file, and where. */
export type SceneFault = { line: number; place: string; reason: string };

/** The scene in a text, or every fault of it; `name` is what the scene must be called. */
export function parseScene(text: string, name: string): { scene: Scene } | { faults: SceneFault[] } {
  const broken: ParseError[] = [];
  const tree = parseTree(text, broken, { disallowComments: true });
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  if (!tree || broken.length > 0)
    return {
      faults: broken.map(({ error, offset }) => ({
        line: lineAt(offset),
        place: '',
        reason: printParseErrorCode(error),
      })),
    };
  const parsed = sceneSchema.safeParse(JSON.parse(text));
  const issues: Issue[] = parsed.success ? misnamed(parsed.data, name) : parsed.error.issues;
  if (parsed.success && issues.length === 0) return { scene: parsed.data };
  return {
    faults: issues.map(({ path, message }) => {
      const steps = path as (string | number)[];
      let depth = steps.length;
      while (depth > 0 && !findNodeAtLocation(tree, steps.slice(0, depth))) depth--;
      const offset = findNodeAtLocation(tree, steps.slice(0, depth))?.offset ?? 0;
      return { line: lineAt(offset), place: `${steps.join('.')}: `, reason: message };
    }),
  };
}

type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'>;

const misnamed = (scene: Scene, name: string): Issue[] =>
  scene.name === name ? [] : [{ path: ['name'], message: `must be "${name}", as its file` }];
