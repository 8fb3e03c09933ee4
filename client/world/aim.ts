import type { ScenePortal, SceneSeat } from '../../shared/model/scene.ts';
import type { Ground, Ray } from './ground.ts';
import { lengthOf } from './turns.ts';

/** What one means by pointing somewhere. */
export type Aim =
  | { kind: 'portal'; portal: ScenePortal }
  | { kind: 'seat'; seat: number }
  | { kind: 'floor'; x: number; z: number };

/** Metres by which a door or seat may lie behind the floor that one sees through it. */
const BEHIND_METRES = 0.5;

const onFloor: Aim & { kind: 'floor' } = { kind: 'floor', x: 0, z: 0 };
const onSeat: Aim & { kind: 'seat' } = { kind: 'seat', seat: 0 };

/** What a ray means: the nearest of door, seat and floor. Asked in each frame: the answer holds until the next question. */
export function aim(
  ray: Ray,
  ground: Ground,
  { portals, seats }: { portals: readonly ScenePortal[]; seats: readonly SceneSeat[] },
): Aim | undefined {
  const floor = ground.meet(ray);
  const { x, y, z } = ray.origin;
  const far = floor ? lengthOf(floor.x - x, floor.y - y, floor.z - z) : Number.POSITIVE_INFINITY;
  const portal = aimAtPortal(ray, portals);
  const seat = aimAtSeat(ray, seats);
  const nearer = Math.min(portal?.metres ?? far, seat?.metres ?? far);
  if (nearer < far + BEHIND_METRES) {
    if (portal && portal.metres === nearer) return { kind: 'portal', portal: portal.portal };
    if (seat && seat.metres === nearer) {
      onSeat.seat = seat.seat;
      return onSeat;
    }
  }
  if (!floor) return undefined;
  onFloor.x = floor.x;
  onFloor.z = floor.z;
  return onFloor;
}

/** Metres around the middle of a seat within which one means it, and how far above the seat that middle is. */
const SEAT = { radius: 0.34, lift: 0.2 } as const;

/** The seat that a ray means, by its place in the list, and how far away; nearest first. */
export function aimAtSeat(
  ray: Ray,
  seats: readonly SceneSeat[],
): { seat: number; metres: number } | undefined {
  let best: { seat: number; metres: number } | undefined;
  for (let seat = 0; seat < seats.length; seat++) {
    const { position } = seats[seat]!;
    const metres = meetBall(ray, position[0], position[1] + SEAT.lift, position[2], SEAT.radius);
    if (metres !== undefined && metres < (best?.metres ?? Number.POSITIVE_INFINITY)) best = { seat, metres };
  }
  return best;
}

/** The way out that a ray means, and how far away. */
export function aimAtPortal(
  ray: Ray,
  portals: readonly ScenePortal[],
): { portal: ScenePortal; metres: number } | undefined {
  let best: { portal: ScenePortal; metres: number } | undefined;
  for (const portal of portals) {
    const metres = meetUpright(ray, portal);
    if (metres !== undefined && metres < (best?.metres ?? Number.POSITIVE_INFINITY))
      best = { portal, metres };
  }
  return best;
}

function meetBall(
  { origin, direction }: Ray,
  x: number,
  y: number,
  z: number,
  radius: number,
): number | undefined {
  const dx = x - origin.x;
  const dy = y - origin.y;
  const dz = z - origin.z;
  const along = dx * direction.x + dy * direction.y + dz * direction.z;
  const off = dx * dx + dy * dy + dz * dz - along * along;
  return along > 0 && off < radius * radius ? along : undefined;
}

/** Where a ray meets an upright rectangle that stands on its position and faces along its yaw. */
function meetUpright(
  { origin, direction }: Ray,
  { position, yaw, width, height }: ScenePortal,
): number | undefined {
  const nx = -Math.sin(yaw);
  const nz = -Math.cos(yaw);
  const towards = direction.x * nx + direction.z * nz;
  if (towards > -1e-6) return undefined;
  const along = ((position[0] - origin.x) * nx + (position[2] - origin.z) * nz) / towards;
  if (along <= 0) return undefined;
  const up = origin.y + direction.y * along - position[1];
  const aside =
    (origin.x + direction.x * along - position[0]) * -nz +
    (origin.z + direction.z * along - position[2]) * nx;
  return up >= 0 && up <= height && Math.abs(aside) <= width / 2 ? along : undefined;
}
