import { Matrix } from '@babylonjs/core/Maths/math.vector';
import type { World } from './world.ts';

/** Where the floor (y = 0) is under a point of the canvas, in CSS pixels; undefined above the horizon. */
export function pickFloor(world: World, x: number, y: number): { x: number; z: number } | undefined {
  const ray = world.scene.createPickingRay(x, y, Matrix.IdentityReadOnly as Matrix, world.camera);
  const down = ray.direction.y;
  if (down > -0.02) return undefined;
  const distance = -ray.origin.y / down;
  return { x: ray.origin.x + ray.direction.x * distance, z: ray.origin.z + ray.direction.z * distance };
}
