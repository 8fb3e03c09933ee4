import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelFile, ModelFiles } from '../../shared/model/delivery.ts';
import type { Draft, DraftResult } from '../../shared/model/draft.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Log } from '../log.ts';
import type { DraftChange, Drafts } from './drafts.ts';
import type { Files } from './files.ts';
import type { Job, Made, MadeFile, Refused } from './pipeline/job.ts';
import type { Workshop } from './workshop.ts';
import type { ResultOf } from './workshopOutput.ts';

/** Takes drafts through the workshop; what is waiting or worked on when the server ends is taken up again. */
export type Works = {
  /** Has a draft that came whole made into a model, or made anew. */
  start(draft: Draft, designer: string): void;
  /** Takes up what was waiting or being worked on when the server ended. */
  takeUp(): Promise<void>;
  /** Ends the work on a draft; `conflict` when there is none. */
  cancel(id: string): Promise<Draft>;
  /** Ends what is being worked on and waits for it. */
  close(): Promise<void>;
};

/** What works need: `folder` holds a folder for each draft, `sourceOf` tells where its files came to lie. */
export type WorksParts = {
  folder: string;
  workshop: Pick<Workshop, 'run'>;
  drafts: Drafts;
  files: Files;
  log: Log;
  sourceOf(draft: string): string;
};

/** Does a job of one kind for a draft. */
type Run = <Kind extends Job['kind']>(kind: Kind) => Promise<ResultOf[Kind] | Refused>;

/** Opens the works. */
export function openWorks({ folder, workshop, drafts, files, log, sourceOf }: WorksParts): Works {
  const running = new Map<string, { stop: AbortController; done: Promise<void> }>();
  let closing = false;
  const outOf = (id: string): string => join(folder, 'drafts', id, 'out');

  const addressed = async (id: string, made: readonly MadeFile[]): Promise<ModelFiles> => {
    const found: ModelFiles = {};
    for (const { level, packing, file, ...facts } of made) {
      const kept: ModelFile = { ...facts, url: await files.keep(join(outOf(id), file)) };
      found[level] = { ...found[level], [packing]: kept };
    }
    return found;
  };
  const toResult = async (id: string, made: Made): Promise<DraftResult> => {
    const { outcome, examination, original, files: inFolder, ...told } = made;
    const { file, ...facts } = original;
    return {
      ...told,
      original: { ...facts, url: await files.keep(join(outOf(id), file)) },
      files: await addressed(id, inFolder),
      usdz: made.usdz ? await files.keep(join(outOf(id), made.usdz)) : '',
    };
  };
  const make = async (draft: Draft, run: Run) => {
    const { id } = draft;
    await rm(outOf(id), { recursive: true, force: true });
    await mkdir(outOf(id), { recursive: true });
    const made = await run('make');
    // What is closing now is taken up again at the next start.
    if (closing) return;
    const examination = made.examination ?? null;
    if (made.outcome === 'refused') {
      const stop = { reason: made.stop, detail: made.detail };
      const state = made.stop === 'cancelled' ? 'cancelled' : 'refused';
      await drafts.change(id, { state, stop, examination, result: null, packing: false });
      return;
    }
    const result = await toResult(id, made);
    await drafts.change(id, { state: 'ready', stop: null, examination, result, packing: true });
    const packed = await run('gpu');
    if (closing) return;
    const change: DraftChange = { packing: false };
    if (packed.outcome === 'made') {
      const more = await addressed(id, packed.files);
      const levels = Object.entries(more) as [keyof ModelFiles, ModelFiles['hero']][];
      const merged = { ...result.files };
      for (const [level, packings] of levels) merged[level] = { ...merged[level], ...packings };
      change.result = { ...result, files: merged };
    } else log.warn({ draft: id, stop: packed.stop }, 'files for the graphics card could not be made');
    await drafts.change(id, change);
  };
  const work = async (draft: Draft, designer: string, signal: AbortSignal): Promise<void> => {
    const { id, options } = draft;
    const main = await drafts.mainOf(id);
    const run: Run = (kind) =>
      workshop.run(
        { kind, source: sourceOf(id), out: outOf(id), options, ...(main && { main }) },
        {
          owner: designer,
          signal,
          onProgress({ step, done, total }) {
            void drafts.progress(id, { step, done, total }).catch(() => undefined);
          },
        },
      );
    try {
      await drafts.change(id, { state: 'working', stop: null });
      await make(draft, run);
    } catch (error) {
      if (closing || (error instanceof Refusal && error.code === 'not-found')) return;
      log.error({ err: error, draft: id }, 'the work on an upload failed');
      await drafts
        .change(id, { state: 'refused', stop: { reason: 'broken', detail: '' }, packing: false })
        .catch(() => undefined);
    } finally {
      await drafts.progress(id, null).catch(() => undefined);
      if (!closing) await rm(outOf(id), { recursive: true, force: true });
    }
  };
  const start = (draft: Draft, designer: string): void => {
    if (closing || running.has(draft.id)) return;
    const stop = new AbortController();
    const done = work(draft, designer, stop.signal).finally(() => running.delete(draft.id));
    running.set(draft.id, { stop, done });
  };
  return {
    start,
    async takeUp() {
      for (const { draft, designer } of await drafts.unfinished()) start(draft, designer);
    },
    async cancel(id) {
      const now = running.get(id);
      if (!now) throw new Refusal('conflict', 'nothing is being worked on');
      now.stop.abort();
      await now.done;
      return drafts.get(id);
    },
    async close() {
      closing = true;
      for (const { stop } of running.values()) stop.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}
