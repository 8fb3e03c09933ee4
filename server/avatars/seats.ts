import { clampToWalkable, type Walkable } from '../../shared/model/geometry.ts';
import type { SceneSeat } from '../../shared/model/scene.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Stance } from './arrive.ts';

/** Metres from which one may sit down. */
export const SIT_METRES = 2.5;
/** Metres before a seat at which one stands up. */
const RISE_METRES = 0.55;

/** The seats of a scene and who sits on them. */
export type Seats = {
  /** Takes a seat; `not-found`, `too-far` or `seat-taken`. Answers where one sits. */
  take(id: string, seat: number, from: { x: number; z: number }): Stance;
  /** The seat somebody sits on, by its place in the list. */
  of(id: string): number | undefined;
  /** Gives the seat back; answers where one stands then, undefined when one was not sitting. */
  leave(id: string): Stance | undefined;
};

/** All seats free. */
export function openSeats(seats: readonly SceneSeat[], area: Walkable): Seats {
  const byPerson = new Map<string, number>();
  const bySeat = new Map<number, string>();
  const free = (id: string): SceneSeat | undefined => {
    const seat = byPerson.get(id);
    if (seat === undefined) return undefined;
    byPerson.delete(id);
    bySeat.delete(seat);
    return seats[seat];
  };
  return {
    of: (id) => byPerson.get(id),
    take(id, number, from) {
      const seat = seats[number];
      if (!seat) throw new Refusal('not-found', 'no such seat');
      const [x, , z] = seat.position;
      if (Math.hypot(from.x - x, from.z - z) > SIT_METRES) throw new Refusal('too-far');
      if ((bySeat.get(number) ?? id) !== id) throw new Refusal('seat-taken');
      free(id);
      byPerson.set(id, number);
      bySeat.set(number, id);
      return { x, z, yaw: seat.yaw };
    },
    leave(id) {
      const seat = free(id);
      if (!seat) return undefined;
      const [x, , z] = seat.position;
      const before = [x - Math.sin(seat.yaw) * RISE_METRES, z - Math.cos(seat.yaw) * RISE_METRES] as const;
      return { ...clampToWalkable(area, ...before), yaw: seat.yaw };
    },
  };
}
