import { clampToWalkable, type FloorPoint, isWalkable } from '../../shared/model/geometry.ts';
import type { Scene } from '../../shared/model/scene.ts';

/** A place and the way one looks there. */
export type Stance = { x: number; z: number; yaw: number };

type Circle = { position: FloorPoint; yaw: number; radius: number };

/** Metres between two places of a spawn circle. */
const APART_METRES = 0.62;
/** Radians of the golden angle: places on a spiral that never line up. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** Room around a place that counts as free, metres. */
const FREE_METRES = 0.6;
/** Metres before a door at which one arrives, and the radius around. */
const DOOR = { metres: 1.3, radius: 2 } as const;
/** Metres beside a friend. */
const BESIDE_METRES = 0.9;

/** Where newcomers arrive in a scene: the first free place of the spawn circles, else the one with most room. */
export type Arrivals = {
  /** Through the scene's own entrance, or through the door that leads to `from`. */
  place(people: readonly FloorPoint[], from?: string): Stance;
  /** Beside somebody, turned as they are. */
  beside(friend: Readonly<Stance>, people: readonly FloorPoint[]): Stance;
};

/** Works out the places of a scene once. */
export function openArrivals({
  spawn,
  portals,
  walkable,
}: Pick<Scene, 'spawn' | 'portals' | 'walkable'>): Arrivals {
  const spread = (circles: readonly Circle[]): Stance[] => {
    const places = circles.flatMap((circle) => placesOf(circle));
    return places.filter(({ x, z }) => isWalkable(walkable, x, z));
  };
  const entrance = spread(spawn);
  const doors = new Map(
    portals
      .filter(({ kind }) => kind === 'door')
      .map(({ to, position: [x, , z], yaw }) => {
        const before = clampToWalkable(
          walkable,
          x - Math.sin(yaw) * DOOR.metres,
          z - Math.cos(yaw) * DOOR.metres,
        );
        return [to, spread([{ position: [before.x, before.z], yaw, radius: DOOR.radius }])] as const;
      }),
  );
  return {
    place(people, from) {
      const door = doors.get(from ?? '');
      return roomiest(door?.length ? door : entrance, people);
    },
    beside(friend, people) {
      const places = Array.from({ length: 8 }, (_, turn) => {
        const angle = friend.yaw + Math.PI / 2 + (turn * Math.PI) / 4;
        const x = friend.x - Math.sin(angle) * BESIDE_METRES;
        const z = friend.z - Math.cos(angle) * BESIDE_METRES;
        return { ...clampToWalkable(walkable, x, z), yaw: friend.yaw };
      });
      return roomiest(places, people);
    },
  };
}

function placesOf({ position: [x, z], yaw, radius }: Circle): Stance[] {
  const count = Math.max(1, Math.floor((radius / APART_METRES) ** 2 * Math.PI * 0.8));
  return Array.from({ length: count }, (_, index) => {
    const far = count === 1 ? 0 : radius * Math.sqrt(index / count);
    const angle = index * GOLDEN_ANGLE;
    return { x: x + Math.cos(angle) * far, z: z + Math.sin(angle) * far, yaw };
  });
}

function roomiest(places: readonly Stance[], people: readonly FloorPoint[]): Stance {
  let best = places[0]!;
  let most = -1;
  for (const place of places) {
    const room = Math.min(9, ...people.map(([x, z]) => Math.hypot(x - place.x, z - place.z)));
    if (room > most + 0.01) [best, most] = [place, room];
    if (places.length > SPACIOUS && most >= FREE_METRES) break;
  }
  return best;
}

/** In a scene with more places than these, the first free one will do. */
const SPACIOUS = 24;
