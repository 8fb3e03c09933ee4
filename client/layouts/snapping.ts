import type { Placement } from '../../shared/model/layout.ts';
import { type Box, boxOf, reach } from './footprint.ts';
import type { Size } from './goods.ts';

/** A wall: from one end to the other (x, z; metres), `nx`, `nz` point into the room. */
export type Wall = { from: [x: number, z: number]; to: [x: number, z: number]; nx: number; nz: number };

/** Where something is or is wished to be. */
export type Pose = Pick<Placement, 'mount' | 'x' | 'y' | 'z' | 'yaw' | 'scale'>;

/** To what it was drawn. */
export type Snap = 'wall' | 'piece';

/** Metres and radians within which things are drawn to each other. */
const NEAR_METRES = 0.1;
const NEAR_WALL_METRES = 0.14;
const NEAR_TURN = 0.075;
const WALL_TURN = 0.35;
/** Metres beyond both edges within which another piece still draws. */
const BESIDE_METRES = 0.4;
/** Turns at which things rest. */
const STEP = Math.PI / 12;
const PARALLEL = 0.04;

/** The turn from one yaw to another, by the shorter way. */
export const turnTo = (from: number, to: number): number =>
  Math.atan2(Math.sin(to - from), Math.cos(to - from));

/** The turn as it rests: in steps of 15° counted from `base`, where one is near. */
export function restingTurn(yaw: number, base: number): number {
  const rest = base + Math.round((yaw - base) / STEP) * STEP;
  return Math.abs(yaw - rest) <= NEAR_TURN ? rest : yaw;
}

/** The wish drawn to walls and to its neighbours' edges; `neighbours` are their boxes. */
export function snapped(
  wish: Pose,
  size: Size,
  walls: readonly Wall[],
  neighbours: readonly Box[],
): { pose: Pose; snaps: Snap[] } {
  const snaps: Snap[] = [];
  let pose = wish;
  if (pose.mount !== 'wall') {
    const beside = besideWalls(pose, size, walls);
    if (beside) {
      pose = beside;
      snaps.push('wall');
    }
  }
  const beside = besidePieces(pose, size, neighbours);
  if (beside) {
    pose = beside;
    snaps.push('piece');
  }
  return { pose, snaps };
}

/** Its back or a side laid against the walls that are near: one, or two in a corner. */
function besideWalls(wish: Pose, size: Size, walls: readonly Wall[]): Pose | undefined {
  let pose = wish;
  let found = false;
  for (const wall of walls) {
    if (!isAlong(wall, pose)) continue;
    const facing = Math.atan2(wall.nx, wall.nz);
    const quarter = facing + Math.round(turnTo(facing, pose.yaw) / (Math.PI / 2)) * (Math.PI / 2);
    const aligned = Math.abs(turnTo(quarter, pose.yaw)) <= WALL_TURN ? { ...pose, yaw: quarter } : pose;
    const gap = away(wall, aligned) - reach(boxOf(aligned, size), wall.nx, wall.nz);
    if (Math.abs(gap) > NEAR_WALL_METRES) continue;
    pose = { ...aligned, x: aligned.x - wall.nx * gap, z: aligned.z - wall.nz * gap };
    found = true;
  }
  return found ? pose : undefined;
}

/** Metres from a wall into the room. */
const away = ({ from, nx, nz }: Wall, { x, z }: { x: number; z: number }): number =>
  (x - from[0]) * nx + (z - from[1]) * nz;

/** Whether a point lies before or behind the wall itself, not past its ends. */
function isAlong({ from, to }: Wall, { x, z }: { x: number; z: number }): boolean {
  const dx = to[0] - from[0];
  const dz = to[1] - from[1];
  const along = ((x - from[0]) * dx + (z - from[1]) * dz) / (dx * dx + dz * dz || 1);
  return along >= 0 && along <= 1;
}

