/** How late and how long the ticks of all rooms were, milliseconds: the latest thousands. */
export type TickTimes = {
  /** One tick: from the moment it was due until it was done. */
  record(milliseconds: number): void;
  /** The time that a share of the ticks kept, 0 when there was none. */
  percentile(share: number): number;
};

const KEPT = 4096;

/** An empty record. */
export function openTickTimes(): TickTimes {
  const times = new Float32Array(KEPT);
  let count = 0;
  return {
    record(milliseconds) {
      times[count++ % KEPT] = milliseconds;
    },
    percentile(share) {
      const known = times.slice(0, Math.min(count, KEPT)).sort();
      return known[Math.min(known.length - 1, Math.floor(known.length * share))] ?? 0;
    },
  };
}
