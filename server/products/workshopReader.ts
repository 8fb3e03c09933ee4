// A thread of its own reads what a work process has left: to check a long result holds up for too long whoever does it.
import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { LEVELS, PACKINGS } from '../../shared/model/delivery.ts';
import { SEVERITIES, STOPS } from '../../shared/model/examination.ts';
import { count, facts, partWith } from './modelShapes.ts';
import type { Job } from './pipeline/job.ts';
import { RESULT_BYTES, RESULT_FILES } from './pipeline/resultFiles.ts';
import { folderBytes, type ResultOf } from './workshopOutput.ts';

const measure = z.number();
const vec3 = z.tuple([measure, measure, measure]);
/** A file of the output: a plain relative path. */
const file = z
  .string()
  .max(200)
  .regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/);

const examination = z.object({
  main: z.string(),
  format: z.enum(['glb', 'gltf']),
  bytes: count,
  counts: z.object({ error: count, warning: count, info: count, hint: count }),
  findings: z
    .array(
      z.object({
        severity: z.enum(SEVERITIES),
        code: z.string(),
        pointer: z.string(),
        place: z
          .object({ kind: z.string(), index: z.number(), name: z.string(), property: z.string() })
          .optional(),
        values: z.array(z.string()),
        text: z.string(),
        count,
      }),
    )
    .max(200),
  generator: z.string(),
  version: z.string(),
  extensions: z.object({ used: z.array(z.string()), required: z.array(z.string()) }),
});
const refused = z.object({
  outcome: z.literal('refused'),
  stop: z.enum(STOPS),
  detail: z.string().max(4_000),
  examination: examination.optional(),
});
const files = z.array(z.object({ ...facts, level: z.enum(LEVELS), packing: z.enum(PACKINGS), file }));
const made = z.object({
  outcome: z.literal('made'),
  examination,
  original: z.object({ ...facts, file }),
  files,
  textures: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      slots: z.array(z.string()),
      widthPx: count,
      heightPx: count,
      bytes: count,
      outWidthPx: count,
      outHeightPx: count,
      outBytes: count,
      outType: z.string(),
    }),
  ),
  size: z.object({
    mm: vec3,
    doubt: z
      .object({
        why: z.enum(['too-large', 'too-small', 'flat-up', 'off-floor']),
        units: z.array(measure),
        up: z.string().optional(),
      })
      .optional(),
  }),
  parts: z.array(partWith(vec3)),
  explode: z.object({
    steps: count,
    parts: z.array(z.object({ id: z.string(), offset: vec3, step: count, on: z.string().optional() })),
  }),
  missed: z
    .array(
      z.discriminatedUnion('of', [
        z.object({ level: z.enum(LEVELS), of: z.literal('triangles'), moved: measure }),
        z.object({ level: z.enum(LEVELS), of: z.literal('bytes'), shrunk: count }),
      ]),
    )
    .optional(),
  shells: count,
  variants: z.array(z.string()),
  animations: z.array(z.object({ name: z.string(), seconds: measure })),
  usdz: z.union([file, z.literal('')]),
});
const SCHEMAS: { [Kind in Job['kind']]: z.ZodType<ResultOf[Kind]> } = {
  check: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('checked'), examination }), refused]),
  make: z.discriminatedUnion('outcome', [made, refused]),
  gpu: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('made'), files }), refused]),
  phone: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('made'), plain: file, usdz: file }),
    refused,
  ]),
};

/** The result as the text of what its form knows, undefined when it is not in its form or names a file that is not there. */
async function readChecked(kind: Job['kind'], out: string): Promise<string | undefined> {
  try {
    const result = SCHEMAS[kind].parse(JSON.parse(await readText(join(out, RESULT_FILES[kind]))));
    if (!(await folderBytes(out)).onlyPlain) return undefined;
    for (const each of filesOf(result)) if (!(await lstat(join(out, each))).isFile()) return undefined;
    return JSON.stringify(result);
  } catch {
    return undefined;
  }
}

function filesOf(result: ResultOf[Job['kind']]): string[] {
  if (result.outcome !== 'made') return [];
  if ('plain' in result) return [result.plain, result.usdz];
  const named = result.files.map((each) => each.file);
  if (!('original' in result)) return named;
  return [...named, result.original.file, ...(result.usdz ? [result.usdz] : [])];
}

/** Opens neither what a link leads to nor a pipe that would never end. */
async function readText(path: string): Promise<string> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > RESULT_BYTES) throw new Error('no result');
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

const { kind, out } = workerData as { kind: Job['kind']; out: string };
parentPort!.postMessage(await readChecked(kind, out));
