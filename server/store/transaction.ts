import { CompiledQuery, sql } from 'kysely';
import { engineOf } from './ddl.ts';
import { LATER } from './laterMark.ts';
import type { Database } from './open.ts';

/** Times that work is done anew after others were in its way. */
const TRIES = 6;
/** Milliseconds before the second try; doubled, and scattered, before each further one. */
const PAUSE_MS = 10;

/** SQLite's codes; the low byte is the kind. https://sqlite.org/rescode.html */
const BUSY = 5;
const DUPLICATES = [1555, 2067, 2579];
const NO_REFERENCE = 787;

type Coded = { code?: unknown; errcode?: unknown };
const codesOf = (error: unknown): Coded => (error ?? {}) as Coded;

/** Whether the same work may well succeed when it is done anew. */
function isCollision(error: unknown): boolean {
  const { code, errcode } = codesOf(error);
  return code === '40001' || code === '40P01' || (typeof errcode === 'number' && (errcode & 0xff) === BUSY);
}

/** Whether a row was refused because one with the same key is there. On PostgreSQL it ends the transaction that it happens in. */
export function isDuplicate(error: unknown): boolean {
  const { code, errcode } = codesOf(error);
  return code === '23505' || DUPLICATES.includes(errcode as number);
}

/** Whether a row was refused because what it refers to is not there. On PostgreSQL it ends the transaction that it happens in. */
export function isStray(error: unknown): boolean {
  const { code, errcode } = codesOf(error);
  return code === '23503' || errcode === NO_REFERENCE;
}

/**
 * Does work in a transaction, and anew when others were in its way (deadlock, serialisation, a busy file): so the work
 * must do nothing but through `tx`. Within a transaction it is a part of that one.
 */
export async function transaction<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db);
  for (let tries = 1; ; tries++)
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (tries === TRIES || !isCollision(error)) throw error;
      const pause = PAUSE_MS * 2 ** (tries - 1) * (0.5 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
}

/**
 * What this transaction locks is free again as soon as it has committed, a disk's turn earlier: if the machine of a PostgreSQL
 * loses its power just then, the whole of it may be lost, never a part. For what is not owed to anybody yet. What is written
 * afterwards is never kept without it.
 */
export async function lockLightly(tx: Database): Promise<void> {
  // SQLite: locks never wait for the disk.
  if (engineOf(tx as never) !== 'postgres') return;
  await tx.executeQuery(CompiledQuery.raw(`${LATER}set local synchronous_commit = off`));
}

/** Until the transaction ends, nobody else gets past this with the same word: for what has no row of its own to lock. */
export async function hold(tx: Database, word: string): Promise<void> {
  // SQLite: a transaction has the whole database.
  if (engineOf(tx as never) === 'postgres')
    await sql`select pg_advisory_xact_lock(hashtextextended(${word}::text, 0))`.execute(tx);
}
