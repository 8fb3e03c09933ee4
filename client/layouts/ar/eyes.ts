import type { Sight } from '../sight.ts';
import type { ArSession } from './session.ts';

/** Where one looks from, and along what one points through the picture. */
export type Eyes = {
  read(frame: XRFrame): void;
  /** The way in which something at a place faces who looks (radians). */
  facing(x: number, z: number): number;
  /** What one points at through a point of the picture (shares of its width and height). */
  through(x: number, y: number): Sight;
  /** Where a point of the room lies in the picture (shares); undefined behind one. */
  project(x: number, y: number, z: number): { x: number; y: number } | undefined;
  /** Where one is: a matrix of the device's own. */
  readonly matrix: Float32Array;
  readonly projection: Float32Array;
};

/** Follows the eyes of a session. */
export function openEyes(ar: ArSession): Eyes {
  const matrix = new Float32Array(16);
  const projection = new Float32Array(16);
  const head = new Float32Array(16);
  matrix[0] = matrix[5] = matrix[10] = matrix[15] = 1;
  projection[0] = projection[5] = 1;
  return {
    matrix,
    projection,
    read(frame) {
      const pose = frame.getViewerPose(ar.space);
      const view = pose?.views[0];
      if (!view) return;
      head.set(pose.transform.matrix);
      matrix.set(view.transform.matrix);
      projection.set(view.projectionMatrix);
    },
    facing: (x, z) => Math.atan2(head[12]! - x, head[14]! - z),
    through(x, y) {
      const u = (x * 2 - 1 + projection[8]!) / projection[0]!;
      const v = (1 - y * 2 + projection[9]!) / projection[5]!;
      const along = (row: number): number => matrix[row]! * u + matrix[4 + row]! * v - matrix[8 + row]!;
      const [dx, dy, dz] = [along(0), along(1), along(2)];
      const length = Math.hypot(dx, dy, dz);
      const [ox, oy, oz] = [matrix[12]!, matrix[13]!, matrix[14]!];
      return { x: ox, y: oy, z: oz, dx: dx / length, dy: dy / length, dz: dz / length };
    },
    project(x, y, z) {
      const [px, py, pz] = [x - matrix[12]!, y - matrix[13]!, z - matrix[14]!];
      const along = (axis: number): number =>
        px * matrix[axis]! + py * matrix[axis + 1]! + pz * matrix[axis + 2]!;
      const depth = -along(8);
      if (depth <= 0) return undefined;
      const u = (along(0) * projection[0]!) / depth - projection[8]!;
      const v = (along(4) * projection[5]!) / depth - projection[9]!;
      return { x: (u + 1) / 2, y: (1 - v) / 2 };
    },
  };
}

/** Where nothing was pointed at yet. */
export const newSight = (): Sight => ({ x: 0, y: 0, z: 0, dx: 0, dy: 0, dz: -1 });

/** Writes along what a hand or controller points in this frame, and answers it; undefined where the device does not tell. */
export function sightOf(
  frame: XRFrame,
  source: XRInputSource,
  ar: ArSession,
  into: Sight,
): Sight | undefined {
  const matrix = frame.getPose(source.targetRaySpace, ar.space)?.transform.matrix;
  if (!matrix) return undefined;
  into.x = matrix[12]!;
  into.y = matrix[13]!;
  into.z = matrix[14]!;
  into.dx = -matrix[8]!;
  into.dy = -matrix[9]!;
  into.dz = -matrix[10]!;
  return into;
}
