import '@babylonjs/core/Cameras/Inputs/arcRotateCameraPointersInput';
import '@babylonjs/core/Cameras/Inputs/arcRotateCameraMouseWheelInput';
import { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import type { AbstractEngine } from '@babylonjs/core/Engines/abstractEngine';
import { DirectionalLight } from '@babylonjs/core/Lights/directionalLight';
import { CubeTexture } from '@babylonjs/core/Materials/Textures/cubeTexture';
import { Color3, Color4 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { Scene } from '@babylonjs/core/scene';
import { setUpImage } from '../../world/bakedLight.ts';

/** The light of the photo studio in which products are shown and photographed: neutral, so that their colours are true. */
const STUDIO = {
  light: '/assets/products/studio.env',
  exposure: 1,
  intensity: 0.85,
  key: { direction: [0.45, -0.74, -0.49], intensity: 1.7, colour: [1, 0.95, 0.88] },
} as const;
/** The calm ground behind a product. */
export const PAPER = new Color4(0.93, 0.91, 0.87, 1);
/** Vertical angle of the camera, radians. */
export const FOV = 0.62;
/** How one first sees a product: a little from the left and above. */
export const FIRST_VIEW = { alpha: Math.PI / 2 - 0.5, beta: 1.25 } as const;

/** A scene of its own with the studio's light and a camera that goes around what stands in it; the caller disposes the scene. */
export type Studio = { scene: Scene; camera: ArcRotateCamera };

/** Opens a studio. The camera is not attached to anything yet. */
export function openStudio(engine: AbstractEngine): Studio {
  const scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  scene.clearColor = PAPER.clone();
  scene.skipPointerMovePicking = true;
  setUpImage(scene, STUDIO.exposure);
  scene.environmentTexture = CubeTexture.CreateFromPrefilteredData(STUDIO.light, scene);
  scene.environmentIntensity = STUDIO.intensity;
  const key = new DirectionalLight('key', Vector3.FromArray(STUDIO.key.direction), scene);
  key.intensity = STUDIO.key.intensity;
  key.diffuse = Color3.FromArray(STUDIO.key.colour);
  const camera = new ArcRotateCamera('view', FIRST_VIEW.alpha, FIRST_VIEW.beta, 1, Vector3.Zero(), scene);
  camera.fov = FOV;
  camera.upperBetaLimit = Math.PI - 0.08;
  camera.lowerBetaLimit = 0.08;
  camera.wheelDeltaPercentage = 0.01;
  camera.pinchDeltaPercentage = 0.01;
  camera.inertia = 0.88;
  camera.panningSensibility = 0;
  return { scene, camera };
}

/** Distance from which a sphere fills the upright of a picture, with some air around it; `aspect` is its width by its height. */
export function distanceFor(radius: number, aspect: number, air = 1.12): number {
  const half = FOV / 2;
  const across = Math.atan(Math.tan(half) * Math.min(1, aspect));
  return (radius * air) / Math.sin(across);
}
