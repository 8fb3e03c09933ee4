import '@babylonjs/core/Animations/animatable';
import { Effect } from '@babylonjs/core/Materials/effect';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import fragment from '../../shaders/held.fragment.fx?raw';
import vertex from '../../shaders/held.vertex.fx?raw';
import { FactsMaterial } from '../world/factsOnly.ts';
import { loadFacts } from '../world/models.ts';
import { openShaderMaterial } from '../world/shaderMaterial.ts';
import { AROUND_LAYER, MOVING_LAYERS } from '../world/stillness.ts';
import type { World } from '../world/world.ts';
import { multiply } from './matrices.ts';

Effect.ShadersStore.heldVertexShader = vertex;
Effect.ShadersStore.heldFragmentShader = fragment;

/** A controller or a hand in one draw call, bound to its bones. */
export type HeldModel = {
  /** Names of its bones, by number. */
  readonly bones: readonly string[];
  /** Shows it with its bones where `places` has them: one matrix each, over the real floor. */
  show(places: Float32Array): void;
  hide(): void;
  dispose(): void;
};

/** Loads one; it lies on the real floor. `colour` paints one without a picture. */
export async function openHeldModel(
  world: World,
  url: string,
  floor: TransformNode,
  colour: Color3,
): Promise<HeldModel> {
  const { scene } = world;
  const container = await loadFacts(url, scene);
  const mesh = container.meshes.find((candidate) => candidate.skeleton) as Mesh;
  // What the joints hang on may be a bone without a number.
  const bones = mesh
    .skeleton!.bones.filter((bone) => bone.getIndex() >= 0)
    .sort((a, b) => a.getIndex() - b.getIndex());
  const inverse = new Float32Array(bones.length * 16);
  for (const [at, bone] of bones.entries()) inverse.set(bone.getAbsoluteInverseBindMatrix().m, at * 16);
  const joints = new Float32Array(bones.length * 16);
  const names = bones.map((bone) => bone.getTransformNode()?.name ?? bone.name);
  const original = mesh.material;
  const facts = original instanceof FactsMaterial ? original.facts : undefined;
  const picture = facts?.baseColorTexture ?? undefined;
  const material = openShaderMaterial(mesh.name, scene, 'held', {
    attributes: ['position', 'normal', 'matricesIndices', 'matricesWeights', ...(picture ? ['uv'] : [])],
    uniforms: ['world', 'viewProjection', 'joints', 'colour'],
    samplers: picture ? ['picture'] : [],
    defines: [`#define JOINTS ${bones.length}`, ...(picture ? ['#define PICTURE'] : [])],
  });
  material.setColor3('colour', picture ? (facts?.baseColor.toGammaSpace() ?? Color3.White()) : colour);
  if (picture) material.setTexture('picture', picture);
  material.onBindObservable.add(() => material.getEffect().setMatrices('joints', joints));
  container.meshes.splice(container.meshes.indexOf(mesh), 1);
  container.geometries = container.geometries.filter((geometry) => geometry !== mesh.geometry);
  container.textures = container.textures.filter((texture) => texture !== picture);
  mesh.skeleton = null;
  mesh.material = material;
  mesh.parent = floor;
  mesh.position.setAll(0);
  mesh.scaling.setAll(1);
  mesh.rotationQuaternion = null;
  mesh.rotation.setAll(0);
  mesh.isPickable = false;
  mesh.layerMask = MOVING_LAYERS | AROUND_LAYER;
  mesh.alwaysSelectAsActiveMesh = true;
  mesh.setEnabled(false);
  scene.addMesh(mesh);
  container.dispose();
  return {
    bones: names,
    show(places) {
      for (let bone = 0; bone < names.length; bone++) multiply(places, bone, inverse, bone, joints, bone);
      mesh.setEnabled(true);
    },
    hide: () => mesh.setEnabled(false),
    dispose() {
      picture?.dispose();
      material.dispose();
      mesh.dispose();
    },
  };
}
