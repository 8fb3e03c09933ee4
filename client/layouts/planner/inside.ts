import type { RoomPlan } from '../../../shared/model/layout.ts';
import { boxOf, reach } from '../footprint.ts';
import type { Size } from '../goods.ts';
import type { Pose, Wall } from '../snapping.ts';
import { isInside, wallsOf } from './roomPlan.ts';

/** Times that a piece is pushed off walls: twice for a corner, and once more where pushing off one leads into another. */
const PUSHES = 4;

/** A wish as the room lets it be: on the floor within the walls, flat on the nearest wall, or under the ceiling. */
export function keptInside(room: RoomPlan, wish: Pose, size: Size): Pose {
  if (wish.mount === 'wall') return onWall(room, wish, size);
  const top = room.height - size[1] * wish.scale;
  const y = wish.mount === 'ceiling' ? room.height : Math.min(Math.max(0, wish.y), Math.max(0, top));
  return withinWalls(room, { ...wish, y }, size);
}

/** The wall nearest to a point, and how far along it the point lies. */
export function nearestWall(
  room: RoomPlan,
  { x, z }: { x: number; z: number },
): { wall: Wall; along: number; away: number } {
  const found = wallsOf(room).map((wall) => {
    const [dx, dz] = [wall.to[0] - wall.from[0], wall.to[1] - wall.from[1]];
    const length = Math.hypot(dx, dz) || 1;
    const along = ((x - wall.from[0]) * dx + (z - wall.from[1]) * dz) / length;
    const there = Math.min(length, Math.max(0, along));
    const away = Math.hypot(
      x - wall.from[0] - (dx / length) * there,
      z - wall.from[1] - (dz / length) * there,
    );
    return { wall, along: there, away };
  });
  return found.reduce((best, one) => (one.away < best.away ? one : best));
}

function onWall(room: RoomPlan, wish: Pose, size: Size): Pose {
  const { wall, along } = nearestWall(room, wish);
  const [dx, dz] = [wall.to[0] - wall.from[0], wall.to[1] - wall.from[1]];
  const length = Math.hypot(dx, dz) || 1;
  const half = Math.min(length / 2, (size[0] * wish.scale) / 2);
  const at = Math.min(length - half, Math.max(half, along)) / length;
  const tall = (size[1] * wish.scale) / 2;
  return {
    ...wish,
    x: wall.from[0] + dx * at,
    z: wall.from[1] + dz * at,
    y: Math.max(Math.min(tall, room.height / 2), Math.min(room.height - tall, wish.y)),
    yaw: Math.atan2(wall.nx, wall.nz),
  };
}

function withinWalls(room: RoomPlan, wish: Pose, size: Size): Pose {
  let pose = wish;
  if (!isInside(room, [pose.x, pose.z])) {
    const { wall, along } = nearestWall(room, pose);
    const length = Math.hypot(wall.to[0] - wall.from[0], wall.to[1] - wall.from[1]) || 1;
    const at = along / length;
    pose = {
      ...pose,
      x: wall.from[0] + (wall.to[0] - wall.from[0]) * at + wall.nx * 1e-3,
      z: wall.from[1] + (wall.to[1] - wall.from[1]) * at + wall.nz * 1e-3,
    };
  }
  const walls = wallsOf(room);
  for (let push = 0; push < PUSHES; push++) {
    let pushed = false;
    for (const wall of walls) {
      const box = boxOf(pose, size);
      const far = (pose.x - wall.from[0]) * wall.nx + (pose.z - wall.from[1]) * wall.nz;
      const gap = far - reach(box, wall.nx, wall.nz);
      // Behind a wall of another part of the room is no trespass.
      if (gap >= -1e-6 || far < 0 || !isBeside(wall, pose, reach(box, wall.nz, -wall.nx))) continue;
      pose = { ...pose, x: pose.x - wall.nx * gap, z: pose.z - wall.nz * gap };
      pushed = true;
    }
    if (!pushed) break;
  }
  return pose;
}

/** Whether what reaches so far to both sides stands somewhere before the wall. */
function isBeside({ from, to }: Wall, { x, z }: { x: number; z: number }, half: number): boolean {
  const [dx, dz] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dz) || 1;
  const along = ((x - from[0]) * dx + (z - from[1]) * dz) / length;
  return along > -half + 1e-6 && along < length + half - 1e-6;
}

/** Whether a piece stands wholly in the room. */
export function fitsInside(room: RoomPlan, pose: Pose, size: Size): boolean {
  const kept = keptInside(room, pose, size);
  return Math.hypot(kept.x - pose.x, kept.z - pose.z, kept.y - pose.y) < 2e-3;
}
