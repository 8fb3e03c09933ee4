import { Vector2, Vector3 } from '@babylonjs/core/Maths/math.vector';

/** How the engine's inputs move a camera: ours has none, the page's own controls move it. */
export class TargetCameraMovement {
  panInertia = 0;
  rotationInertia = 0;
  readonly panAccumulatedPixels = Vector3.Zero();
  readonly rotationAccumulatedPixels = Vector2.Zero();
  readonly panDeltaCurrentFrame = Vector3.Zero();
  readonly rotationDeltaCurrentFrame = Vector2.Zero();
  computeCurrentFrameDeltas(): void {}
  resetPanVelocity(): void {}
}
