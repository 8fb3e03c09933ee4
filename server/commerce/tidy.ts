import { performance } from 'node:perf_hooks';
import type { Log } from '../log.ts';
import type { Flashes } from './flashes.ts';
import type { Postman } from './postman.ts';
import type { Reconciler } from './reconcile.ts';

/** Milliseconds between two looks for payments that nobody settled, and for checkouts whose time is over. */
const RECONCILE_MS = 30_000;
const EXPIRE_MS = 1000;
/** Milliseconds between two looks for mails of orders that are due. */
const MAIL_MS = 2000;
/** The share of its time that the event loop works from which on there is a rush. */
const RUSH = 0.8;
/** Milliseconds between two looks at the clock for flash offers that begin or end. */
const FLASH_MS = 200;

/** What is looked after. */
type Tidied = {
  reconciler: Reconciler;
  postman: Pick<Postman, 'tick'>;
  flashes: Pick<Flashes, 'tick'>;
  close(): Promise<void>;
};

/** Tells whether the event loop has had hardly a pause since it was last asked. */
function openRush(): () => boolean {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization > RUSH;
  };
}

/** Lets reconciler and postman look again and again, each by itself; the returned function stops them and waits for what they are at. */
export function keepTidy({ reconciler, postman, flashes, close }: Tidied, log: Log): () => Promise<void> {
  const running = new Set<Promise<void>>();
  const each = (ms: number, work: () => Promise<unknown>): NodeJS.Timeout => {
    let mine: Promise<void> | undefined;
    return setInterval(() => {
      if (mine) return;
      const run = work()
        .catch((error) => log.error({ err: error }, 'the reconciler failed'))
        .then(() => {
          running.delete(run);
          mine = undefined;
        });
      mine = run;
      running.add(run);
    }, ms);
  };
  const isRush = openRush();
  const timers = [
    setInterval(flashes.tick, FLASH_MS),
    each(MAIL_MS, () => postman.tick(isRush)),
    each(EXPIRE_MS, reconciler.expire),
    each(RECONCILE_MS, () => reconciler.reconcile(RECONCILE_MS)),
  ];
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(running);
    await close();
  };
}
