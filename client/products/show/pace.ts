import type { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import type { AbstractEngine } from '@babylonjs/core/Engines/abstractEngine';
import type { Scene } from '@babylonjs/core/scene';

/** Draws a canvas of its own only while something in it moves: a page that is open for hours costs nothing meanwhile. */
export type Pace = {
  /** Something has changed: draw it. */
  touch(): void;
  dispose(): void;
};

/** Frames drawn after the last change, so that what comes late is seen. */
const LATE_FRAMES = 3;

/** What is drawn, and by whom it may be moved. */
export type PaceParts = {
  engine: AbstractEngine;
  canvas: HTMLCanvasElement;
  camera: ArcRotateCamera;
  scenes: readonly Scene[];
  draw(): void;
};

/** Opens the pace; the caller disposes it before its engine. */
export function openPace({ engine, canvas, camera, scenes, draw }: PaceParts): Pace {
  let left = LATE_FRAMES;
  const touch = (): void => {
    left = LATE_FRAMES;
  };
  const moved = camera.onViewMatrixChangedObservable.add(touch);
  const HANDS = ['pointerdown', 'pointermove', 'wheel', 'keydown'] as const;
  for (const name of HANDS) canvas.addEventListener(name, touch, { passive: true });
  const size = new ResizeObserver(() => {
    engine.resize();
    touch();
  });
  size.observe(canvas);
  const frame = (): void => {
    if (document.hidden || canvas.clientWidth === 0) return;
    const swings =
      camera.inertialAlphaOffset !== 0 ||
      camera.inertialBetaOffset !== 0 ||
      camera.inertialRadiusOffset !== 0 ||
      scenes.some((scene) => scene.animatables.length > 0 || !scene.isReady());
    if (swings) touch();
    if (left-- > 0) draw();
  };
  engine.runRenderLoop(frame);
  return {
    touch,
    dispose() {
      engine.stopRenderLoop(frame);
      size.disconnect();
      camera.onViewMatrixChangedObservable.remove(moved);
      for (const name of HANDS) canvas.removeEventListener(name, touch);
    },
  };
}
