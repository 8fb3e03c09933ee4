import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { ConfigError } from '../config.ts';
import { migrations } from './migrations.ts';
import { alone, openPostgres } from './postgres.ts';
import { DATABASE_FILE, RESTORED, settleRestores } from './restored.ts';
import { openSqlite } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** The database, as every repository sees it. */
export type Database = Kysely<Tables>;

/** Connections to a PostgreSQL, when nobody says how many. */
const CONNECTIONS = 20;

/**
 * Opens the shop's database and brings it to the newest migration: SQLite in a folder (`:memory:` for a test), or the
 * PostgreSQL of a url, over at most `pool` connections; throws a ConfigError when that can't be reached. The opener
 * destroys it.
 */
export async function openDatabase(folder: string, url?: string, pool = CONNECTIONS): Promise<Database> {
  if (url)
    return alone(url, async () => {
      const db = await migrated(openPostgres<Tables>(url, pool));
      if (folder) await settleRestores(folder, (id) => isFrom(db, id));
      return db;
    });
  if (folder === ':memory:') return migrated(openSqlite<Tables>(folder));
  await settleRestores(folder, undefined);
  return migrated(openSqlite<Tables>(join(folder, DATABASE_FILE)));
}

async function migrated(db: Database): Promise<Database> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (!error) return db;
  await db.destroy();
  if (/corrupted migrations/.test(String(error)))
    throw new ConfigError(
      `The database was written by a newer version of Vitrine (${(error as Error).message}).`,
    );
  throw error;
}

/** Whether a database was filled by a restore. */
async function isFrom(db: Database, restore: string): Promise<boolean> {
  const query = db.selectFrom('setting').select('value').where('key', '=', RESTORED);
  return (await query.executeTakeFirst())?.value === restore;
}
