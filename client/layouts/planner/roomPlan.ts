import { MOST_CORNERS, MOST_OPENINGS, type Opening, type RoomPlan } from '../../../shared/model/layout.ts';
import type { Wall } from '../snapping.ts';

/** A corner or a point on the floor: x, z; metres. */
export type Point = [x: number, z: number];
/** Leads a point of the window to the plan. */
export type ToPlan = (event: { clientX: number; clientY: number }) => Point;

/** Least and most metres that a wall and a ceiling have. */
export const WALLS = { least: 0.2, most: 40 } as const;
export const HEIGHTS = { least: 1.8, most: 8 } as const;
/** Metres of the grid on which corners rest, and within which they are drawn to a right angle. */
export const GRID = 0.05;
const STRAIGHT = 0.12;
/** What a door and a window are like before anybody says otherwise, metres. */
const NEW_OPENING = {
  door: { width: 0.9, bottom: 0, top: 2.1 },
  window: { width: 1.4, bottom: 0.85, top: 2.2 },
} as const;

/** A rectangular room around the layout's origin, metres. */
export function rectangle(width: number, depth: number, height: number): RoomPlan {
  const [x, z] = [width / 2, depth / 2];
  return {
    corners: [
      [-x, -z],
      [x, -z],
      [x, z],
      [-x, z],
    ],
    height,
    openings: [],
  };
}

/** The room one begins with: four metres by three and a half, with a window and a door. */
export function firstRoom(): RoomPlan {
  const room = rectangle(4.4, 3.6, 2.6);
  return {
    ...room,
    openings: [
      { kind: 'window', wall: 0, from: 1.1, width: 2.2, bottom: 0.8, top: 2.25 },
      { kind: 'door', wall: 3, from: 0.5, ...NEW_OPENING.door },
    ],
  };
}

const next = (corners: readonly Point[], index: number): Point => corners[(index + 1) % corners.length]!;

/** Metres of a wall. */
export function wallLength({ corners }: RoomPlan, wall: number): number {
  const [from, to] = [corners[wall]!, next(corners, wall)];
  return Math.hypot(to[0] - from[0], to[1] - from[1]);
}

/** Square metres, with a sign that tells which way the corners go around. */
function turned(corners: readonly Point[]): number {
  return corners.reduce((sum, a, at) => {
    const b = next(corners, at);
    return sum + (a[0] * b[1] - b[0] * a[1]) / 2;
  }, 0);
}

/** Square metres of floor. */
export const floorArea = ({ corners }: RoomPlan): number => Math.abs(turned(corners));

/** The walls, each looking into the room. */
export function wallsOf({ corners }: RoomPlan): Wall[] {
  const way = Math.sign(turned(corners)) || 1;
  return corners.map((from, at) => {
    const to = next(corners, at);
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    return {
      ...{ from, to },
      nx: (-way * (to[1] - from[1])) / length + 0,
      nz: (way * (to[0] - from[0])) / length + 0,
    };
  });
}

