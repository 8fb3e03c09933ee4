import '@babylonjs/core/Materials/Textures/Loaders/envTextureLoader';
import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import type { AbstractEngine } from '@babylonjs/core/Engines/abstractEngine';
import { DirectionalLight } from '@babylonjs/core/Lights/directionalLight';
import { CubeTexture } from '@babylonjs/core/Materials/Textures/cubeTexture';
import { Color3, Color4 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import { Scene } from '@babylonjs/core/scene';
import { setUpImage } from '../../world/bakedLight.ts';

/** The light in which pieces stand until the device says how the room is lit: that of the photo studio. */
const LIGHT = {
  file: '/assets/products/studio.env',
  intensity: 0.85,
  key: { direction: [0.35, -0.86, -0.37], intensity: 1.5, colour: [1, 0.96, 0.9] },
} as const;

/** An empty scene over one's own room: only what is put into it is drawn. The caller disposes the scene. */
export type EmptyRoom = {
  scene: Scene;
  /** What the pieces hang on: the layout's origin. */
  origin: TransformNode;
  key: DirectionalLight;
  around: CubeTexture;
};

/** Opens the scene. */
export function openEmptyRoom(engine: AbstractEngine): EmptyRoom {
  const scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  scene.clearColor = new Color4(0, 0, 0, 0);
  scene.skipPointerMovePicking = true;
  scene.detachControl();
  setUpImage(scene, 1);
  const around = CubeTexture.CreateFromPrefilteredData(LIGHT.file, scene);
  scene.environmentTexture = around;
  scene.environmentIntensity = LIGHT.intensity;
  const key = new DirectionalLight('key', Vector3.FromArray(LIGHT.key.direction), scene);
  key.intensity = LIGHT.key.intensity;
  key.diffuse = Color3.FromArray(LIGHT.key.colour);
  new FreeCamera('before', Vector3.Zero(), scene);
  return { scene, origin: new TransformNode('layout', scene), key, around };
}
