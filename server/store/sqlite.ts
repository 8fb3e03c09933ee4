import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';

/** Statements kept compiled, most recently used last. */
const STATEMENTS_KEPT = 200;

/** Opens a SQLite file (`:memory:` for none) with WAL, foreign keys and full durability, as a Kysely database. */
export function openSqlite<Tables>(file: string): Kysely<Tables> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(database) }) });
}

/** The shape that Kysely's SQLite dialect wants, over `node:sqlite`. */
function adapt(database: DatabaseSync) {
  const statements = new Map<string, ReturnType<typeof statement>>();
  const statement = (sql: string) => {
    const prepared = database.prepare(sql);
    const reader = prepared.columns().length > 0;
    return {
      reader,
      all: (parameters: readonly unknown[]) => prepared.all(...(parameters as SQLInputValue[])),
      run: (parameters: readonly unknown[]) => prepared.run(...(parameters as SQLInputValue[])),
      iterate: (parameters: readonly unknown[]) => prepared.iterate(...(parameters as SQLInputValue[])),
    };
  };
  return {
    close: () => database.close(),
    prepare(sql: string) {
      const known = statements.get(sql) ?? statement(sql);
      statements.delete(sql);
      statements.set(sql, known);
      if (statements.size > STATEMENTS_KEPT) statements.delete(statements.keys().next().value!);
      return known as never;
    },
  };
}
