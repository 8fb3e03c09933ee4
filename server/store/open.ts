import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';
import { openSqlite } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** The database, as every repository sees it. */
export type Database = Kysely<Tables>;

/** Opens the shop's database in a folder (`:memory:` for a test) and brings it to the newest migration. The opener destroys it. */
export async function openDatabase(folder: string): Promise<Database> {
  const db = openSqlite<Tables>(folder === ':memory:' ? folder : join(folder, 'vitrine.sqlite'));
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    await db.destroy();
    throw error;
  }
  return db;
}
