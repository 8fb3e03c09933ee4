import type { Compilable, Kysely } from 'kysely';
import type { SharedLine } from './postgresLine.ts';
import type { Tables } from './tables.ts';

/** The shared line of each PostgreSQL, by what all views of one database have in common. */
const lines = new WeakMap<object, SharedLine>();
/** What all views of one database have in common, its transactions too. */
export const commonOf = (db: Kysely<never> | Kysely<unknown> | Kysely<Tables>): object =>
  (db as Kysely<unknown>).getExecutor().adapter;

/** Gives the reads of a database a line that they share. */
export function sharedBy<Tables>(db: Kysely<Tables>, line: SharedLine): void {
  lines.set(commonOf(db as never), line);
}

/**
 * Rows of a read that takes no time (a few rows by an index). On PostgreSQL those of one turn of the event loop travel
 * together over one connection, outside of any transaction; within one it is a part of that one.
 */
export async function quick<Row>(db: Kysely<Tables>, statement: Compilable<Row>): Promise<Row[]> {
  const query = statement.compile();
  const line = db.isTransaction ? undefined : lines.get(commonOf(db as never));
  if (!line) return (await db.executeQuery(query)).rows;
  return (await line.ask(query.sql, query.parameters)) as Row[];
}
