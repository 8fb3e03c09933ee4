import { afterAll, describe, inject } from 'vitest';
import type { Engine } from '../store/ddl.ts';
import { type Database, openDatabase } from '../store/open.ts';
import { openPostgres } from '../store/postgres.ts';
import type { Tables } from '../store/tables.ts';
import { ask, databasesOf } from './postgres.ts';

const ofRun = inject('postgres');

/** Connections of one test's database: enough for real races, and for many files at once. */
const CONNECTIONS = 8;

/** Why tests on PostgreSQL are skipped here; undefined when they run. The run has printed it. */
export const postgresLacks: string | undefined = 'lacks' in ofRun ? ofRun.lacks : undefined;

/** Databases of this file that no test is at, emptied: that is ten times as fast as making one. */
const free: { url: string; drop(): Promise<void> }[] = [];
/** Those that houses of this file are at: houses end before their file does. */
const lent: { drop(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all([...free.splice(0), ...lent.splice(0)].map(({ drop }) => drop()));
});

/** The environment of a house whose database is on an engine, fresh; it is gone with its file. */
export async function databaseEnv(engine: Engine): Promise<Record<string, string>> {
  if (engine === 'sqlite') return {};
  const made = await makePostgres();
  lent.push(made);
  return { DATABASE_URL: made.url, DATABASE_POOL: String(CONNECTIONS) };
}

/** A fresh, migrated database of an engine; its `destroy` takes all of it away. */
export async function openTestDatabase(engine: Engine): Promise<Database> {
  if (engine === 'sqlite') return openDatabase(':memory:');
  const made = free.pop() ?? (await makePostgres());
  const db = openPostgres<Tables>(made.url, CONNECTIONS);
  const destroy = db.destroy.bind(db);
  db.destroy = async () => {
    await destroy();
    await ask(made.url, EMPTY);
    free.push(made);
  };
  return db;
}

/** Brings every table to what the migrations left in it, which `postgresOfRun.ts` has kept. */
const EMPTY = `set session_replication_role = replica;
  do $$ declare one record; begin
    for one in select oid::regclass as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%' loop
      execute format('delete from %s', one.name);
    end loop;
    for one in select relname as name from pg_class where relkind = 'r' and relnamespace = 'kept'::regnamespace loop
      execute format('insert into public.%I select * from kept.%I', one.name, one.name);
    end loop;
    for one in select s.oid::regclass as name from pg_class s join pg_depend d on d.objid = s.oid and d.deptype = 'i'
      join pg_class t on t.oid = d.refobjid
      where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace
        and to_regclass(format('kept.%I', t.relname)) is null loop
      perform setval(one.name, 1, false);
    end loop;
  end $$`;

/** The url of a fresh PostgreSQL database, migrated unless an empty one is asked for, and what throws it away. */
export async function makePostgres(empty = false): Promise<{ url: string; drop(): Promise<void> }> {
  if ('lacks' in ofRun) throw new Error(ofRun.lacks);
  const server = databasesOf(ofRun.url);
  const url = await server.createDatabase(empty ? undefined : ofRun.template);
  return { url, drop: () => server.dropDatabase(url) };
}

/** The same suite on each engine; `open` makes it a fresh database, whose test destroys it. */
export function onEachEngine(suite: (open: () => Promise<Database>, engine: Engine) => void): void {
  for (const engine of ['sqlite', 'postgres'] as const)
    describe.skipIf(engine === 'postgres' && postgresLacks)(`on ${engine}`, () =>
      suite(() => openTestDatabase(engine), engine),
    );
}
