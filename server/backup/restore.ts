import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Kysely, sql } from 'kysely';
import { migrations } from '../store/migrations.ts';
import { type Database, openDatabase } from '../store/open.ts';
import { APPLICATION, alone, explainPostgres, openPostgres } from '../store/postgres.ts';
import { DATABASE_FILE, RESTORED, stage } from '../store/restored.ts';
import { setSetting } from '../store/settings.ts';
import { shapeOf } from '../store/shape.ts';
import { openSqlite } from '../store/sqlite.ts';
import { BackupError } from './error.ts';
import { filesOf, PAYMENTS } from './files.ts';
import { checkShapes, fillPostgres, fillSqlite } from './fill.ts';
import type { Manifest } from './manifest.ts';
import { type Place, settle } from './place.ts';
import { unpack } from './unpack.ts';

/** How the restore calls its own connections, to tell them from a server's. */
const OURS = `${APPLICATION}-restore`;

/**
 * Puts an archive in the place of what a house has, on either engine: it is checked as a whole first, and until it is
 * in place what was there stays. A BackupError for a damaged archive, one of another version, a server that is running,
 * and for a place that is not empty, unless `force`d.
 */
export async function restore(place: Place, archive: string, force = false): Promise<Manifest> {
  const { folder, url } = place;
  await mkdir(folder, { recursive: true });
  await settle(place);
  const staging = await stage(folder, randomUUID(), !url);
  try {
    const manifest = await unpack(archive, staging.place, staging.work);
    checkVersion(manifest);
    if (!force) await checkEmpty(place);
    if (url) await intoPostgres(url, manifest, staging);
    else await intoSqlite(folder, manifest, staging);
    await staging.settle();
    return manifest;
  } catch (error) {
    await staging.abandon();
    // Whether it holds is known to the database alone; when that can't be asked, the next start does.
    await settle(place).catch(() => undefined);
    throw error;
  }
}

/** The archive is of the version that reads it: its rows fit the tables. */
function checkVersion({ migrations: applied }: Manifest): void {
  const known = Object.keys(migrations).sort();
  const newer = applied.find((name) => !known.includes(name));
  if (newer)
    throw new BackupError(
      `The archive was made by a newer version (${newer}): update Vitrine, then restore it.`,
    );
  const lacking = known.find((name) => !applied.includes(name));
  if (lacking)
    throw new BackupError(
      `The archive was made by an older version (before ${lacking}): restore it with that one, then update.`,
    );
}

async function checkEmpty({ folder, url }: Place): Promise<void> {
  const full = (what: string) =>
    new BackupError(`${what} is not empty. To put the archive in its place, add --force.`);
  if (url || existsSync(join(folder, DATABASE_FILE))) {
    const db = url ? openPostgres<unknown>(url, 1, OURS) : openSqlite<unknown>(join(folder, DATABASE_FILE));
    try {
      for (const name of Object.keys(await shapeOf(db))) {
        const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(db);
        if (rows.length > 0) throw full('The database');
      }
    } catch (error) {
      throw url ? explainPostgres(error, url) : error;
    } finally {
      await db.destroy();
    }
  }
  const { value } = await filesOf(folder).next();
  if (value || existsSync(join(folder, PAYMENTS))) throw full(folder);
}

type Staging = Awaited<ReturnType<typeof stage>>;
const any = (db: Database): Kysely<never> & Parameters<typeof fillSqlite>[0] => db as never;

/** On SQLite a database is made beside the one that is there. */
async function intoSqlite(folder: string, manifest: Manifest, staging: Staging): Promise<void> {
  const db = await openDatabase(staging.place);
  try {
    checkShapes(manifest, await shapeOf(db as never));
    await fillSqlite(any(db), manifest, staging.work);
    await sql`PRAGMA journal_mode = DELETE`.execute(db);
  } finally {
    await db.destroy();
  }
  for (const file of [DATABASE_FILE, PAYMENTS]) closeFile(join(folder, file));
  await staging.ready();
}

/** Brings all that was written into the file itself, which only works when nobody else has it open. */
function closeFile(file: string): void {
  if (!existsSync(file)) return;
  const there = new DatabaseSync(file);
  try {
    there.exec('PRAGMA busy_timeout = 200; PRAGMA journal_mode = DELETE');
  } catch {
    throw new BackupError(`${file} is in use: stop the server first.`);
  } finally {
    there.close();
  }
}

/** On PostgreSQL one transaction puts the new rows in place of the old ones. */
async function intoPostgres(url: string, manifest: Manifest, staging: Staging): Promise<void> {
  await (await openDatabase('', url, 1)).destroy();
  await alone(url, async () => {
    const db = openPostgres<never>(url, 1, OURS) as unknown as Database;
    try {
      const shapes = await shapeOf(db as never);
      checkShapes(manifest, shapes);
      const { rows } = await sql`select 1 from pg_stat_activity
        where datname = current_database() and application_name = ${APPLICATION}`.execute(db);
      if (rows.length > 0) throw new BackupError('A server is running on this database: stop it first.');
      await staging.ready();
      await fillPostgres(any(db), manifest, shapes, staging.work, (tx) =>
        setSetting(tx as never, RESTORED, staging.id),
      );
    } finally {
      await db.destroy();
    }
  });
}
