import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import { NullEngine } from '@babylonjs/core/Engines/nullEngine';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { Scene } from '@babylonjs/core/scene';
import { expect, test } from 'vitest';
import { openFirstView } from './firstView.ts';

test('[QU9] the lens follows the window, and does not change when it is drawn more coarsely', () => {
  const canvas = { clientWidth: 390, clientHeight: 844 };
  const drawn = {
    renderWidth: 390,
    renderHeight: 844,
    textureSize: 64,
    deterministicLockstep: false,
    lockstepMaxSteps: 1,
  };
  const engine = Object.assign(new NullEngine(drawn), { getRenderingCanvas: () => canvas });
  const camera = new FreeCamera('eye', Vector3.Zero(), new Scene(engine));
  openFirstView({ camera, engine } as never, { firstView: { fov: 1.2 } } as never);
  const sharp = camera.fov;
  Object.assign(drawn, { renderWidth: 156, renderHeight: 338 });
  engine.onResizeObservable.notifyObservers(engine);
  expect(camera.fov).toBe(sharp);
  Object.assign(canvas, { clientWidth: 844, clientHeight: 390 });
  engine.onResizeObservable.notifyObservers(engine);
  expect(camera.fov).toBe(1.2);
  engine.dispose();
});
