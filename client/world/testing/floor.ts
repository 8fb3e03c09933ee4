import type { Walkable } from '../../../shared/model/geometry.ts';

/** A square floor of ten metres about the middle, with a block on it from one corner to the other. */
export const floorWith = (
  [x0, z0]: readonly [number, number],
  [x1, z1]: readonly [number, number],
): Walkable => ({
  outline: [
    [-5, -5],
    [5, -5],
    [5, 5],
    [-5, 5],
  ],
  holes: [
    [
      [x0, z0],
      [x1, z0],
      [x1, z1],
      [x0, z1],
    ],
  ],
});
