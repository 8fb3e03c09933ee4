import { Frustum } from '@babylonjs/core/Maths/math.frustum';
import { Plane } from '@babylonjs/core/Maths/math.plane';
import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { WebXRCamera } from '@babylonjs/core/XR/webXRCamera';
import type { World } from '../world/world.ts';

/** What both eyes of a headset see at most: radians from top to bottom, and how much wider that is. */
const WIDE = { fov: 1.9, aspect: 1.15 } as const;

/**
 * While a headset draws the room, the page's own camera goes along with the head, so that all that asks it (ears, levels of
 * detail, what is fetched first) follows the eyes. Returns a step for each frame, and the undo.
 */
export function openSight({ scene, camera, immerse }: World, eyes: WebXRCamera) {
  const { fov } = camera;
  const planes = Array.from({ length: 6 }, () => new Plane(0, 0, 0, 0));
  const projection = new Matrix();
  const both = new Matrix();
  const target = new Vector3();
  const ahead = new Vector3();
  const forward = new Vector3(0, 0, -1);
  const unimmerse = immerse(planes);
  camera.fov = WIDE.fov;
  return {
    step(): void {
      const world = eyes.parent!.getWorldMatrix();
      Vector3.TransformCoordinatesToRef(eyes.position, world, camera.position);
      forward.rotateByQuaternionToRef(eyes.rotationQuaternion, ahead);
      Vector3.TransformNormalToRef(ahead, world, ahead);
      camera.position.addToRef(ahead, target);
      camera.setTarget(target);
      const view = camera.getViewMatrix(true);
      Matrix.PerspectiveFovRHToRef(
        WIDE.fov,
        WIDE.aspect,
        camera.minZ,
        camera.maxZ,
        projection,
        true,
        scene.getEngine().isNDCHalfZRange,
      );
      view.multiplyToRef(projection, both);
      Frustum.GetPlanesToRef(both, planes);
    },
    end(): void {
      unimmerse();
      camera.fov = fov;
    },
  };
}
