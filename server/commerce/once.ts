import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Env } from '../http/app.ts';
import type { Database } from '../store/open.ts';

/**
 * Does the work of a request under its Idempotency-Key. Under a key that has done something, nothing else may be asked
 * (`conflict`): who changes an amount and sends it again would else be told that it is done. What was refused may be changed.
 */
export type Once = <T>(c: Context<Env>, work: (key: string) => Promise<T>) => Promise<T>;

/** Milliseconds for which a key is remembered; what it did stays done for ever. */
const REMEMBERED_MS = 30 * 86_400_000;

/** Opens it over the database. */
export function openOnce(db: Database, clock: Clock): Once {
  const note = async (path: string, key: string, digest: string): Promise<boolean> => {
    const now = clock.now();
    await db
      .deleteFrom('asked_once')
      .where('at', '<', now - REMEMBERED_MS)
      .execute();
    const noted = await db
      .insertInto('asked_once')
      .values({ path, key, digest, at: now })
      .onConflict((c) => c.columns(['path', 'key']).doNothing())
      .returning('key')
      .executeTakeFirst();
    if (noted) return true;
    const known = await db
      .selectFrom('asked_once')
      .select('digest')
      .where('path', '=', path)
      .where('key', '=', key)
      .executeTakeFirst();
    if (known && known.digest !== digest) throw new Refusal('conflict', 'key: used for another request');
    return false;
  };
  return async (c, work) => {
    const { path } = c.req;
    const key = c.req.header('idempotency-key') ?? crypto.randomUUID();
    const digest = createHash('sha256')
      .update(await c.req.text())
      .digest('base64url');
    const isFirst = await note(path, key, digest);
    try {
      return await work(key);
    } catch (error) {
      if (isFirst && error instanceof Refusal)
        await db.deleteFrom('asked_once').where('path', '=', path).where('key', '=', key).execute();
      throw error;
    }
  };
}
