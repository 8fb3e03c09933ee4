import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { backup as copyDatabase, DatabaseSync } from 'node:sqlite';
import { type Kysely, sql } from 'kysely';
import type { Engine } from '../store/ddl.ts';
import { explainPostgres, openPostgres, postgresClient } from '../store/postgres.ts';
import { shapeOf, type TableShape } from '../store/shape.ts';
import { openSqlite } from '../store/sqlite.ts';
import { BackupError } from './error.ts';
import type { Row } from './rows.ts';

/** A database as it was at one moment, while others go on writing. Whoever takes it closes it. */
export type Snapshot = {
  engine: Engine;
  migrations: string[];
  tables: Record<string, TableShape>;
  /** The rows of a table in the order of its key, and their values in that of its columns. */
  rows(table: string): AsyncIterable<Row[]>;
  /** The last number that a table has given by itself. */
  counter(table: string): Promise<number>;
  close(): Promise<void>;
};

/** Rows that are read at a time: few, since a picture may lie in each. */
const BATCH = 200;
/** All pages in one step: a copy in several would begin anew with each write in between. */
const ALL_PAGES = 2 ** 31 - 1;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The statement that reads a table in order. */
function selectOf(table: string, { columns, primary }: TableShape): string {
  const order = primary.length > 0 ? ` order by ${primary.map(quoted).join(', ')}` : '';
  return `select ${columns.map(({ name }) => quoted(name)).join(', ')} from ${quoted(table)}${order}`;
}

/** Copies a SQLite file as it is at this moment, though others write into it. */
export async function copySqlite(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from);
  try {
    source.exec('PRAGMA busy_timeout = 10000');
    await copyDatabase(source, to, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
}

async function migrationsOf(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map(({ name }) => name).sort();
}

/** The SQLite database of a folder; its copy lies in another one until it is closed. */
export async function snapshotSqlite(folder: string, work: string): Promise<Snapshot> {
  const file = join(folder, 'vitrine.sqlite');
  if (!existsSync(file)) throw new BackupError(`There is no database in ${folder} yet: nothing to back up.`);
  const copy = join(work, 'snapshot.sqlite');
  await copySqlite(file, copy);
  const db = openSqlite<unknown>(copy);
  const raw = new DatabaseSync(copy, { readOnly: true });
  const close = async () => {
    raw.close();
    await db.destroy();
  };
  try {
    const tables = await shapeOf(db);
    return {
      engine: 'sqlite',
      migrations: await migrationsOf(db),
      tables,
      async *rows(table) {
        let batch: Row[] = [];
        const statement = raw.prepare(selectOf(table, tables[table]!));
        for (const row of statement.iterate()) {
          batch.push(Object.values(row));
          if (batch.length < BATCH) continue;
          yield batch;
          batch = [];
        }
        yield batch;
      },
      async counter(table) {
        const row = raw.prepare('select seq from sqlite_sequence where name = ?').get(table);
        return Number(row?.seq ?? 0);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A PostgreSQL database, read by one transaction that sees one moment. */
export async function snapshotPostgres(url: string): Promise<Snapshot> {
  const client = postgresClient(url);
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    const db = openPostgres<unknown>(url, 1);
    const tables = await shapeOf(db).finally(() => db.destroy());
    if (Object.keys(tables).length === 0) throw new BackupError('The database is empty: nothing to back up.');
    const applied = await client.query<{ name: string }>('select name from kysely_migration');
    return {
      engine: 'postgres',
      migrations: applied.rows.map(({ name }) => name).sort(),
      tables,
      async *rows(table) {
        await client.query(`declare reading no scroll cursor for ${selectOf(table, tables[table]!)}`);
        for (;;) {
          const fetched = await client.query<Row>({ text: `fetch ${BATCH} from reading`, rowMode: 'array' });
          if (fetched.rows.length === 0) break;
          yield fetched.rows;
        }
        await client.query('close reading');
      },
      async counter(table) {
        // Numbers are given outside of transactions: this one is no smaller than any that was read.
        const sequence = await client.query<{ name: string }>(
          'select pg_get_serial_sequence($1, $2) as name',
          [quoted(table), tables[table]!.counter],
        );
        const { rows } = await client.query<{ last: number }>(
          `select case when is_called then last_value else last_value - 1 end as last from ${sequence.rows[0]!.name}`,
        );
        return rows[0]!.last;
      },
      close: () => client.end(),
    };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw explainPostgres(error, url);
  }
}
