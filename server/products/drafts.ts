import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { DEFAULT_OPTIONS, type MakeOptions } from '../../shared/model/delivery.ts';
import type { Draft, DraftFile, DraftProgress, DraftResult, DraftState } from '../../shared/model/draft.ts';
import type { Examination, Stop } from '../../shared/model/examination.ts';
import { isUploadPath } from '../../shared/model/uploadPath.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Person } from '../http/person.ts';
import type { Database } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';
import { hold, transaction } from '../store/transaction.ts';

/** What a designer announces of an upload: paths and bytes of its files. */
export type Announced = { path: string; bytes: number };

/** How much one designer may have lying here. */
export type DraftLimits = { bytesOfDraft: number; bytesOfDesigner: number; drafts: number; files: number };

/** What may be told of a draft while it changes. */
export type DraftChange = Partial<{
  state: DraftState;
  main: string;
  options: MakeOptions;
  stop: { reason: Stop; detail: string } | null;
  examination: Examination | null;
  result: DraftResult | null;
  packing: boolean;
}>;

/** The uploads of designers; each verb is atomic. */
export type Drafts = {
  /** Opens an upload for these files, which come still unless they are `whole`; `bad-input` for a path that leads elsewhere, `too-large` and `too-many` beyond the quota. */
  create(designer: string, name: string, files: readonly Announced[], whole?: boolean): Promise<Draft>;
  /** Adds files to an upload, such as one that its model names; what has the same path takes its place. */
  addFiles(id: string, files: readonly Announced[]): Promise<Draft>;
  get(id: string): Promise<Draft>;
  /** One that a person may see: their own, an owner all; `not-found` otherwise. */
  own(id: string, person: Person): Promise<Draft>;
  /** Newest first, from a place in that list, and how many there are in all. */
  list(
    designer: string,
    page: { offset: number; limit: number },
  ): Promise<{ drafts: Draft[]; total: number }>;
  /** Those that wait for the workshop or are in it, the longest waiting first, and whose they are. */
  unfinished(): Promise<{ draft: Draft; designer: string }[]>;
  /** A file has come whole; answers the draft as it is after. */
  received(id: string, path: string): Promise<Draft>;
  change(id: string, change: DraftChange): Promise<Draft>;
  /** The model within the upload that was chosen, empty when there is but one. */
  mainOf(id: string): Promise<string>;
  remove(id: string): Promise<void>;
  /** Tells what is being done now; not kept over a restart. */
  progress(id: string, progress: DraftProgress | null): Promise<void>;
  /** Calls back with each change of a draft until the undo is called. */
  follow(id: string, listener: (draft: Draft) => void): () => void;
};

