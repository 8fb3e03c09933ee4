import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteAdapter,
} from 'kysely';
import type { DiskSync } from './diskSync.ts';
import { withoutNul } from './withoutNul.ts';

/** Statements kept compiled, most recently used last. */
const STATEMENTS_KEPT = 500;

/** The driver locks by itself; Kysely's own lock would be held until what was committed is on the disk. */
export class Adapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** A compiled statement, and whether it answers rows. */
type Prepared = { statement: StatementSync; reads: boolean };

/** One turn with the database's only connection: of a transaction, or of a statement. */
class Turn implements DatabaseConnection {
  readonly #driver: SqliteDriver;
  inTransaction = false;
  leave: (() => void) | undefined;
  constructor(driver: SqliteDriver) {
    this.#driver = driver;
  }
  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    await this.#driver.enter(this);
    const result = this.#driver.run<Row>(query);
    if (!this.inTransaction && query.query.kind !== 'SelectQueryNode') await this.#driver.settle(this);
    return result;
  }
  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    await this.#driver.enter(this);
    for (const row of this.#driver.rows(query)) yield { rows: [row as Row] };
  }
}

/**
 * One SQLite connection for many, one transaction after another. What is committed is on the disk before its promise
 * resolves; while the disk works the next transaction runs already, and all of that time share the next sync.
 */
export class SqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #disk: DiskSync | undefined;
  readonly #statements = new Map<string, Prepared>();
  /** Ends with the turn that was last in the line. */
  #last: Promise<void> = Promise.resolve();

  constructor(database: DatabaseSync, disk: DiskSync | undefined) {
    this.#database = database;
    this.#disk = disk;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Turn> {
    const turn = new Turn(this);
    await this.enter(turn);
    return turn;
  }

  /** Waits in line until the connection is this turn's, unless it is already. */
  async enter(turn: Turn): Promise<void> {
    if (turn.leave) return;
    const before = this.#last;
    let leave = () => {};
    this.#last = new Promise((resolve) => {
      leave = resolve;
    });
    turn.leave = leave;
    await before;
  }

  /** Lets the next one go on, and waits for the disk. */
  async settle(turn: Turn): Promise<void> {
    this.#leave(turn);
    await this.#disk?.synced();
  }

  #leave(turn: Turn): void {
    turn.leave?.();
    turn.leave = undefined;
  }

  async beginTransaction(turn: Turn): Promise<void> {
    await this.enter(turn);
    this.#database.exec('begin');
    turn.inTransaction = true;
  }

  async commitTransaction(turn: Turn): Promise<void> {
    this.#database.exec('commit');
    turn.inTransaction = false;
    await this.settle(turn);
  }

  async rollbackTransaction(turn: Turn): Promise<void> {
    // After a commit that came to the file and not to the disk nothing is open any more.
    if (turn.inTransaction && this.#database.isTransaction) this.#database.exec('rollback');
    turn.inTransaction = false;
  }

  async releaseConnection(turn: Turn): Promise<void> {
    this.#leave(turn);
  }

  async destroy(): Promise<void> {
    await this.#last;
    await this.#disk?.close();
    this.#database.close();
  }

  /** Runs a statement at once. */
  run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const { statement, reads } = this.#prepared(sql);
    const values = bound(parameters);
    if (reads) return { rows: statement.all(...values) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
  }

  /** The rows of a statement, one by one. */
  rows({ sql, parameters }: CompiledQuery): Iterable<unknown> {
    return this.#prepared(sql).statement.iterate(...bound(parameters));
  }

  #prepared(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known) {
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    const statement = this.#database.prepare(sql);
    const fresh = { statement, reads: statement.columns().length > 0 };
    this.#statements.set(sql, fresh);
    if (this.#statements.size > STATEMENTS_KEPT)
      this.#statements.delete(this.#statements.keys().next().value!);
    return fresh;
  }
}

const bound = (parameters: readonly unknown[]): SQLInputValue[] =>
  parameters.map(withoutNul) as SQLInputValue[];
