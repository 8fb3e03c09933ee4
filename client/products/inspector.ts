import '@babylonjs/core/Cameras/Inputs/arcRotateCameraPointersInput';
import { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import { DirectionalLight } from '@babylonjs/core/Lights/directionalLight';
import { CubeTexture } from '@babylonjs/core/Materials/Textures/cubeTexture';
import { Color3, Color4 } from '@babylonjs/core/Maths/math.color';
import { Matrix, Vector2, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreateLineSystem } from '@babylonjs/core/Meshes/Builders/linesBuilder';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import { Scene } from '@babylonjs/core/scene';
import type { Product } from '../../shared/model/catalogue.ts';
import { setUpImage } from '../world/bakedLight.ts';
import { addContactShadow } from '../world/contactShadow.ts';
import { loadModel } from '../world/models.ts';
import type { World } from '../world/world.ts';

/** A product in the hand: its own scene, drawn in place of the room. */
export type Inspector = {
  turn(radians: number): void;
  /** Factor of the distance: below 1 is nearer. */
  zoom(factor: number): void;
  setMeasures(shown: boolean): void;
  dispose(): void;
};

/** What to show, and where its figures go. */
export type InspectorParts = {
  world: World;
  product: Product;
  /** The layer for the figures, over the canvas. */
  layer: HTMLElement;
  /** A length in millimetres as the reader writes it. */
  length(mm: number): string;
  covered: Covered;
};

/** Shares of the picture's width (`right`; negative: at the left) and height that panels cover, so that a product stands in the free part. */
export type Covered = { right: number; top: number; bottom: number };

/** The light of the photo studio in which the products' pictures were taken: neutral, so that their colours are true. */
const STUDIO = {
  light: '/assets/products/studio.env',
  exposure: 1,
  intensity: 0.85,
  key: { direction: [0.45, -0.74, -0.49], intensity: 1.7, colour: [1, 0.95, 0.88] },
} as const;
const PAPER = new Color4(0.93, 0.91, 0.87, 1);
const INK = new Color3(0.25, 0.23, 0.2);
/** Radians per second by which it turns until somebody takes it. */
const IDLE_TURN = 0.22;

/** Takes a product from its stand: shows it large on a calm ground, turning slowly until it is touched. */
export async function openInspector({
  world,
  product,
  layer,
  length,
  covered,
}: InspectorParts): Promise<Inspector> {
  const scene = new Scene(world.engine);
  const undo: (() => void)[] = [() => scene.dispose()];
  scene.useRightHandedSystem = true;
  scene.clearColor = PAPER;
  setUpImage(scene, STUDIO.exposure);
  scene.environmentTexture = CubeTexture.CreateFromPrefilteredData(STUDIO.light, scene);
  scene.environmentIntensity = STUDIO.intensity;
  const key = new DirectionalLight('key', Vector3.FromArray(STUDIO.key.direction), scene);
  key.intensity = STUDIO.key.intensity;
  key.diffuse = Color3.FromArray(STUDIO.key.colour);

  const size = new Vector3(...product.sizeMm.map((mm) => mm / 1000));
  const radius = size.length() / 2;
  const narrow = Math.max(1, world.engine.getRenderHeight() / world.engine.getRenderWidth());
  // As far as the free part of the picture asks for, across or upright.
  const away = Math.max(narrow, 1 / (1 - covered.top - covered.bottom));
  const camera = new ArcRotateCamera(
    'inspect',
    Math.PI / 2 - 0.5,
    1.25,
    radius * 3.4 * away,
    new Vector3(0, size.y / 2, 0),
    scene,
  );
  camera.minZ = radius / 50;
  camera.maxZ = radius * 60;
  camera.lowerRadiusLimit = radius * 1.3;
  camera.upperRadiusLimit = radius * 7 * away;
  camera.upperBetaLimit = 1.62;
  camera.lowerBetaLimit = 0.15;
  camera.wheelDeltaPercentage = 0.01;
  camera.pinchDeltaPercentage = 0.01;
  camera.panningSensibility = 0;
  camera.fov = 0.62;
  camera.targetScreenOffset = new Vector2(
    -covered.right * radius * 1.5,
    (covered.bottom - covered.top) * radius * 1.09 * away,
  );
  camera.attachControl(true);
  undo.push(() => camera.detachControl());

  let idle = true;
  const take = (): void => {
    idle = false;
  };
  world.engine.getInputElement()?.addEventListener('pointerdown', take, { once: true });
  const model = await loadModel(product.model, scene).catch((error) => {
    for (const step of undo.reverse()) step();
    throw error;
  });
  model.addAllToScene();
  const ground = new TransformNode('ground', scene);
  addContactShadow(ground, size.x * 0.72, size.z * 0.72, scene);
  world.show(scene);
  undo.push(() => world.show(undefined));
  const measures = openMeasures(scene, camera, product, size, layer, length);
  undo.push(measures.dispose);
  undo.push(
    world.onFrame((seconds) => {
      if (idle && !matchMedia('(prefers-reduced-motion: reduce)').matches)
        camera.alpha -= IDLE_TURN * seconds;
      measures.place();
    }),
  );
  let disposed = false;
  return {
    turn(radians) {
      take();
      camera.alpha += radians;
    },
    zoom(factor) {
      camera.radius = Math.max(
        camera.lowerRadiusLimit!,
        Math.min(camera.upperRadiusLimit!, camera.radius * factor),
      );
    },
    setMeasures: measures.setShown,
    dispose() {
      if (disposed) return;
      disposed = true;
      for (const step of undo.reverse()) step();
    },
  };
}

/** Dimension lines along the product's box, with their figures as text over the picture. */
function openMeasures(
  scene: Scene,
  camera: ArcRotateCamera,
  product: Product,
  size: Vector3,
  layer: HTMLElement,
  length: (mm: number) => string,
) {
  const gap = size.length() * 0.06;
  const tick = gap * 0.4;
  const [x, z] = [size.x / 2, size.z / 2];
  const line = (a: Vector3, b: Vector3, side: Vector3): Vector3[][] => [
    [a, b],
    [a.subtract(side), a.add(side)],
    [b.subtract(side), b.add(side)],
  ];
  const ends: [Vector3, Vector3, Vector3][] = [
    [new Vector3(-x, 0, z + gap), new Vector3(x, 0, z + gap), new Vector3(0, 0, tick)],
    [new Vector3(x + gap, 0, z + gap), new Vector3(x + gap, size.y, z + gap), new Vector3(tick, 0, 0)],
    [new Vector3(x + gap, 0, z), new Vector3(x + gap, 0, -z), new Vector3(tick, 0, 0)],
  ];
  const lines = CreateLineSystem(
    'measures',
    { lines: ends.flatMap(([a, b, side]) => line(a, b, side)) },
    scene,
  );
  lines.color = INK;
  const labels = ends.map(([a, b], index) => {
    const element = document.createElement('div');
    element.className = 'measure';
    element.textContent = length(product.sizeMm[index]!);
    layer.append(element);
    return { element, middle: Vector3.Center(a, b) };
  });
  const at = new Vector3();
  return {
    place() {
      for (const { element, middle } of labels) {
        Vector3.ProjectToRef(
          middle,
          Matrix.IdentityReadOnly,
          scene.getTransformMatrix(),
          camera.viewport,
          at,
        );
        element.style.transform = `translate(-50%, -50%) translate(${(at.x * layer.clientWidth).toFixed(1)}px, ${(at.y * layer.clientHeight).toFixed(1)}px)`;
      }
    },
    setShown(shown: boolean) {
      lines.setEnabled(shown);
      for (const { element } of labels) element.hidden = !shown;
    },
    dispose() {
      for (const { element } of labels) element.remove();
    },
  };
}
