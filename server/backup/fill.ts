import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { TableShape } from '../store/shape.ts';
import { BackupError } from './error.ts';
import type { Manifest } from './manifest.ts';
import { type Row, readRows } from './rows.ts';

type Any = Kysely<Record<string, Record<string, unknown>>>;

/** Values that one statement takes on either engine, and rows that are read at a time. */
const VALUES_MOST = 30_000;
const ROWS_MOST = 500;

/** Puts the rows of an archive into tables that are empty, as they were: nothing counts, refuses or follows. */
async function insertAll(db: Any, manifest: Manifest, tables: string): Promise<void> {
  for (const { name, columns, rows } of manifest.tables) {
    const atOnce = Math.max(1, Math.min(ROWS_MOST, Math.floor(VALUES_MOST / columns.length)));
    const toValues = (row: Row) => Object.fromEntries(columns.map((column, at) => [column, row[at]]));
    let put = 0;
    for await (const batch of readRows(join(tables, name), atOnce)) {
      await db.insertInto(name).values(batch.map(toValues)).execute();
      put += batch.length;
    }
    if (put !== rows) throw new BackupError(`The archive is damaged: ${name} has ${put} rows, not ${rows}.`);
  }
}

/** The archive's tables and columns are those that the migrations lay. */
export function checkShapes(manifest: Manifest, shapes: Record<string, TableShape>): void {
  const said = manifest.tables.map(({ name, columns }) => `${name}(${columns})`).sort();
  const laid = Object.entries(shapes)
    .map(([name, { columns }]) => `${name}(${columns.map((column) => column.name)})`)
    .sort();
  const known = new Set(laid);
  const strange = said.find((one) => !known.has(one));
  if (strange || said.length !== laid.length)
    throw new BackupError(
      `The archive’s tables are not those of this version: ${strange ?? 'some are missing'}.`,
    );
}

const run = (db: Any, text: string) => sql.raw(text).execute(db);
const rowsOf = async <T>(db: Any, text: string): Promise<T[]> => (await run(db, text)).rows as T[];

/** Fills a fresh, migrated SQLite database. */
export async function fillSqlite(db: Any, manifest: Manifest, tables: string): Promise<void> {
  await run(db, 'PRAGMA foreign_keys = OFF');
  await db.transaction().execute(async (tx) => {
    const triggers = await rowsOf<{ name: string; sql: string }>(
      tx,
      "select name, sql from sqlite_master where type = 'trigger'",
    );
    for (const { name } of triggers) await run(tx, `drop trigger "${name}"`);
    for (const { name } of manifest.tables) await run(tx, `delete from "${name}"`);
    await insertAll(tx, manifest, tables);
    for (const { name, counter } of manifest.tables) {
      if (counter === null) continue;
      await sql`delete from sqlite_sequence where name = ${name}`.execute(tx);
      await sql`insert into sqlite_sequence (name, seq) values (${name}, ${counter})`.execute(tx);
    }
    for (const { sql: text } of triggers) await run(tx, text);
    const stray = await rowsOf<{ table: string }>(tx, 'PRAGMA foreign_key_check');
    if (stray[0])
      throw new BackupError(`The archive is damaged: rows of ${stray[0].table} refer to nothing.`);
  });
  await run(db, 'PRAGMA foreign_keys = ON');
}

/** Puts a migrated PostgreSQL database's rows aside for those of an archive, within a transaction; `then` is its last work. */
export async function fillPostgres(
  db: Any,
  manifest: Manifest,
  shapes: Record<string, TableShape>,
  tables: string,
  then: (tx: Any) => Promise<unknown>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const names = manifest.tables.map(({ name }) => `"${name}"`);
    type Reference = { from: string; name: string; words: string };
    // References are looked at once, in the end: so tables may refer to each other and to themselves.
    const references = await rowsOf<Reference>(
      tx,
      `select r.conrelid::regclass::text as "from", r.conname as name, pg_get_constraintdef(r.oid) as words
        from pg_constraint r join pg_class c on c.oid = r.conrelid
        where r.contype = 'f' and c.relnamespace = current_schema()::regnamespace`,
    );
    for (const name of names) await run(tx, `alter table ${name} disable trigger user`);
    for (const { from, name } of references) await run(tx, `alter table ${from} drop constraint "${name}"`);
    await run(tx, `truncate ${names.join(', ')}`);
    await insertAll(tx, manifest, tables);
    for (const { name, counter } of manifest.tables)
      if (counter !== null)
        await run(
          tx,
          `alter table "${name}" alter column "${shapes[name]!.counter}" restart with ${counter + 1}`,
        );
    for (const { from, name, words } of references)
      await run(tx, `alter table ${from} add constraint "${name}" ${words}`);
    for (const name of names) await run(tx, `alter table ${name} enable trigger user`);
    await then(tx);
  });
}
