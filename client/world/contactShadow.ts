import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial';
import { DynamicTexture } from '@babylonjs/core/Materials/Textures/dynamicTexture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { CreateDisc } from '@babylonjs/core/Meshes/Builders/discBuilder';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';

const PIXELS = 64;
/** Metres above the floor: over its boards, under a foot. */
const LIFT_METRES = 0.012;
const materials = new WeakMap<Scene, StandardMaterial>();

/** A soft round shadow where something touches the ground below `parent`; radii in metres. Freed with its parent. */
export function addContactShadow(
  parent: TransformNode,
  radiusX: number,
  radiusZ: number,
  scene: Scene,
): Mesh {
  const blob = CreateDisc('contact shadow', { radius: 1, tessellation: 24 }, scene);
  blob.rotation.x = Math.PI / 2;
  blob.scaling.set(radiusX, radiusZ, 1);
  blob.position.y = LIFT_METRES;
  blob.material = materials.get(scene) ?? shadowMaterial(scene);
  blob.isPickable = false;
  blob.parent = parent;
  return blob;
}

function shadowMaterial(scene: Scene): StandardMaterial {
  const picture = new DynamicTexture('contact shadow', PIXELS, scene, false);
  const pen = picture.getContext();
  const middle = PIXELS / 2;
  const gradient = pen.createRadialGradient(middle, middle, 1, middle, middle, middle);
  gradient.addColorStop(0, 'rgba(0,0,0,0.6)');
  gradient.addColorStop(0.5, 'rgba(0,0,0,0.28)');
  gradient.addColorStop(1, 'rgba(0,0,0,0)');
  pen.fillStyle = gradient;
  pen.fillRect(0, 0, PIXELS, PIXELS);
  picture.hasAlpha = true;
  picture.update(false);
  const material = new StandardMaterial('contact shadow', scene);
  material.disableLighting = true;
  material.emissiveColor = Color3.Black();
  material.diffuseTexture = picture;
  material.useAlphaFromDiffuseTexture = true;
  material.backFaceCulling = false;
  material.zOffset = -2;
  materials.set(scene, material);
  return material;
}
