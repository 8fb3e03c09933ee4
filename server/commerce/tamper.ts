import type { Context, Next } from 'hono';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Env } from '../http/app.ts';
import type { Log } from '../log.ts';
import { openBuckets } from '../rateLimit.ts';
import type { Database } from '../store/open.ts';

/** A request that tried to set what only the shop sets, or to reach what is another's. */
export type Attempt = { at: number; visitor: string; address: string; path: string; what: string };

/** The log of attempts; it is only for reading, no attempt has an effect. */
export type TamperLog = {
  note(attempt: Omit<Attempt, 'at'>): Promise<void>;
  latest(limit: number): Promise<Attempt[]>;
  /** Notes what the requests of a group of routes try. */
  watch(c: Context<Env>, next: Next): Promise<void>;
};

/** Attempts of one visitor that are written down: enough to see it, not enough to fill a disk. */
const PER_VISITOR = { perSecond: 1, burst: 60 };
const LONGEST = 500;

/** The log over the database. */
export function openTamperLog(db: Database, clock: Clock, log: Log): TamperLog {
  const buckets = openBuckets(PER_VISITOR);
  const note: TamperLog['note'] = async ({ visitor, address, path, what }) => {
    if (!buckets.take(visitor || address, clock.now())) return;
    const row = { at: clock.now(), visitor, address, path, what: what.slice(0, LONGEST) };
    await db.insertInto('tamper').values(row).execute();
    log.warn({ path, what: row.what }, 'a request tried what only the shop does');
  };
  return {
    note,
    latest: (limit) =>
      db
        .selectFrom('tamper')
        .select(['at', 'visitor', 'address', 'path', 'what'])
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
    async watch(c, next) {
      await next();
      const what = whatIn(c.error);
      if (!what) return;
      await note({
        visitor: c.get('person')?.visitor ?? '',
        address: c.env.incoming?.socket.remoteAddress ?? '',
        path: `${c.req.method} ${c.req.path}`,
        what,
      });
    },
  };
}

/** What a refused request tried, if it was more than a mistake. */
function whatIn(error: Error | undefined): string | undefined {
  if (!(error instanceof Refusal)) return undefined;
  const { code, detail = '' } = error;
  if (code === 'bad-input' && /unrecognized key/i.test(detail)) return detail;
  // That an offer is used up is told to honest buyers.
  if (code === 'price-changed') return detail.startsWith('the total') ? detail : undefined;
  if (code === 'not-found' && detail === 'no such order') return detail;
  if (code === 'not-allowed') return detail;
  return undefined;
}
