import { MAX_SPEED } from '../../shared/model/avatar.ts';
import { clampToWalkable, sweep, type Walkable } from '../../shared/model/geometry.ts';

/** Metres that one may have in hand: covers a late packet, not a leap. */
const STRIDE_METRES = 2.5;

/** Where one really is after a wish; `corrected` when that is not where one wished to be. */
export type Placed = { x: number; z: number; corrected: boolean };
/** Keeps one person to walking speed and to the walkable area. */
export type Mover = {
  move(x: number, z: number, nowMs: number): Placed;
  /** Puts them somewhere, whatever the way. */
  put(x: number, z: number): void;
};

/** A mover that starts at a place. Distance in hand refills at walking speed; a wish beyond it, or through a wall, goes as far as it may. */
export function openMover(area: Walkable, start: { x: number; z: number }, startMs: number): Mover {
  let { x, z } = start;
  let inHand = STRIDE_METRES;
  let last = startMs;
  return {
    put(toX, toZ) {
      x = toX;
      z = toZ;
    },
    move(wishX, wishZ, nowMs) {
      inHand = Math.min(STRIDE_METRES, inHand + (Math.max(0, nowMs - last) / 1000) * MAX_SPEED);
      last = nowMs;
      const distance = Math.hypot(wishX - x, wishZ - z);
      const reach = distance > inHand ? inHand / distance : 1;
      const target = { x: x + (wishX - x) * reach, z: z + (wishZ - z) * reach };
      const way = sweep(area, [x, z], [target.x, target.z]);
      const free = clampToWalkable(area, x + (target.x - x) * way, z + (target.z - z) * way);
      inHand -= Math.hypot(free.x - x, free.z - z);
      x = free.x;
      z = free.z;
      return { x, z, corrected: Math.hypot(wishX - x, wishZ - z) > 0.05 };
    },
  };
}
