/** An orientation: a unit quaternion. */
type Turn = { x: number; y: number; z: number; w: number };

/** The yaw of an orientation, radians: 0 looks to -z, positive turns left. */
export const yawOf = ({ x, y, z, w }: Turn): number =>
  Math.atan2(2 * (x * z + w * y), 1 - 2 * (x * x + y * y));

/** Writes the way that lies ahead (-z) of an orientation, a unit vector. */
export function aheadOf({ x, y, z, w }: Turn, into: { dx: number; dy: number; dz: number }): void {
  into.dx = -2 * (x * z + w * y);
  into.dy = -2 * (y * z - w * x);
  into.dz = -(1 - 2 * (x * x + y * y));
}

/** The length of a vector, for what is asked in each frame: the language's own makes an object of each number. */
export const lengthOf = (x: number, y: number, z: number): number => Math.sqrt(x * x + y * y + z * z);
