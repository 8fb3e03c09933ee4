import { CameraInputsManager } from '@babylonjs/core/Cameras/cameraInputsManager';
import type { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';

/** Inputs of a camera that has none: ours is moved by the page's own controls. */
export class FreeCameraInputsManager extends CameraInputsManager<FreeCamera> {
  addKeyboard(): this {
    return this;
  }
  addMouse(): this {
    return this;
  }
}
