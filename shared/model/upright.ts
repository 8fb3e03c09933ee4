import type { UpAxis } from './delivery.ts';

const HALF = Math.SQRT1_2;
/** The rotations that set what stands on an axis upright, as quaternions. */
export const UPRIGHT: Record<UpAxis, [x: number, y: number, z: number, w: number]> = {
  y: [0, 0, 0, 1],
  '-y': [0, 0, 1, 0],
  z: [-HALF, 0, 0, HALF],
  '-z': [HALF, 0, 0, HALF],
  x: [0, 0, HALF, HALF],
  '-x': [0, 0, -HALF, HALF],
};
