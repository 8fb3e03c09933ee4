import type { RoomPlan } from '../../../shared/model/layout.ts';
import type { Goods } from '../goods.ts';
import type { NewPiece, Plan } from '../plan.ts';
import type { Pose } from '../snapping.ts';
import { fitsInside, keptInside } from './inside.ts';
import { wallLength, wallsOf } from './roomPlan.ts';

/** Metres between two places that are tried, and metres above the floor at which one looks at a picture. */
const STEP = 0.2;
const EYE = 1.5;
/** Metres around the origin that are tried where there is no room. */
const OPEN = 4;

/** A place for something new where nothing stands: near the middle, on the longest wall, or under the ceiling. Undefined when there is none. */
export function freePlace(plan: Plan, room: RoomPlan | null, goods: Goods): NewPiece | undefined {
  for (const wish of wishes(room, goods)) {
    const pose: Pose = { ...wish, y: goods.mount === 'wall' ? EYE : 0, mount: goods.mount, scale: 1 };
    const { x, y, z, yaw } = room ? keptInside(room, pose, goods.size) : pose;
    const piece = { sku: goods.sku, x, y, z, yaw };
    const outcome = plan.tryAdd(piece);
    if (!outcome.done || (room && !fitsInside(room, outcome.piece, goods.size))) continue;
    if (room && goods.mount === 'wall' && isOverOpening(room, outcome.piece, goods)) continue;
    return piece;
  }
  return undefined;
}

function* wishes(room: RoomPlan | null, { mount, size }: Goods) {
  if (room && mount === 'wall') return yield* alongWalls(room, 0);
  yield* aroundMiddle(room);
  // Where the middle is taken, with its back to a wall.
  if (room) yield* alongWalls(room, size[2] / 2);
}

function* alongWalls(room: RoomPlan, before: number) {
  const walls = wallsOf(room).map((wall, at) => ({ ...wall, length: wallLength(room, at) }));
  for (const { from, to, nx, nz, length } of walls.sort((a, b) => b.length - a.length))
    for (let away = 0; away <= length / 2; away += STEP)
      for (const side of away === 0 ? [0] : [-away, away]) {
        const at = (length / 2 + side) / length;
        const [x, z] = [from[0] + (to[0] - from[0]) * at, from[1] + (to[1] - from[1]) * at];
        yield { x: x + nx * before, z: z + nz * before, yaw: Math.atan2(nx, nz) };
      }
}

function* aroundMiddle(room: RoomPlan | null) {
  const corners = room?.corners ?? [
    [-OPEN / 2, -OPEN / 2],
    [OPEN / 2, OPEN / 2],
  ];
  const xs = corners.map(([x]) => x);
  const zs = corners.map(([, z]) => z);
  const [mx, mz] = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...zs) + Math.max(...zs)) / 2];
  const most = Math.max(Math.max(...xs) - mx, Math.max(...zs) - mz);
  yield { x: mx, z: mz, yaw: 0 };
  for (let ring = STEP; ring <= most; ring += STEP) {
    const count = Math.round((2 * Math.PI * ring) / STEP);
    for (let n = 0; n < count; n++) {
      const angle = (n / count) * 2 * Math.PI;
      yield { x: mx + Math.sin(angle) * ring, z: mz + Math.cos(angle) * ring, yaw: 0 };
    }
  }
}

/** Whether something on a wall would hang in a door or a window. */
function isOverOpening(room: RoomPlan, { x, y, z }: Pose, { size }: Goods): boolean {
  const [w, h] = [size[0] / 2, size[1] / 2];
  return wallsOf(room).some(({ from, to, nx, nz }, at) => {
    const length = wallLength(room, at);
    if (Math.abs((x - from[0]) * nx + (z - from[1]) * nz) > 0.02) return false;
    const along = ((x - from[0]) * (to[0] - from[0]) + (z - from[1]) * (to[1] - from[1])) / length;
    return room.openings.some(
      (one) =>
        one.wall === at &&
        Math.max(one.from, along - w) < Math.min(one.from + one.width, along + w) &&
        Math.max(one.bottom, y - h) < Math.min(one.top, y + h),
    );
  });
}
