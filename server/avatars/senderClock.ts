/** Milliseconds that a sender's clock may say a pose is old. */
const OLDEST_MS = 1000;
/** Milliseconds per second by which the shortest known delay is forgotten: clocks drift, routes change. */
const FORGET_MS_PER_SECOND = 5;

/** Turns a sender's times into ours, so that a pose that came late is told with the time at which it was so. */
export type SenderClock = {
  /** Our time of a message: never in the future, never before the one before, at most a second old. */
  read(sentMs: number | undefined, nowMs: number): number;
};

/** A clock for one sender: the message that travelled fastest tells how the two clocks differ. */
export function openSenderClock(): SenderClock {
  let shortest = Number.POSITIVE_INFINITY;
  let lastNow = 0;
  let last = 0;
  return {
    read(sentMs, nowMs) {
      if (sentMs === undefined) return nowMs;
      shortest += (FORGET_MS_PER_SECOND * Math.max(0, nowMs - lastNow)) / 1000;
      shortest = Math.min(shortest, nowMs - sentMs);
      lastNow = nowMs;
      last = Math.max(last, nowMs - OLDEST_MS, Math.min(nowMs, sentMs + shortest));
      return last;
    },
  };
}
