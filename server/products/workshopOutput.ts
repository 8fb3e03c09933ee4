import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Checked, GpuResult, Job, MakeResult, PhoneResult, Refused } from './pipeline/job.ts';

/** What each kind of job ends with. */
export type ResultOf = { check: Checked | Refused; make: MakeResult; gpu: GpuResult; phone: PhoneResult };

/**
 * Reads the result of a job, which the process may have written to harm whoever reads it: only a plain file of a bounded
 * size counts, only in its form, and only when every file that it names is there. Undefined otherwise.
 */
export async function readResult<Kind extends Job['kind']>(
  kind: Kind,
  out: string,
): Promise<ResultOf[Kind] | undefined> {
  const file = new URL('./workshopReader.ts', import.meta.url);
  const reader = new Worker(file, { workerData: { kind, out }, execArgv: ['--no-warnings'] });
  const text = await new Promise<string | undefined>((resolve) => {
    reader.once('message', resolve);
    reader.once('error', () => resolve(undefined));
    reader.once('exit', () => resolve(undefined));
  });
  return text === undefined ? undefined : (JSON.parse(text) as ResultOf[Kind]);
}

/** Bytes of a folder, and whether it holds nothing but plain files and folders. What disappears meanwhile counts as nothing. */
export async function folderBytes(folder: string): Promise<{ bytes: number; onlyPlain: boolean }> {
  const sum = { bytes: 0, onlyPlain: true };
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const inner = await folderBytes(path);
      sum.bytes += inner.bytes;
      sum.onlyPlain &&= inner.onlyPlain;
    } else {
      sum.onlyPlain &&= entry.isFile();
      sum.bytes += await lstat(path).then(
        ({ size }) => size,
        () => 0,
      );
    }
  }
  return sum;
}
