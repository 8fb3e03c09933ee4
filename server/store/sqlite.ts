import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, type SelectModifierNode, SqliteDialect, SqliteQueryCompiler } from 'kysely';
import { type DiskSync, openDiskSync } from './diskSync.ts';
import { Adapter, SqliteDriver } from './sqliteDriver.ts';

/** Words that lock rows: SQLite has none, since a transaction has the whole database. */
const LOCKS = ['ForUpdate', 'ForNoKeyUpdate', 'ForShare', 'ForKeyShare', 'NoWait', 'SkipLocked'];

class Compiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (!LOCKS.includes(node.modifier ?? '')) super.visitSelectModifier(node);
  }
}

class Dialect extends SqliteDialect {
  readonly #driver: SqliteDriver;
  constructor(driver: SqliteDriver) {
    super({ database: undefined as never });
    this.#driver = driver;
  }
  override createDriver(): SqliteDriver {
    return this.#driver;
  }
  override createAdapter(): Adapter {
    return new Adapter();
  }
  override createQueryCompiler(): Compiler {
    return new Compiler();
  }
}

/**
 * Opens a SQLite file (`:memory:` for none) with WAL and foreign keys, as a Kysely database. What is committed is on the
 * disk before its promise resolves; with `light` it outlives this process, not a machine that loses its power.
 */
export function openSqlite<Tables>(file: string, { light = false } = {}): Kysely<Tables> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
  database.exec('PRAGMA busy_timeout = 5000');
  const driver = new SqliteDriver(database, light ? lightly(database) : syncOf(database, file));
  return new Kysely<Tables>({ dialect: new Dialect(driver) });
}

function lightly(database: DatabaseSync): undefined {
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
}

/**
 * With WAL, commits only have to reach one file, and its beginning is whole whatever happens: we bring that one to the disk
 * for many at once (https://sqlite.org/wal.html#performance_considerations). Where there is no WAL (some network folders),
 * SQLite does it for each.
 */
function syncOf(database: DatabaseSync, file: string): DiskSync | undefined {
  const { journal_mode } = database.prepare('PRAGMA journal_mode = WAL').get() as { journal_mode: string };
  const isShared = journal_mode === 'wal';
  database.exec(`PRAGMA synchronous = ${isShared ? 'NORMAL' : 'FULL'}`);
  return isShared ? openDiskSync(`${file}-wal`) : undefined;
}
