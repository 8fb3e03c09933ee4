import { Engine } from '@babylonjs/core/Engines/engine';
import '@babylonjs/core/Engines/Extensions/engine.readTexture';
import '@babylonjs/core/Materials/Textures/baseTexture.polynomial';
import '@babylonjs/core/Materials/Textures/Loaders/envTextureLoader';
import type { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { distanceFor } from '../show/studio.ts';

/** The engine of a picture in which a designer works: sharp, and with its frame at the keyboard. */
export function openWorkEngine(canvas: HTMLCanvasElement): Engine {
  const engine = new Engine(canvas, true, {
    preserveDrawingBuffer: true,
    stencil: false,
    audioEngine: false,
  });
  engine.setHardwareScalingLevel(1 / Math.min(2, devicePixelRatio));
  // The frame around it has the keyboard.
  engine.canvasTabIndex = -1;
  return engine;
}

/** Ways around a product. */
export type Orbit = {
  /** Half of the product's diagonal. */
  radius: number;
  /** Turns (radians) and comes nearer (below 1) or goes farther. */
  move(yaw: number, pitch: number, factor: number): void;
  /** Back to how one first saw it. */
  reset(): void;
};

type OrbitParts = {
  engine: Engine;
  camera: ArcRotateCamera;
  bounds: { min: Vector3; max: Vector3 };
  /** How much of the picture a product fills beyond fitting in whole: 1 fits. */
  near?: number;
};

/** Sets a camera before a product, so near and far as one may come, and turns it by hand. */
export function openOrbit({ engine, camera, bounds: { min, max }, near = 1 }: OrbitParts): Orbit {
  const radius = Math.max(Vector3.Distance(min, max) / 2, 1e-4);
  const middle = Vector3.Center(min, max);
  const home = { alpha: camera.alpha, beta: camera.beta };
  camera.minZ = radius / 80;
  camera.maxZ = radius * 120;
  camera.lowerRadiusLimit = radius * 0.15;
  camera.upperRadiusLimit = radius * 14;
  const reset = (): void => {
    camera.alpha = home.alpha;
    camera.beta = home.beta;
    camera.radius = distanceFor(radius / near, engine.getRenderWidth() / engine.getRenderHeight());
    camera.target.copyFrom(middle);
  };
  reset();
  camera.attachControl(true);
  const within = (value: number, low: number | null, high: number | null): number =>
    Math.min(high ?? value, Math.max(low ?? value, value));
  return {
    radius,
    reset,
    move(yaw, pitch, factor) {
      camera.alpha += yaw;
      camera.beta = within(camera.beta + pitch, camera.lowerBetaLimit, camera.upperBetaLimit);
      camera.radius = within(camera.radius * factor, camera.lowerRadiusLimit, camera.upperRadiusLimit);
    },
  };
}
