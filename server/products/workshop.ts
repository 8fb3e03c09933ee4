import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Stop } from '../../shared/model/examination.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Job, Progress, Refused } from './pipeline/job.ts';
import { commandOf, findIsolation, type Isolation } from './workshopIsolation.ts';
import { folderBytes, type ResultOf, readResult } from './workshopOutput.ts';
import { runProcess, type WorkLimits } from './workshopProcess.ts';
import { openQueue } from './workshopQueue.ts';

/** What a job may take unless it is said otherwise. */
export const WORK_LIMITS: WorkLimits = {
  makeMs: 60_000,
  gpuMs: 300_000,
  memoryBytes: 1_500_000_000,
  outputBytes: 400_000_000,
};
/** Part of the memory that V8's own heap may take; pictures and decoders lie beside it. */
const HEAP_SHARE = 0.6;

/** How a job is run: for whom (its turn comes fairly among owners), who listens, and how it is cancelled. */
export type RunOptions = { owner?: string; onProgress?(progress: Progress): void; signal?: AbortSignal };

/** Where uploads are checked and made into products, each job in a process of its own. */
export type Workshop = {
  /** Does a job when its turn comes. Answers a refusal, never rejects, whatever the upload does. */
  run<Kind extends Job['kind']>(
    job: Job & { kind: Kind },
    options?: RunOptions,
  ): Promise<ResultOf[Kind] | Refused>;
  /** Jobs that wait for their turn. */
  waiting(): number;
  /** Ends all jobs as cancelled and waits for them; twice is once. */
  close(): Promise<void>;
};

/** What a workshop needs: a folder of its own for its jobs, which is emptied first, and perhaps another process than the pipeline's. */
export type WorkshopParts = {
  folder: string;
  clock: Clock;
  log: Log;
  limits?: Partial<WorkLimits>;
  atOnce?: number;
  entry?: string;
};

/** Opens the workshop; the first thing it does is to find out how its processes can be kept off the network. */
export async function openWorkshop(parts: WorkshopParts): Promise<Workshop> {
  const { log, atOnce = Math.max(1, availableParallelism() - 1) } = parts;
  // What a server that was killed left behind is nobody's any more.
  await rm(parts.folder, { recursive: true, force: true });
  await mkdir(parts.folder, { recursive: true });
  const isolation = await findIsolation();
  log.info({ isolation: isolation.name, atOnce }, 'workshop open');
  const queue = openQueue(atOnce);
  const closing = new AbortController();
  const jobs = new Set<Promise<unknown>>();

  const inTurn = async <Kind extends Job['kind']>(job: Job & { kind: Kind }, options: RunOptions) => {
    const signal = AbortSignal.any([closing.signal, ...(options.signal ? [options.signal] : [])]);
    const leave = await queue.enter(options.owner ?? '', signal, job.kind === 'gpu').catch(() => undefined);
    if (!leave) return refusal('cancelled');
    try {
      return await doJob(parts, isolation, job, { ...options, signal });
    } catch (error) {
      log.error({ err: error, kind: job.kind }, 'workshop failed');
      return refusal('broken');
    } finally {
      leave();
    }
  };

  return {
    waiting: () => queue.waiting(),
    run(job, options = {}) {
      const done = inTurn(job, options);
      jobs.add(done);
      void done.then(() => jobs.delete(done));
      return done;
    },
    async close() {
      closing.abort();
      await Promise.all(jobs);
    },
  };
}

const refusal = (stop: Stop): Refused => ({ outcome: 'refused', stop, detail: '' });

async function doJob<Kind extends Job['kind']>(
  { folder, clock, log, limits, entry }: WorkshopParts,
  isolation: Isolation,
  job: Job & { kind: Kind },
  { onProgress = () => {}, signal }: RunOptions & { signal: AbortSignal },
): Promise<ResultOf[Kind] | Refused> {
  if (signal.aborted) return refusal('cancelled');
  const { makeMs, gpuMs, ...most } = { ...WORK_LIMITS, ...limits };
  const place = await mkdtemp(join(folder, 'job-'));
  const startedAt = clock.now();
  try {
    await writeFile(join(place, 'job.json'), JSON.stringify(job));
    const ending = await runProcess({
      command: commandOf(isolation, {
        entry: entry ?? join(import.meta.dirname, 'pipeline/child.ts'),
        folder: place,
        source: job.source,
        out: job.out,
        heapMegabytes: Math.ceil((most.memoryBytes * HEAP_SHARE) / 2 ** 20),
      }),
      folder: place,
      out: job.out,
      limits: { ...most, wallMs: job.kind === 'gpu' ? gpuMs : makeMs },
      onProgress,
      signal,
    });
    const result = await resultOf(job, ending, most.outputBytes);
    const stop = result.outcome === 'refused' ? result.stop : undefined;
    log.info({ kind: job.kind, outcome: result.outcome, stop, ms: clock.now() - startedAt }, 'workshop done');
    if (stop === 'broken') log.warn({ code: ending.code, said: ending.said.slice(-500) }, 'workshop broken');
    return result;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function resultOf<Kind extends Job['kind']>(
  job: Job & { kind: Kind },
  { stop, code }: { stop?: Stop; code: number | null },
  outputBytes: number,
): Promise<ResultOf[Kind] | Refused> {
  if (stop) return refusal(stop);
  if (code !== 0) return refusal('broken');
  if ((await folderBytes(job.out)).bytes > outputBytes) return refusal('too-much-output');
  return (await readResult(job.kind, job.out)) ?? refusal('broken');
}