/** The drafts over the database. */
export function openDrafts(db: Database, clock: Clock, limits: DraftLimits): Drafts {
  const listeners = new Map<string, Set<(draft: Draft) => void>>();
  const doing = new Map<string, DraftProgress>();
  const shown = (row: Selectable<Tables['draft']>): Draft => toDraft(row, doing.get(row.id) ?? null);
  const rowOf = async (id: string): Promise<Selectable<Tables['draft']>> => {
    const row = await db.selectFrom('draft').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'no such upload');
    return row;
  };
  const get = async (id: string): Promise<Draft> => shown(await rowOf(id));
  const tell = async (id: string): Promise<Draft> => {
    const draft = await get(id);
    for (const listener of [...(listeners.get(id) ?? [])]) listener(draft);
    return draft;
  };
  /** Changes the list of files within one transaction, so that two that come at once are both kept. */
  const changeFiles = async (id: string, change: (files: DraftFile[]) => DraftFile[], state?: DraftState) => {
    await transaction(db, async (tx) => {
      const row = await tx
        .selectFrom('draft')
        .select('files')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (!row) throw new Refusal('not-found', 'no such upload');
      const files = change(JSON.parse(row.files) as DraftFile[]);
      if (state) check(limits, files);
      const set = { files: JSON.stringify(files), bytes: sumOf(files), changed_at: clock.now() };
      await tx
        .updateTable('draft')
        .set({ ...set, ...(state && { state }) })
        .where('id', '=', id)
        .execute();
    });
    return tell(id);
  };
  return {
    get,
    async create(designer, name, announced, whole = false) {
      const files = announced.map(({ path, bytes }) => ({ path, bytes, whole }));
      check(limits, files);
      const id = randomUUID();
      const now = clock.now();
      await transaction(db, async (tx) => {
        await hold(tx, `drafts of ${designer}`);
        const { count, bytes } = await tx
          .selectFrom('draft')
          .select((e) => [e.fn.countAll<number>().as('count'), e.fn.sum<number | null>('bytes').as('bytes')])
          .where('designer', '=', designer)
          .executeTakeFirstOrThrow();
        if (count >= limits.drafts) throw new Refusal('too-many', `${limits.drafts} uploads at most`);
        if ((bytes ?? 0) + sumOf(files) > limits.bytesOfDesigner)
          throw new Refusal('too-large', `${limits.bytesOfDesigner} bytes at most in all uploads`);
        await tx
          .insertInto('draft')
          .values({
            id,
            designer,
            name,
            state: 'uploading',
            files: JSON.stringify(files),
            options: JSON.stringify(DEFAULT_OPTIONS),
            stop: null,
            examination: null,
            result: null,
            bytes: sumOf(files),
            created_at: now,
            changed_at: now,
          })
          .execute();
      });
      return get(id);
    },
    addFiles: (id, announced) =>
      changeFiles(
        id,
        (files) => [
          ...files.filter(({ path }) => !announced.some((file) => file.path === path)),
          ...announced.map((file) => ({ ...file, whole: false })),
        ],
        'uploading',
      ),
    async own(id, { visitor, role }) {
      const row = await rowOf(id);
      if (row.designer !== visitor && role !== 'owner') throw new Refusal('not-found', 'no such upload');
      return shown(row);
    },
    async list(designer, { offset, limit }) {
      const own = db.selectFrom('draft').where('designer', '=', designer);
      const { total } = await own
        .select((e) => e.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const rows = await own
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute();
      return { drafts: rows.map(shown), total };
    },
    async unfinished() {
      const rows = await db
        .selectFrom('draft')
        .selectAll()
        .where((e) => e.or([e('state', 'in', ['waiting', 'working']), e('packing', '=', 1)]))
        .orderBy('changed_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ draft: shown(row), designer: row.designer }));
    },
    received: (id, path) =>
      changeFiles(id, (files) => files.map((file) => (file.path === path ? { ...file, whole: true } : file))),
    async change(id, { state, main, options, stop, examination, result, packing }) {
      const text = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
      const set = {
        ...(state && { state }),
        ...(main !== undefined && { main }),
        ...(options && { options: JSON.stringify(options) }),
        ...(stop !== undefined && { stop: text(stop) }),
        ...(examination !== undefined && { examination: text(examination) }),
        ...(result !== undefined && { result: text(result) }),
        ...(packing !== undefined && { packing: Number(packing) }),
        changed_at: clock.now(),
      };
      if (state && state !== 'working') doing.delete(id);
      await db.updateTable('draft').set(set).where('id', '=', id).execute();
      return tell(id);
    },
    mainOf: async (id) => (await rowOf(id)).main,
    async remove(id) {
      await db.deleteFrom('draft').where('id', '=', id).execute();
      doing.delete(id);
      listeners.delete(id);
    },
    async progress(id, progress) {
      if (progress) doing.set(id, progress);
      else doing.delete(id);
      if (listeners.has(id)) await tell(id);
    },
    follow(id, listener) {
      const set = listeners.get(id) ?? new Set();
      listeners.set(id, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(id) === set) listeners.delete(id);
      };
    },
  };
}

const sumOf = (files: readonly Announced[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

function check(limits: DraftLimits, files: readonly Announced[]): void {
  if (files.length === 0) throw new Refusal('bad-input', 'no files');
  if (files.length > limits.files) throw new Refusal('too-many', `${limits.files} files at most`);
  const strange = files.find(({ path }) => !isUploadPath(path));
  if (strange) throw new Refusal('bad-input', `“${strange.path.slice(0, 80)}” is no path within an upload`);
  const names = new Set(files.map(({ path }) => path.normalize('NFC').toLowerCase()));
  if (names.size < files.length) throw new Refusal('bad-input', 'two files have the same path');
  if (sumOf(files) > limits.bytesOfDraft)
    throw new Refusal('too-large', `${limits.bytesOfDraft} bytes at most in one upload`);
}

function toDraft(row: Selectable<Tables['draft']>, progress: DraftProgress | null): Draft {
  const read = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    files: JSON.parse(row.files) as DraftFile[],
    options: JSON.parse(row.options) as MakeOptions,
    progress,
    stop: read(row.stop),
    examination: read(row.examination),
    result: read(row.result),
    packing: row.packing === 1,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
