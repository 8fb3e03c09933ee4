import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from '../config.ts';

// A restore lays everything into a folder `.restore-<id>` beside what is there, then says that it holds: on SQLite by
// a file, on PostgreSQL by a setting within the transaction that fills the database. Only then is anything moved, by
// renaming, and whoever opens the house next goes on with that where a restore was killed. So there is the old or the
// new, never half of each.

/** The name of the SQLite file in the data folder. */
export const DATABASE_FILE = 'vitrine.sqlite';
/** The setting that names the restore which a PostgreSQL database comes from. */
export const RESTORED = 'restored';

/** Folders of restores begin so. */
export const STAGING = '.restore-';
/** Within one: what is to be, that it holds, what was there before, and what shows that it is being worked at. */
const [NEW, READY, OLD, LOCK] = ['new', 'ready', 'old', 'lock'];
/** Stands in for what the archive has not, so that it goes from the data folder too. */
const ABSENT = '.absent';

/** What a restore lays anew in the data folder; what SQLite keeps beside a file goes first, as it would spoil the new one. */
const topsOf = (sqlite: boolean): string[] => {
  const files = [...(sqlite ? [DATABASE_FILE] : []), 'test-payments.sqlite'];
  return [
    ...files.flatMap((file) => [`${file}-wal`, `${file}-shm`]),
    ...files,
    'products',
    'recordings',
    'outbox',
  ];
};

/** A restore that is being prepared. */
export type Staging = {
  id: string;
  /** Where to lay what is to be. */
  place: string;
  /** Where to lay what is needed meanwhile. */
  work: string;
  /** Says that all is laid; on SQLite from then on it holds. */
  ready(): Promise<void>;
  /** Moves everything into place and ends. */
  settle(): Promise<void>;
  /** Throws it away, unless it may hold. */
  abandon(): Promise<void>;
};

/** The lock that the system takes away with its holder, however that ends; undefined when somebody has it. */
function lockOf(folder: string): DatabaseSync | undefined {
  const lock = new DatabaseSync(join(folder, LOCK));
  try {
    lock.exec('PRAGMA busy_timeout = 0; begin exclusive');
    return lock;
  } catch {
    lock.close();
    return undefined;
  }
}

/** Begins a restore into a data folder. */
export async function stage(folder: string, id: string, sqlite: boolean): Promise<Staging> {
  const own = join(folder, STAGING + id);
  const [place, work] = [join(own, NEW), join(own, 'work')];
  await mkdir(place, { recursive: true, mode: 0o700 });
  await mkdir(work);
  const lock = lockOf(own)!;
  let laid = false;
  return {
    ...{ id, place, work },
    async ready() {
      for (const top of topsOf(sqlite))
        if (!existsSync(join(place, top))) await (await open(join(place, top + ABSENT), 'w')).close();
      await syncFolder(place);
      laid = true;
      if (!sqlite) return;
      await (await open(join(own, READY), 'w')).close();
      await syncFolder(own);
    },
    async settle() {
      await moveIn(folder, own, sqlite);
      lock.close();
      await rm(own, { recursive: true, force: true });
    },
    async abandon() {
      lock.close();
      if (!laid) await rm(own, { recursive: true, force: true });
    },
  };
}

/**
 * Ends what restores have left behind in a data folder: those that hold are moved in, the others thrown away. `holds`
 * knows which on PostgreSQL; a ConfigError while one is still being worked at.
 */
export async function settleRestores(
  folder: string,
  holds: ((id: string) => Promise<boolean>) | undefined,
): Promise<void> {
  const names = await readdir(folder).catch(() => [] as string[]);
  for (const name of names.filter((each) => each.startsWith(STAGING))) {
    const own = join(folder, name);
    const lock = lockOf(own);
    if (!lock) throw new ConfigError(`A restore into ${folder} is going on: wait until it ends.`);
    const held = holds ? await holds(name.slice(STAGING.length)) : existsSync(join(own, READY));
    if (held) await moveIn(folder, own, !holds);
    lock.close();
    await rm(own, { recursive: true, force: true });
  }
}

/** Each step may have been done before; done again it does nothing. */
async function moveIn(folder: string, own: string, sqlite: boolean): Promise<void> {
  await mkdir(join(own, OLD), { recursive: true });
  for (const top of topsOf(sqlite)) {
    const [target, fresh, old] = [join(folder, top), join(own, NEW, top), join(own, OLD, top)];
    const absent = fresh + ABSENT;
    if (!existsSync(fresh) && !existsSync(absent)) continue;
    if (existsSync(target)) await rename(target, old);
    if (existsSync(fresh)) await rename(fresh, target);
    else await rm(absent);
  }
  await syncFolder(folder);
}

/** Names of files are on the disk only when their folder is. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