/** Whether a point lies on the floor of the room. */
export function isInside({ corners }: Pick<RoomPlan, 'corners'>, [x, z]: Point): boolean {
  let inside = false;
  corners.forEach((a, at) => {
    const b = next(corners, at);
    if (a[1] > z !== b[1] > z && x < ((b[0] - a[0]) * (z - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  });
  return inside;
}

/** Whether no wall runs through another, and the floor is more than a line. */
export function isSound({ corners }: Pick<RoomPlan, 'corners'>): boolean {
  if (corners.length < 3 || Math.abs(turned(corners)) < 0.2) return false;
  const count = corners.length;
  return corners.every((a, i) =>
    corners.every((b, j) => {
      const apart = Math.min((j - i + count) % count, (i - j + count) % count);
      return apart < 2 || !crosses(a, next(corners, i), b, next(corners, j));
    }),
  );
}

const side = (a: Point, b: Point, c: Point): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
const crosses = (a: Point, b: Point, c: Point, d: Point): boolean =>
  side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);

const rest = (metres: number): number => Math.round(metres / GRID) * GRID;

/** A corner where it comes to rest: on the grid, and in line with its neighbours where that is near. */
export function restingCorner(point: Point, neighbours: readonly Point[]): Point {
  const near = (axis: 0 | 1): number => {
    const line = neighbours.find((one) => Math.abs(one[axis] - point[axis]) <= STRAIGHT);
    return line ? line[axis] : rest(point[axis]);
  };
  return [near(0), near(1)];
}

/** The room with a corner elsewhere; undefined when walls would cross. */
export function withCorner(room: RoomPlan, index: number, point: Point): RoomPlan | undefined {
  const corners = room.corners.map((corner, at): Point => (at === index ? point : corner));
  return fitted({ ...room, corners });
}

/** The room with a wall of another length: what lies behind its end goes along, so that right angles stay right. */
export function withLength(room: RoomPlan, wall: number, metres: number): RoomPlan | undefined {
  const { corners } = room;
  const [from, to] = [corners[wall]!, next(corners, wall)];
  const length = wallLength(room, wall);
  const grow = Math.min(WALLS.most, Math.max(WALLS.least, metres)) - length;
  const [ux, uz] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const end = (wall + 1) % corners.length;
  const beyond = (end + 1) % corners.length;
  const moved = corners.map((corner, at): Point => {
    const goes = at === end || (corners.length > 3 && at === beyond && isAcross(corners, end, ux, uz));
    return goes ? [corner[0] + ux * grow, corner[1] + uz * grow] : corner;
  });
  return fitted({ ...room, corners: moved });
}

/** Whether the wall from a corner on stands across a direction. */
function isAcross(corners: readonly Point[], from: number, ux: number, uz: number): boolean {
  const [a, b] = [corners[from]!, next(corners, from)];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return Math.abs(((b[0] - a[0]) * ux + (b[1] - a[1]) * uz) / length) < 0.1;
}

/** The room with one more corner in the middle of a wall; undefined when there are too many. */
export function withSplit(room: RoomPlan, wall: number): RoomPlan | undefined {
  if (room.corners.length >= MOST_CORNERS) return undefined;
  const [from, to] = [room.corners[wall]!, next(room.corners, wall)];
  const half = wallLength(room, wall) / 2;
  const corners = room.corners.toSpliced(wall + 1, 0, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]);
  const openings = room.openings.map((one) => {
    if (one.wall > wall) return { ...one, wall: one.wall + 1 };
    if (one.wall < wall || one.from < half) return one;
    return { ...one, wall: wall + 1, from: one.from - half };
  });
  return fitted({ ...room, corners, openings });
}

/** The room without a corner; undefined when too few would be left. What is in the two walls beside it goes with them. */
export function withoutCorner(room: RoomPlan, index: number): RoomPlan | undefined {
  const count = room.corners.length;
  if (count <= 3) return undefined;
  const before = (index + count - 1) % count;
  const openings = room.openings
    .filter(({ wall }) => wall !== index && wall !== before)
    .map((one) => (one.wall > index ? { ...one, wall: one.wall - 1 } : one));
  return fitted({ ...room, corners: room.corners.toSpliced(index, 1), openings });
}

/** The room with another height; doors and windows end below it. */
export function withHeight(room: RoomPlan, metres: number): RoomPlan | undefined {
  return fitted({ ...room, height: Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, metres)) });
}

/** The room with a door or window more, in the middle of the free part of a wall; undefined when there is no place. */
export function withOpening(room: RoomPlan, kind: Opening['kind'], wall: number): RoomPlan | undefined {
  if (room.openings.length >= MOST_OPENINGS) return undefined;
  const gap = widestGap(room, wall);
  if (gap.width < 0.4) return undefined;
  const like = NEW_OPENING[kind];
  const width = Math.min(like.width, gap.width - 0.2);
  const opening = { kind, wall, ...like, width, from: rest(gap.from + (gap.width - width) / 2) };
  return fitted({ ...room, openings: [...room.openings, opening] });
}

function widestGap(room: RoomPlan, wall: number): { from: number; width: number } {
  const taken = room.openings.filter((one) => one.wall === wall).sort((a, b) => a.from - b.from);
  let best = { from: 0, width: 0 };
  let from = 0;
  for (const { from: begins, width } of [...taken, { from: wallLength(room, wall), width: 0 }]) {
    if (begins - from > best.width) best = { from, width: begins - from };
    from = Math.max(from, begins + width);
  }
  return best;
}

/** The room with a door or window otherwise: kept within its wall. */
export function withChange(
  room: RoomPlan,
  index: number,
  change: Partial<Omit<Opening, 'kind'>>,
): RoomPlan | undefined {
  const openings = room.openings.map((one, at) => (at === index ? { ...one, ...change } : one));
  return fitted({ ...room, openings });
}

/** A room whose openings lie in their walls; those that find no place are left out. Undefined when its walls cross. */
export function fitted(room: RoomPlan): RoomPlan | undefined {
  if (!isSound(room)) return undefined;
  const openings = room.openings.flatMap((one): Opening[] => {
    const length = one.wall < room.corners.length ? wallLength(room, one.wall) : 0;
    const width = Math.min(Math.max(0.3, one.width), length);
    const top = Math.min(one.top, room.height);
    const bottom = one.kind === 'door' ? 0 : Math.min(Math.max(0, one.bottom), top - 0.2);
    if (length < 0.3 || top - bottom < 0.2) return [];
    return [{ ...one, width, top, bottom, from: Math.min(Math.max(0, one.from), length - width) }];
  });
  return { ...room, openings };
}
