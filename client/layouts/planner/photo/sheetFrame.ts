import { type Flat, type Homography, solve } from './homography.ts';

/** A direction or a point in space, metres. */
export type Space = [x: number, y: number, z: number];

/** A sheet as a camera has it before it (x to the right, y down, z away): where its sides point, and its middle. */
export type SheetFrame = { across: Space; down: Space; middle: Space };

/** Steps towards the best fit; the first ones do nearly all of it. */
const STEPS = 6;
const SMALL = 1e-5;

/** The frame of a sheet under a focal length (pixels), for which its sides come nearest to a right angle and to scale; undefined when it is seen from below. */
export function frameOf(map: Homography, focal: number): SheetFrame | undefined {
  const column = (at: number): Space => [map[at]! / focal, map[at + 3]! / focal, map[at + 6]!];
  const [x, z, t] = [column(0), column(1), column(2)];
  const sign = t[2] < 0 ? -1 : 1;
  const frame = squared(times(x, sign), times(z, sign), times(t, (2 * sign) / (norm(x) + norm(z))));
  return dot(cross(frame.down, frame.across), frame.middle) < 0 ? frame : undefined;
}

/** The frame moved and turned until the corners of the sheet are seen as near to their marks as they can be (Gauss and Newton), and how far they are then: the root of the mean square, pixels. */
export function refined(
  rough: SheetFrame,
  focal: number,
  sheet: readonly Flat[],
  marks: readonly Flat[],
): { frame: SheetFrame; misfit: number } {
  const offOf = (frame: SheetFrame): number[] =>
    sheet.flatMap(([x, z], at) => {
      const [px, py, pz] = plus(plus(times(frame.across, x), times(frame.down, z)), frame.middle);
      return [(focal * px) / pz - marks[at]![0], (focal * py) / pz - marks[at]![1]];
    });
  const sum = (off: readonly number[]): number => off.reduce((all, one) => all + one * one, 0);
  let frame = rough;
  let off = offOf(frame);
  for (let step = 0; step < STEPS; step++) {
    const slopes = [0, 1, 2, 3, 4, 5].map((at) => {
      const nudge = [0, 0, 0, 0, 0, 0].with(at, SMALL);
      return offOf(moved(frame, nudge)).map((one, n) => (one - off[n]!) / SMALL);
    });
    const rows = slopes.map((a) => [
      ...slopes.map((b) => a.reduce((all, one, n) => all + one * b[n]!, 0)),
      -a.reduce((all, one, n) => all + one * off[n]!, 0),
    ]);
    const way = solve(rows);
    if (!way) break;
    const next = moved(frame, way);
    const nextOff = offOf(next);
    if (!(sum(nextOff) < sum(off))) break;
    [frame, off] = [next, nextOff];
  }
  return { frame, misfit: Math.sqrt(sum(off) / sheet.length) };
}

/** From where the sheet is seen so, in its own space: its middle is the origin, y points up from it. */
export function seenFrom({ across, down, middle }: SheetFrame) {
  const upward = cross(down, across);
  const world = (v: Space): Space => [dot(across, v), dot(upward, v), dot(down, v)];
  return {
    position: times(world(middle), -1),
    ...{ right: world([1, 0, 0]), up: world([0, -1, 0]), forward: world([0, 0, 1]) },
  };
}

/** A frame turned about three axes (radians) and moved. */
function moved({ across, down, middle }: SheetFrame, way: readonly number[]): SheetFrame {
  const turn: Space = [way[0]!, way[1]!, way[2]!];
  const to: Space = [way[3]!, way[4]!, way[5]!];
  return squared(plus(across, cross(turn, across)), plus(down, cross(turn, down)), plus(middle, to));
}

/** Two sides brought to a right angle and to length one; what is amiss is shared, so that neither is favoured. */
function squared(across: Space, down: Space, middle: Space): SheetFrame {
  const [a, b] = [unit(across), unit(down)];
  const [along, other] = [unit(plus(a, b)), unit(plus(a, times(b, -1)))];
  return {
    across: times(plus(along, other), Math.SQRT1_2),
    down: times(plus(along, times(other, -1)), Math.SQRT1_2),
    middle,
  };
}

const dot = (a: Space, b: Space): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const norm = (a: Space): number => Math.hypot(...a);
const times = ([x, y, z]: Space, by: number): Space => [x * by, y * by, z * by];
const plus = (a: Space, b: Space): Space => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const unit = (a: Space): Space => times(a, 1 / norm(a));
const cross = (a: Space, b: Space): Space => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
