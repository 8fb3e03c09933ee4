import { type Kysely, sql } from 'kysely';
import { engineOf } from './ddl.ts';

const GUARD = 'only_added_to';

/** From now on the rows of a table stay as they were written: the database itself refuses every change, in these words. */
export async function keepFromChange(
  db: Kysely<never> | Kysely<unknown>,
  table: string,
  words = `${table} is only added to`,
): Promise<void> {
  const statements = engineOf(db) === 'sqlite' ? onSqlite(table, words) : onPostgres(table, words);
  for (const statement of statements) await sql.raw(statement).execute(db as Kysely<unknown>);
}

const onSqlite = (table: string, words: string): string[] =>
  ['update', 'delete'].map(
    (verb) =>
      `create trigger ${table}_never_${verb} before ${verb} on ${table}
          begin select raise(abort, '${words}'); end`,
  );

const onPostgres = (table: string, words: string): string[] => [
  `create or replace function ${GUARD}() returns trigger language plpgsql as
    $$ begin raise exception '%', tg_argv[0]; end $$`,
  `create trigger ${table}_never_changed before update or delete on ${table}
    for each row execute function ${GUARD}('${words}')`,
  `create trigger ${table}_never_emptied before truncate on ${table}
    for each statement execute function ${GUARD}('${words}')`,
];
