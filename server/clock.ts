/** Where time comes from, so that rules are tested without waiting. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
};

/** The machine's time. */
export const systemClock: Clock = { now: () => Date.now() };
