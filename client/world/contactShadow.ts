import { Effect } from '@babylonjs/core/Materials/effect';
import type { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import { CreateDisc } from '@babylonjs/core/Meshes/Builders/discBuilder';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import fragment from '../../shaders/contactShadow.fragment.fx?raw';
import vertex from '../../shaders/contactShadow.vertex.fx?raw';
import { openShaderMaterial } from './shaderMaterial.ts';

Effect.ShadersStore.contactShadowVertexShader = vertex;
Effect.ShadersStore.contactShadowFragmentShader = fragment;

/** Metres above the floor: over its boards, under a foot. */
const LIFT_METRES = 0.012;
const materials = new WeakMap<Scene, ShaderMaterial>();

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

function shadowMaterial(scene: Scene): ShaderMaterial {
  const material = openShaderMaterial('contact shadow', scene, 'contactShadow', {
    attributes: ['position', 'uv'],
    uniforms: ['world', 'viewProjection'],
    needAlphaBlending: true,
  });
  material.backFaceCulling = false;
  material.zOffset = -2;
  materials.set(scene, material);
  return material;
}
