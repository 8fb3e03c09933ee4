import '@babylonjs/core/Culling/ray';
import { Matrix } from '@babylonjs/core/Maths/math.vector';
import type { Ray } from './ground.ts';
import type { World } from './world.ts';

/** The ray of sight through a point of the canvas, in CSS pixels. */
export function rayAt(world: World, x: number, y: number): Ray {
  return world.scene.createPickingRay(x, y, Matrix.IdentityReadOnly as Matrix, world.camera);
}
