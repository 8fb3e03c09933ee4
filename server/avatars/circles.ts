/** Who is near, in the middle and far of one person: by distance, with a limit on how many. */
export type Circle = {
  /** Slots, the near first, then the middle ones, then the far ones. */
  slots: Uint16Array;
  /** Ends of the groups within `slots`. */
  near: number;
  middle: number;
  count: number;
};

/** People and metres of each circle; whoever is beyond is far. */
export const CIRCLES = {
  near: { people: 24, metres: 12 },
  middle: { people: 100, metres: 28 },
} as const;

/** Bins of distance, and how many there are to a metre. */
const BINS = 64;
const BINS_PER_METRE = 2;

type Place = { x: number; z: number };

/** An empty circle for at most so many people. */
export function openCircle(most: number): Circle {
  return { slots: new Uint16Array(most), near: 0, middle: 0, count: 0 };
}

const histogram = new Uint16Array(BINS);
const starts = new Uint16Array(BINS);
const binOf = (from: Place, to: Place): number =>
  Math.min(BINS - 1, Math.floor(Math.sqrt((from.x - to.x) ** 2 + (from.z - to.z) ** 2) * BINS_PER_METRE));

/** Sorts everybody but oneself by distance (to half a metre) and draws the two lines. */
export function groupByDistance(
  circle: Circle,
  from: Place,
  bySlot: readonly ({ pose: Place } | undefined)[],
  self: number,
): void {
  histogram.fill(0);
  for (let slot = 0; slot < bySlot.length; slot++) {
    const person = bySlot[slot];
    if (person && slot !== self) histogram[binOf(from, person.pose)]!++;
  }
  let sum = 0;
  let [near, middle] = [0, 0];
  for (let bin = 0; bin < BINS; bin++) {
    starts[bin] = sum;
    sum += histogram[bin]!;
    if (bin < CIRCLES.near.metres * BINS_PER_METRE) near = sum;
    if (bin < CIRCLES.middle.metres * BINS_PER_METRE) middle = sum;
  }
  for (let slot = 0; slot < bySlot.length; slot++) {
    const person = bySlot[slot];
    if (person && slot !== self) circle.slots[starts[binOf(from, person.pose)]!++] = slot;
  }
  circle.near = Math.min(near, CIRCLES.near.people);
  circle.middle = Math.max(circle.near, Math.min(middle, CIRCLES.near.people + CIRCLES.middle.people));
  circle.count = sum;
}
