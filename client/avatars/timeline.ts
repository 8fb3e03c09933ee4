/** Keeps the server's time by what one hears, and how unevenly it comes. */
export type Timeline = {
  /** A message with the server's time (ms, 32 bits) arrived at a local time (ms). */
  heard(serverMs: number, localMs: number): void;
  /** The server's time now, as far as the fastest message tells: it lies back by that message's way. Not wrapped. */
  at(localMs: number): number;
  /** A server's time of the wire (32 bits) on the same line as `at`. */
  unwrap(serverMs: number): number;
  /** Milliseconds by which messages come later than the fastest: the worst of late, fading. */
  jitter(localMs: number): number;
};

/** Milliseconds per second by which the fastest way is forgotten. */
const FORGET_MS_PER_SECOND = 5;
/** Seconds in which a bad moment fades to a third. */
const FADE_SECONDS = 8;

/** A timeline that knows nothing yet: until something is heard, `at` is the local time. */
export function openTimeline(): Timeline {
  let base: number | undefined;
  let offset = 0;
  let offsetAt = 0;
  let worst = 0;
  let worstAt = 0;
  const unwrap = (serverMs: number): number =>
    base === undefined ? serverMs : base + ((serverMs - base) | 0);
  const faded = (localMs: number): number =>
    worst * Math.exp(-Math.max(0, localMs - worstAt) / (FADE_SECONDS * 1000));
  return {
    unwrap,
    heard(serverMs, localMs) {
      const server = unwrap(serverMs);
      if (base === undefined) offset = localMs - server;
      else offset += (FORGET_MS_PER_SECOND * Math.max(0, localMs - offsetAt)) / 1000;
      base = server;
      offset = Math.min(offset, localMs - server);
      offsetAt = localMs;
      worst = Math.max(faded(localMs), localMs - server - offset);
      worstAt = localMs;
    },
    at: (localMs) => localMs - offset,
    jitter: faded,
  };
}
