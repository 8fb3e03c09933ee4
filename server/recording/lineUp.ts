/** Which wall time a stream's RTP time stands for. */
export type StreamClock = {
  arrived(timestamp: number, now: number): void;
  /** A sender report's word, which is better than arrival. `timestamp` as it is on the wire. */
  reported(timestamp: number, wallMs: number): void;
  /** Milliseconds to add to RTP milliseconds to have wall time; undefined before the first packet. */
  offset(): number | undefined;
  readonly isReported: boolean;
};

/** Packets over which the quickest way is looked for. */
const WINDOW = 200;

/** Opens the clock of a stream: by sender reports, and until there is one by the packet that was least delayed. */
export function openStreamClock(rate: number): StreamClock {
  let quickest = Number.POSITIVE_INFINITY;
  let seen = 0;
  let latest = 0;
  let reported: number | undefined;
  return {
    arrived(timestamp, now) {
      latest = timestamp;
      if (++seen <= WINDOW) quickest = Math.min(quickest, now - (timestamp * 1000) / rate);
    },
    reported(timestamp, wallMs) {
      if (seen === 0) return;
      // The report's time is 32 bits wide; ours goes on.
      const step = (((timestamp - latest) % 2 ** 32) | 0) as number;
      reported = wallMs - ((latest + step) * 1000) / rate;
    },
    offset: () => reported ?? (seen > 0 ? quickest : undefined),
    get isReported() {
      return reported !== undefined;
    },
  };
}

/** Milliseconds by which sound may lie beside the picture before it is moved. */
const TOLERANCE_MS = 15;
/** Milliseconds by which one packet may be moved: too little to be heard. */
const STEP_MS = 1;

/** By how many milliseconds sound is moved now, given how it should be: it gets there in small steps. */
export function openSlew(): (wanted: number) => number {
  let now: number | undefined;
  return (wanted) => {
    now ??= wanted;
    const off = wanted - now;
    if (Math.abs(off) > TOLERANCE_MS) now += Math.sign(off) * STEP_MS;
    return now;
  };
}
