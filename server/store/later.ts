import type { Compilable, Kysely } from 'kysely';
import { engineOf } from './ddl.ts';
import { LATER } from './laterMark.ts';
import type { Tables } from './tables.ts';

/**
 * Lets a statement of a transaction, whose answer nobody waits for, travel to a PostgreSQL together with the next one that
 * somebody waits for, or with the commit: a rush is mostly the way there and back. What goes wrong with it is told by that
 * next one; so it is not for what may fail.
 */
export async function later(tx: Kysely<Tables>, statement: Compilable): Promise<void> {
  const query = statement.compile();
  const travels = tx.isTransaction && engineOf(tx as never) === 'postgres';
  await tx.executeQuery(travels ? { ...query, sql: LATER + query.sql } : query);
}
