/** The server's time, milliseconds since 1970. */
export type ServerClock = () => number;

/** The server's time from what it answered just now: never ahead of it, and whatever the device's own clock shows. `elapsed` counts milliseconds evenly. */
export function serverClock(answered: number, elapsed: () => number = () => performance.now()): ServerClock {
  const then = elapsed();
  return () => answered + (elapsed() - then);
}
