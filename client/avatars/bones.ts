/**
 * A body's bones as the bake has them: one line of numbers, for each bone three rows of four that bring a packed position of
 * the mesh into the body's own space (metres, y up, +z ahead, +x to its left). All work is done in place, on plain numbers.
 */

/** Floats of one bone in a line. */
export const BONE_FLOATS = 12;

/** What is known of a skeleton beside its lines. */
export type Skeleton = {
  names: readonly string[];
  /** Each bone and all that hang on it. */
  branches: readonly (readonly number[])[];
  /** Where each bone turns, in packed space: x, y, z each. */
  pivots: Float32Array;
};

/** Three numbers. */
export type Point = Float64Array;
export const point = (x = 0, y = 0, z = 0): Point => Float64Array.of(x, y, z);
/** A quaternion: x, y, z, w. */
export type Turn = Float64Array;
export const turn = (): Turn => Float64Array.of(0, 0, 0, 1);

/** Where a bone turns in a line. */
export function pivotOf(line: Float32Array, { pivots }: Skeleton, bone: number, into: Point): void {
  const x = pivots[bone * 3]!;
  const y = pivots[bone * 3 + 1]!;
  const z = pivots[bone * 3 + 2]!;
  for (let axis = 0; axis < 3; axis++) {
    const at = bone * BONE_FLOATS + axis * 4;
    into[axis] = line[at]! * x + line[at + 1]! * y + line[at + 2]! * z + line[at + 3]!;
  }
}

const matrix = new Float64Array(9);

/** Turns a bone and all that hangs on it around a point. */
export function turnBranch(line: Float32Array, branch: readonly number[], about: Point, by: Turn): void {
  fillMatrix(by);
  for (let at = 0; at < branch.length; at++) {
    const first = branch[at]! * BONE_FLOATS;
    for (let column = 0; column < 4; column++) {
      const moved = column === 3;
      const x = line[first + column]! - (moved ? about[0]! : 0);
      const y = line[first + 4 + column]! - (moved ? about[1]! : 0);
      const z = line[first + 8 + column]! - (moved ? about[2]! : 0);
      for (let row = 0; row < 3; row++)
        line[first + row * 4 + column] =
          matrix[row * 3]! * x +
          matrix[row * 3 + 1]! * y +
          matrix[row * 3 + 2]! * z +
          (moved ? about[row]! : 0);
    }
  }
}

/** Moves a bone and all that hangs on it. */
export function moveBranch(
  line: Float32Array,
  branch: readonly number[],
  x: number,
  y: number,
  z: number,
): void {
  for (let at = 0; at < branch.length; at++) {
    const first = branch[at]! * BONE_FLOATS;
    line[first + 3]! += x;
    line[first + 7]! += y;
    line[first + 11]! += z;
  }
}

/** Copies a bone and all that hangs on it from one line into another. */
export function copyBranch(from: Float32Array, into: Float32Array, branch: readonly number[]): void {
  for (let at = 0; at < branch.length; at++) {
    const first = branch[at]! * BONE_FLOATS;
    for (let float = first; float < first + BONE_FLOATS; float++) into[float] = from[float]!;
  }
}

/** Takes a bone and all that hangs on it back towards another line; 1 leaves it as it is. */
export function mixBranch(
  from: Float32Array,
  line: Float32Array,
  branch: readonly number[],
  share: number,
): void {
  for (let at = 0; at < branch.length; at++) {
    const first = branch[at]! * BONE_FLOATS;
    for (let float = first; float < first + BONE_FLOATS; float++)
      line[float] = from[float]! + (line[float]! - from[float]!) * share;
  }
}

function fillMatrix(q: Turn): void {
  const x = q[0]!;
  const y = q[1]!;
  const z = q[2]!;
  const w = q[3]!;
  matrix[0] = 1 - 2 * (y * y + z * z);
  matrix[1] = 2 * (x * y - z * w);
  matrix[2] = 2 * (x * z + y * w);
  matrix[3] = 2 * (x * y + z * w);
  matrix[4] = 1 - 2 * (x * x + z * z);
  matrix[5] = 2 * (y * z - x * w);
  matrix[6] = 2 * (x * z - y * w);
  matrix[7] = 2 * (y * z + x * w);
  matrix[8] = 1 - 2 * (x * x + y * y);
}

