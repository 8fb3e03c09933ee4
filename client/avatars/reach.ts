import {
  after,
  around,
  between,
  type Point,
  part,
  pivotOf,
  point,
  type Skeleton,
  shortest,
  type Turn,
  turn,
  turnBranch,
  turnOf,
} from './bones.ts';

/** Two bones and what they carry: upper arm, lower arm and hand, or thigh, shin and foot. */
export type Limb = { upper: number; lower: number; end: number };

/** Where the middle joint of a limb of two bones goes, so that its end comes as near to `target` as it can; `target` is drawn in to where that is. */
export function middleOf(
  root: Point,
  target: Point,
  upper: number,
  lower: number,
  pole: Point,
  into: Point,
): void {
  let dx = target[0]! - root[0]!;
  let dy = target[1]! - root[1]!;
  let dz = target[2]! - root[2]!;
  let far = Math.hypot(dx, dy, dz);
  if (far < 1e-5) {
    // Right on its root: as if it lay a little along the pole.
    dx = pole[0]!;
    dy = pole[1]!;
    dz = pole[2]!;
    far = Math.hypot(dx, dy, dz) || 1;
  }
  dx /= far;
  dy /= far;
  dz /= far;
  // A limb is never quite straight, nor quite folded.
  const reach = Math.max(Math.abs(upper - lower) * 1.02 + 1e-4, Math.min(far, (upper + lower) * 0.998));
  target[0] = root[0]! + dx * reach;
  target[1] = root[1]! + dy * reach;
  target[2] = root[2]! + dz * reach;
  const along = (reach * reach + upper * upper - lower * lower) / (2 * reach);
  const aside = Math.sqrt(Math.max(0, upper * upper - along * along));
  // The pole as far as it points away from the limb's way.
  let px = pole[0]!;
  let py = pole[1]!;
  let pz = pole[2]!;
  const on = px * dx + py * dy + pz * dz;
  px -= dx * on;
  py -= dy * on;
  pz -= dz * on;
  let length = Math.hypot(px, py, pz);
  if (length < 1e-5) {
    // Any way across will do.
    px = dy;
    py = dz;
    pz = dx;
    const again = px * dx + py * dy + pz * dz;
    px -= dx * again;
    py -= dy * again;
    pz -= dz * again;
    length = Math.hypot(px, py, pz) || 1;
  }
  into[0] = root[0]! + dx * along + (px / length) * aside;
  into[1] = root[1]! + dy * along + (py / length) * aside;
  into[2] = root[2]! + dz * along + (pz / length) * aside;
}

const root = point();
const middle = point();
const end = point();
const wanted = point();
const way = point();
const goal = point();
const by = turn();
const held = turn();
const rest = turn();

/** Brings a limb's end to `target` (which is drawn in to where it can be), its middle joint towards the pole. */
export function reach(line: Float32Array, skeleton: Skeleton, limb: Limb, target: Point, pole: Point): void {
  pivotOf(line, skeleton, limb.upper, root);
  pivotOf(line, skeleton, limb.lower, middle);
  pivotOf(line, skeleton, limb.end, end);
  const upper = distance(root, middle);
  const lower = distance(middle, end);
  middleOf(root, target, upper, lower, pole, wanted);
  difference(middle, root, way);
  difference(wanted, root, goal);
  shortest(way, goal, by);
  turnBranch(line, skeleton.branches[limb.upper]!, root, by);
  pivotOf(line, skeleton, limb.lower, middle);
  pivotOf(line, skeleton, limb.end, end);
  difference(end, middle, way);
  difference(target, middle, goal);
  shortest(way, goal, by);
  turnBranch(line, skeleton.branches[limb.lower]!, middle, by);
}

/** Turns a limb's end as wanted; what of that goes around the lower bone is shared with it, so that no wrist is wrung. */
export function turnEnd(line: Float32Array, skeleton: Skeleton, limb: Limb, to: Turn): void {
  pivotOf(line, skeleton, limb.lower, middle);
  pivotOf(line, skeleton, limb.end, end);
  turnOf(line, limb.end, held);
  between(held, to, by);
  difference(end, middle, way);
  const length = Math.hypot(way[0]!, way[1]!, way[2]!) || 1;
  for (let axis = 0; axis < 3; axis++) way[axis]! /= length;
  around(by, way, rest);
  part(rest, 0.5, rest);
  turnBranch(line, skeleton.branches[limb.lower]!, middle, rest);
  after(rest, held, held);
  between(held, to, by);
  turnBranch(line, skeleton.branches[limb.end]!, end, by);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);
}

function difference(a: Point, b: Point, into: Point): void {
  for (let axis = 0; axis < 3; axis++) into[axis] = a[axis]! - b[axis]!;
}
