import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { World } from './world.ts';

const AHEAD = Vector3.Forward(true);
const forward = new Vector3();

/** Puts the ears of an audio context where the camera is. */
export function placeEar({ camera }: Pick<World, 'camera'>, { listener }: AudioContext): void {
  const { x, y, z } = camera.globalPosition;
  camera.getDirectionToRef(AHEAD, forward);
  if (!listener.positionX) {
    // Firefox has the older way alone (https://bugzilla.mozilla.org/show_bug.cgi?id=1283029).
    listener.setPosition(x, y, z);
    listener.setOrientation(forward.x, forward.y, forward.z, 0, 1, 0);
    return;
  }
  listener.positionX.value = x;
  listener.positionY.value = y;
  listener.positionZ.value = z;
  listener.forwardX.value = forward.x;
  listener.forwardY.value = forward.y;
  listener.forwardZ.value = forward.z;
}
