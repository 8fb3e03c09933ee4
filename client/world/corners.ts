import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { SceneScreen } from '../../shared/model/scene.ts';
import type { World } from './world.ts';

/** Where a screen's picture is on the page, for what is laid over it. */
export type ScreenPicture = {
  /** Writes the corners in CSS pixels (left top, right top, right bottom, left bottom as x, y); false when it is not in view. */
  corners(into: Float32Array): boolean;
  onFrame(listener: () => void): () => void;
};

/**
 * Where a screen is on the page, as corners in CSS pixels of the canvas: left top, right top, right bottom, left bottom.
 * The reader writes into what it is given and allocates nothing; it answers false when a corner is behind the eye, when
 * one looks at the back, or when nothing of it is in the window.
 */
export function openCorners(world: World, { centre, width, height, yaw }: SceneScreen) {
  const point = new Vector3();
  const sides = [-1, 1, 1, -1];
  const heights = [1, 1, -1, -1];
  return (into: Float32Array): boolean => {
    const canvas = world.engine.getRenderingCanvas();
    const [across, down] = [canvas?.clientWidth ?? 0, canvas?.clientHeight ?? 0];
    const matrix = world.scene.getTransformMatrix();
    let area = 0;
    for (let at = 0; at < 4; at++) {
      const aside = (sides[at]! * width) / 2;
      const x = centre[0] - aside * Math.cos(yaw);
      const y = centre[1] + (heights[at]! * height) / 2;
      const z = centre[2] + aside * Math.sin(yaw);
      const m = matrix.m;
      if (x * m[3]! + y * m[7]! + z * m[11]! + m[15]! <= 0) return false;
      point.set(x, y, z);
      Vector3.ProjectToRef(point, Matrix.IdentityReadOnly, matrix, world.camera.viewport, point);
      into[at * 2] = point.x * across;
      into[at * 2 + 1] = point.y * down;
    }
    for (let at = 0; at < 4; at++) {
      const next = (at + 1) % 4;
      area += into[at * 2]! * into[next * 2 + 1]! - into[next * 2]! * into[at * 2 + 1]!;
    }
    const inside = (of: number, most: number) => {
      let [some, least] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let at = of; at < 8; at += 2) {
        some = Math.max(some, into[at]!);
        least = Math.min(least, into[at]!);
      }
      return some > 0 && least < most;
    };
    return area > 0 && inside(0, across) && inside(1, down);
  };
}
