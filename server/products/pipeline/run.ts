import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Examination } from '../../../shared/model/examination.ts';
import { examine } from './examine.ts';
import { findModel } from './findModel.ts';
import {
  type Checked,
  type GpuResult,
  type Job,
  type Made,
  type PhoneResult,
  type Progress,
  type Refused,
  Stopped,
} from './job.ts';
import type { Resources } from './resources.ts';
import { RESULT_BYTES, RESULT_FILES } from './resultFiles.ts';
import { unpack } from './unpack.ts';

/** Tells how far a step has come. */
export type Report = (step: Progress['step'], done: number, total: number) => void;

/** Makes the files of a product out of an upload that has been checked. */
export type Make = (parts: {
  job: Job;
  resources: Resources;
  examination: Examination;
  report: Report;
}) => Promise<Made>;

/** Makes the files with textures for the graphics card, out of what a `make` left. */
export type Gpu = (job: Job, report: Report) => Promise<GpuResult>;

/** Makes the files for the viewers of phones out of a file that we made. */
export type Phone = (job: Job, report: Report) => Promise<PhoneResult>;

/** The work that comes after the check. Each is loaded when it is needed. */
export type Steps = { make(): Promise<Make>; gpu(): Promise<Gpu>; phone(): Promise<Phone> };

type Result = Checked | Made | GpuResult | PhoneResult;

/** Does the job of a folder and leaves its result in `out`. Whatever is thrown becomes a refusal without paths or stacks. */
export async function run(folder: string, steps: Steps, report: Report): Promise<void> {
  const job = JSON.parse(await readFile(join(folder, 'job.json'), 'utf8')) as Job;
  const result = await work(job, steps, report).catch(refusalOf);
  await writeFile(join(job.out, RESULT_FILES[job.kind]), bounded(result));
}

/** A result that nobody could read in time is none. */
function bounded(result: Result): string {
  const text = JSON.stringify(result);
  const bytes = Buffer.byteLength(text);
  if (bytes <= RESULT_BYTES) return text;
  const refused: Refused = {
    outcome: 'refused',
    stop: 'too-complex',
    detail: `parts: ${bytes} > ${RESULT_BYTES}`,
  };
  return JSON.stringify('examination' in result ? { ...refused, examination: result.examination } : refused);
}

async function work(job: Job, steps: Steps, report: Report): Promise<Result> {
  if (job.kind === 'gpu') return (await steps.gpu())(job, report);
  if (job.kind === 'phone') return (await steps.phone())(job, report);
  report('unpack', 0, 1);
  const resources = await unpack(job.source);
  report('unpack', 1, 1);
  report('check', 0, 1);
  const examination = await examine(resources, findModel(resources, job.main));
  report('check', 1, 1);
  if (job.kind === 'check') return { outcome: 'checked', examination };
  return withExamination(examination, async () => {
    const make = await steps.make();
    return make({ job, resources, examination, report });
  });
}

/** A refusal that comes after the check carries what the check said. */
async function withExamination(examination: Examination, make: () => Promise<Made>): Promise<Made> {
  try {
    return await make();
  } catch (error) {
    const { stop, detail, examination: own = examination } = refusalOf(error);
    throw new Stopped(stop, detail, own);
  }
}

/** What an engine says when there is no room for an array or a text. */
const NO_ROOM = /allocation failed|Invalid (typed array|array|string) length|out of memory|too large/i;

function refusalOf(error: unknown): Refused {
  if (error instanceof Stopped) {
    const { stop, detail, examination } = error;
    return { outcome: 'refused', stop, detail, ...(examination ? { examination } : {}) };
  }
  const { name = '', message = '' } = error instanceof Error ? error : {};
  if (name === 'RangeError' && NO_ROOM.test(message))
    return { outcome: 'refused', stop: 'too-much-memory', detail: '' };
  return { outcome: 'refused', stop: 'broken', detail: name };
}
