/** A line on its way over the picture; it enters at one edge and leaves at the other. Times in milliseconds, lengths in pixels. */
export type Flight = { startedAt: number; width: number; fromLeft: boolean };

/** How large the picture is, in how many lanes lines fly, and how long one takes from the first letter in to the last one out. */
export type Field = { width: number; lanes: number; flightMs: number };

/** Room between two lines of a lane, pixels. */
export const GAP = 28;

const speedOf = (flight: Flight, { width, flightMs }: Field): number => (width + flight.width) / flightMs;

/** When the last letter of a line has left. */
const goneAt = (flight: Flight, { flightMs }: Field): number => flight.startedAt + flightMs;

/** Whether a line that starts now stays clear of the last one of its lane, all the way. */
function isClear(last: Flight | undefined, next: Flight, field: Field): boolean {
  if (!last || goneAt(last, field) <= next.startedAt) return true;
  if (last.fromLeft !== next.fromLeft) return false;
  const run = (next.startedAt - last.startedAt) * speedOf(last, field);
  if (run < last.width + GAP) return false;
  // The first letter of the next arrives at the far edge no sooner than the last one of this has left it.
  return next.startedAt + field.width / speedOf(next, field) >= goneAt(last, field);
}

/** The lane for a line that starts now: the first in which it meets no other; undefined when there is none. `last` has the latest line of each lane. */
export function chooseLane(
  last: readonly (Flight | undefined)[],
  next: Flight,
  field: Field,
): number | undefined {
  for (let lane = 0; lane < field.lanes; lane++) if (isClear(last[lane], next, field)) return lane;
  return undefined;
}

/** The lane in which a line that has to be shown disturbs least: the one whose latest line started longest ago. */
export function leastBusy(last: readonly (Flight | undefined)[], lanes: number): number {
  let best = 0;
  for (let lane = 1; lane < lanes; lane++)
    if (
      (last[lane]?.startedAt ?? Number.NEGATIVE_INFINITY) <
      (last[best]?.startedAt ?? Number.NEGATIVE_INFINITY)
    )
      best = lane;
  return best;
}
