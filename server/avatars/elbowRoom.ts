import { clampToWalkable, type Walkable } from '../../shared/model/geometry.ts';

/** Metres that people who stand keep between them. */
export const ELBOW_METRES = 0.4;

/** How often one makes way before one stays where one is: a crowd may be too thick. */
const TRIES = 8;

type Place = { x: number; z: number };

/** The place where one who stops stands: the wish, or beside it when somebody stands there. Passing through is free. */
export function elbowRoom(area: Walkable, wish: Place, others: readonly Place[]): Place {
  let place = wish;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const near = others.find((other) => distance(other, place) < ELBOW_METRES);
    if (!near) return place;
    const away = Math.atan2(place.z - near.z, place.x - near.x) + attempt * 0.7;
    const reach = ELBOW_METRES + 0.02;
    place = clampToWalkable(area, near.x + Math.cos(away) * reach, near.z + Math.sin(away) * reach);
  }
  return wish;
}

const distance = (a: Place, b: Place): number => Math.hypot(a.x - b.x, a.z - b.z);