/** How a bone is turned in a line against how the body was made (https://www.euclideanspace.com, matrix to quaternion). */
export function turnOf(line: Float32Array, bone: number, into: Turn): void {
  const at = bone * BONE_FLOATS;
  const scale = Math.hypot(line[at]!, line[at + 1]!, line[at + 2]!) || 1;
  const a = line[at]! / scale;
  const b = line[at + 5]! / scale;
  const c = line[at + 10]! / scale;
  into[3] = Math.sqrt(Math.max(0, 1 + a + b + c)) / 2;
  into[0] = Math.sqrt(Math.max(0, 1 + a - b - c)) / 2;
  into[1] = Math.sqrt(Math.max(0, 1 - a + b - c)) / 2;
  into[2] = Math.sqrt(Math.max(0, 1 - a - b + c)) / 2;
  if (line[at + 9]! < line[at + 6]!) into[0] = -into[0]!;
  if (line[at + 2]! < line[at + 8]!) into[1] = -into[1]!;
  if (line[at + 4]! < line[at + 1]!) into[2] = -into[2]!;
  unit(into);
}

/** One turn after another: first `b`, then `a`. */
export function after(a: Turn, b: Turn, into: Turn): void {
  const x = a[3]! * b[0]! + a[0]! * b[3]! + a[1]! * b[2]! - a[2]! * b[1]!;
  const y = a[3]! * b[1]! - a[0]! * b[2]! + a[1]! * b[3]! + a[2]! * b[0]!;
  const z = a[3]! * b[2]! + a[0]! * b[1]! - a[1]! * b[0]! + a[2]! * b[3]!;
  const w = a[3]! * b[3]! - a[0]! * b[0]! - a[1]! * b[1]! - a[2]! * b[2]!;
  into[0] = x;
  into[1] = y;
  into[2] = z;
  into[3] = w;
}

/** The turn that leads from one to another. */
export function between(from: Turn, to: Turn, into: Turn): void {
  inverse[0] = -from[0]!;
  inverse[1] = -from[1]!;
  inverse[2] = -from[2]!;
  inverse[3] = from[3]!;
  after(to, inverse, into);
}
const inverse = turn();

/** A part (0 to 1) of a turn, by the shorter way. */
export function part(of: Turn, share: number, into: Turn): void {
  const side = of[3]! < 0 ? -share : share;
  into[0] = of[0]! * side;
  into[1] = of[1]! * side;
  into[2] = of[2]! * side;
  into[3] = 1 - share + of[3]! * side;
  unit(into);
}

/** What of a turn goes around an axis of length one. */
export function around(of: Turn, axis: Point, into: Turn): void {
  const along = of[0]! * axis[0]! + of[1]! * axis[1]! + of[2]! * axis[2]!;
  into[0] = axis[0]! * along;
  into[1] = axis[1]! * along;
  into[2] = axis[2]! * along;
  into[3] = of[3]!;
  unit(into);
}

/** A turn around an axis of length one, radians. */
export function byAxis(x: number, y: number, z: number, radians: number, into: Turn): void {
  const sine = Math.sin(radians / 2);
  into[0] = x * sine;
  into[1] = y * sine;
  into[2] = z * sine;
  into[3] = Math.cos(radians / 2);
}

/** The shortest turn from one way to another; both may have any length. Ways that oppose each other are turned around x. */
export function shortest(from: Point, to: Point, into: Turn): void {
  const lengths = Math.hypot(from[0]!, from[1]!, from[2]!) * Math.hypot(to[0]!, to[1]!, to[2]!);
  into[0] = from[1]! * to[2]! - from[2]! * to[1]!;
  into[1] = from[2]! * to[0]! - from[0]! * to[2]!;
  into[2] = from[0]! * to[1]! - from[1]! * to[0]!;
  into[3] = lengths + from[0]! * to[0]! + from[1]! * to[1]! + from[2]! * to[2]!;
  if (into[3]! < lengths * 1e-6) {
    into[0] = 1;
    into[1] = into[2] = into[3] = 0;
  }
  unit(into);
}

/** Turns a way. */
export function turned(by: Turn, x: number, y: number, z: number, into: Point): void {
  fillMatrix(by);
  for (let row = 0; row < 3; row++)
    into[row] = matrix[row * 3]! * x + matrix[row * 3 + 1]! * y + matrix[row * 3 + 2]! * z;
}

function unit(q: Turn): void {
  const length = Math.hypot(q[0]!, q[1]!, q[2]!, q[3]!);
  if (length < 1e-9) {
    q[0] = q[1] = q[2] = 0;
    q[3] = 1;
    return;
  }
  for (let at = 0; at < 4; at++) q[at]! /= length;
}
