import type { TestProject } from 'vitest/node';
import { openDatabase } from '../store/open.ts';
import { ask, databasesOf, postgresBinaries, startPostgres } from './postgres.ts';

/** The PostgreSQL of a run of tests: its url and a migrated database to copy, or why there is none. */
export type PostgresOfRun = { url: string; template: string } | { lacks: string };

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: PostgresOfRun;
  }
}

/** Keeps what the migrations filled in aside, so that a database can be made anew out of itself. */
const KEEP = `create schema kept;
  do $$ declare one record; filled boolean; begin
    for one in select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%' loop
      execute format('select exists (select from public.%I)', one.name) into filled;
      if filled then execute format('create table kept.%I as table public.%I', one.name, one.name); end if;
    end loop;
  end $$`;

/** Starts one PostgreSQL for all tests of a run, or takes that of TEST_DATABASE_URL; answers what ends it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (!given && !postgresBinaries()) {
    const lacks = `no PostgreSQL for ${process.platform}-${process.arch} in the packages, and no TEST_DATABASE_URL`;
    process.stderr.write(`\nTests on PostgreSQL are skipped: ${lacks}.\n`);
    project.provide('postgres', { lacks });
    return async () => undefined;
  }
  const server = given
    ? { ...databasesOf(given), stop: async () => undefined }
    : await startPostgres({ durable: false });
  const template = await server.createDatabase();
  await (await openDatabase('', template, 1)).destroy();
  await ask(template, KEEP);
  project.provide('postgres', { url: server.url, template: new URL(template).pathname.slice(1) });
  return async () => {
    await server.dropDatabase(template);
    await server.stop();
  };
}
