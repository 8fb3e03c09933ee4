import { Camera } from '@babylonjs/core/Cameras/camera';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { World } from './world.ts';

/** The camera before one walks: it stands where a view is composed. */
export type FirstView = {
  /** Looks from one point to another. */
  stand(from: readonly number[], to: readonly number[]): void;
  dispose(): void;
};

/** Sets the lens for a scene; on a narrow screen the view is widened so that the room stays readable. */
export function openFirstView({ camera, engine }: World, { firstView }: SceneData): FirstView {
  camera.fovMode = Camera.FOVMODE_HORIZONTAL_FIXED;
  const adapt = (): void => {
    // Of the window, not of the pixels drawn: their ratio is rounded otherwise for each scale, and the view would move with it.
    const { clientWidth, clientHeight } = engine.getRenderingCanvas()!;
    const ratio = clientWidth / Math.max(1, clientHeight);
    camera.fov = ratio >= 1 ? firstView.fov : Math.max(0.75, firstView.fov * Math.sqrt(ratio));
  };
  adapt();
  const resizing = engine.onResizeObservable.add(adapt);
  return {
    stand(from, to) {
      camera.position.fromArray(from as number[]);
      camera.setTarget(Vector3.FromArray(to as number[]));
    },
    dispose() {
      engine.onResizeObservable.remove(resizing);
    },
  };
}