/** Laid edge to edge with a neighbour that stands parallel to it, and in line with it where that is near. */
function besidePieces(wish: Pose, size: Size, neighbours: readonly Box[]): Pose | undefined {
  const mine = boxOf(wish, size);
  let best: { du: number; dv: number; cost: number; other: Box } | undefined;
  for (const other of neighbours) {
    const turned = turnTo(other.yaw, wish.yaw);
    const quarters = Math.round(turned / (Math.PI / 2));
    if (Math.abs(turned - quarters * (Math.PI / 2)) > PARALLEL) continue;
    const flat = wish.mount === 'wall';
    if (flat ? !isOnSameWall(mine, other) : !isOnSameHeight(mine, other)) continue;
    const [w, h, d] = quarters % 2 === 0 ? mine.half : [mine.half[2], mine.half[1], mine.half[0]];
    const [u, v] = inFrame(other, mine, flat);
    const shift = flat
      ? edges(u, v, w + other.half[0], w - other.half[0], h + other.half[1], h - other.half[1])
      : edges(u, v, w + other.half[0], w - other.half[0], d + other.half[2], d - other.half[2]);
    if (shift && (!best || shift.cost < best.cost)) best = { ...shift, other };
  }
  if (!best) return undefined;
  const { du, dv, other } = best;
  const sin = Math.sin(other.yaw);
  const cos = Math.cos(other.yaw);
  if (wish.mount === 'wall') return { ...wish, x: wish.x + du * cos, y: wish.y + dv, z: wish.z - du * sin };
  return { ...wish, x: wish.x + du * cos + dv * sin, z: wish.z - du * sin + dv * cos };
}

/** Where a box lies as another sees it: to its side, and before it (on a wall: above it). */
function inFrame(other: Box, { x, y, z }: Box, flat: boolean): [u: number, v: number] {
  const dx = x - other.x;
  const dz = z - other.z;
  const sin = Math.sin(other.yaw);
  const cos = Math.cos(other.yaw);
  return [dx * cos - dz * sin, flat ? y - other.y : dx * sin + dz * cos];
}

/** The shift that lays edges together: outer edges to touch along one axis, and in line along the other. */
function edges(u: number, v: number, su: number, tu: number, sv: number, tv: number) {
  const touchU = nearest(u, [su, -su]);
  const touchV = nearest(v, [sv, -sv]);
  const besideU = touchU !== undefined && Math.abs(v) < sv + BESIDE_METRES;
  const besideV = touchV !== undefined && Math.abs(u) < su + BESIDE_METRES;
  if (besideU && (!besideV || Math.abs(touchU) <= Math.abs(touchV))) {
    const dv = nearest(v, [0, tv, -tv]) ?? 0;
    return { du: touchU, dv, cost: Math.hypot(touchU, dv) };
  }
  if (!besideV) return undefined;
  const du = nearest(u, [0, tu, -tu]) ?? 0;
  return { du, dv: touchV, cost: Math.hypot(du, touchV) };
}

/** The shift to the nearest of some marks, where one is near. */
function nearest(value: number, marks: readonly number[]): number | undefined {
  let best: number | undefined;
  for (const mark of marks) {
    const shift = mark - value;
    if (Math.abs(shift) <= NEAR_METRES && Math.abs(shift) < Math.abs(best ?? Infinity)) best = shift;
  }
  return best;
}

const isOnSameHeight = (a: Box, b: Box): boolean => Math.abs(a.y - b.y) < a.half[1] + b.half[1];

/** Whether their backs lie in one plane and look the same way. */
function isOnSameWall(a: Box, b: Box): boolean {
  if (Math.abs(turnTo(a.yaw, b.yaw)) > PARALLEL) return false;
  const nx = Math.sin(b.yaw);
  const nz = Math.cos(b.yaw);
  const backs = (a.x - b.x) * nx + (a.z - b.z) * nz - a.half[2] + b.half[2];
  return Math.abs(backs) < NEAR_METRES;
}
