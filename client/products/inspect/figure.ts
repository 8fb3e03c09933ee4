import { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreateBox } from '@babylonjs/core/Meshes/Builders/boxBuilder';
import { CreateCylinder } from '@babylonjs/core/Meshes/Builders/cylinderBuilder';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import { loadModel } from '../../world/models.ts';
import type { Box } from './framing.ts';

/** A thing whose size everybody knows, to stand beside a product. */
export const FIGURES = ['person', 'sheet', 'phone', 'coin'] as const;
export type Figure = (typeof FIGURES)[number];

/** Sizes in metres: a sheet of A4 (ISO 216), a telephone, a coin of one euro (Regulation 729/2014). */
const SIZES = {
  sheet: [0.21, 0.297, 0.0016],
  phone: [0.0715, 0.1475, 0.008],
  coin: [0.02325, 0.02325, 0.0023],
} as const;
/** What a person takes with arms at the sides, metres. */
const PERSON_SIZE = { width: 0.55, height: 1.75 } as const;
const PERSON = '/assets/avatars/low/lena.glb';
const GREY = new Color3(0.42, 0.41, 0.39);

/** The figure that tells most beside a product of a size (longest side, metres). */
export function figureFor(metres: number): Figure {
  if (metres > 0.75) return 'person';
  if (metres > 0.22) return 'sheet';
  return metres > 0.06 ? 'phone' : 'coin';
}

/** A figure that stands there, and the box that it takes. */
export type FigureShown = { box: Box; dispose(): void };

/** Puts a figure beside a product whose box is given, on the same floor, where its front is. */
export async function addFigure(kind: Figure, scene: Scene, { min, max }: Box): Promise<FigureShown> {
  const node = new TransformNode(`figure ${kind}`, scene);
  const material = new PBRMaterial('figure', scene);
  material.albedoColor = GREY;
  material.metallic = 0;
  material.roughness = 0.9;
  node.onDisposeObservable.add(() => material.dispose());
  const width = kind === 'person' ? await person(scene, node, material) : thing(kind, scene, node, material);
  const height = kind === 'person' ? PERSON_SIZE.height : SIZES[kind][1];
  const x = min.x - width * 0.7 - (max.x - min.x) * 0.08;
  const z = (min.z + max.z) / 2;
  if (!node.isDisposed()) node.position.set(x, min.y, z);
  return {
    box: {
      min: new Vector3(x - width / 2, min.y, z),
      max: new Vector3(x + width / 2, min.y + height, z),
    },
    dispose: () => node.dispose(),
  };
}

async function person(scene: Scene, node: TransformNode, material: PBRMaterial): Promise<number> {
  const body = await loadModel(PERSON, scene);
  if (node.isDisposed() || scene.isDisposed) {
    body.dispose();
    return 0;
  }
  body.addAllToScene();
  const idle = body.animationGroups.find(({ name }) => /idle/i.test(name)) ?? body.animationGroups[0];
  for (const clip of body.animationGroups) clip.stop();
  idle?.goToFrame(idle.from);
  // Clothes are thin: both of their sides are seen.
  material.backFaceCulling = false;
  material.twoSidedLighting = true;
  for (const root of body.rootNodes) (root as TransformNode).parent = node;
  for (const mesh of body.meshes) {
    mesh.material = material;
    mesh.isPickable = false;
  }
  node.onDisposeObservable.add(() => body.dispose());
  return PERSON_SIZE.width;
}

function thing(kind: keyof typeof SIZES, scene: Scene, node: TransformNode, material: PBRMaterial): number {
  const [width, height, depth] = SIZES[kind];
  const mesh =
    kind === 'coin'
      ? CreateCylinder(kind, { diameter: width, height: depth, tessellation: 48 }, scene)
      : CreateBox(kind, { width, height, depth }, scene);
  if (kind === 'coin') mesh.rotation.x = Math.PI / 2;
  mesh.position.y = height / 2;
  mesh.material = material;
  mesh.isPickable = false;
  mesh.parent = node;
  return width;
}
