/** The cheap variant of the baked light for software rendering: colour × light, tone mapped in one small shader. */
import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import type { Material } from '@babylonjs/core/Materials/material';
import type { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import type { BaseTexture } from '@babylonjs/core/Materials/Textures/baseTexture';
import type { Texture } from '@babylonjs/core/Materials/Textures/texture';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import type { Scene } from '@babylonjs/core/scene';
import fragment from '../../shaders/bakedSimple.fragment.fx?raw';
import vertex from '../../shaders/bakedSimple.vertex.fx?raw';
import { type LightSource, lightSourceOf } from './bakedLight.ts';
import { FactsMaterial, type MaterialFacts } from './factsOnly.ts';
import { openShaderMaterial } from './shaderMaterial.ts';
import { BACKDROP_CAMERA } from './stillness.ts';

Effect.ShadersStore.bakedSimpleVertexShader = vertex;
Effect.ShadersStore.bakedSimpleFragmentShader = fragment;

/** Sheen of materials whose roughness is a picture: about that of the oiled boards. */
const PICTURED_SHEEN = { lightmap: 0.6, vertex: 0.2, none: 0 } as const;

/** Mip levels by which the backdrop's pictures are finer: its passes smooth what would shimmer. */
const SHARP_BIAS = -1;

/** The light that a room was baked with. */
export interface SimpleLight {
  lightmap: Texture;
  range: number;
  exposure: number;
  /** Names of the materials that are cloth. */
  fabrics?: ReadonlySet<string>;
}

/** Gives loaded meshes the cheap shader by the facts of their materials. */
export function applySimpleLight(meshes: readonly AbstractMesh[], scene: Scene, light: SimpleLight): void {
  const made = new Map<Material, ShaderMaterial>();
  for (const mesh of meshes) {
    const original = mesh.material;
    if (!(original instanceof FactsMaterial)) continue;
    let cheap = made.get(original);
    if (!cheap) {
      cheap = simpleMaterial(original, scene, light);
      made.set(original, cheap);
    }
    mesh.material = cheap;
    mesh.hasVertexAlpha = false; // COLOR_0 is light: as alpha it would be drawn unsorted, without depth
  }
}

function simpleMaterial(original: FactsMaterial, scene: Scene, light: SimpleLight): ShaderMaterial {
  const source = original.name === 'outside' ? 'none' : lightSourceOf(original);
  const { facts } = original;
  const picture: BaseTexture | null = facts.baseColorTexture;
  const defines = [
    picture && '#define ALBEDO',
    picture?.gammaSpace && '#define GAMMA',
    source === 'lightmap' && '#define LIGHTMAP',
    source === 'vertex' && '#define VERTEXLIGHT',
    light.fabrics?.has(original.name) && '#define FABRIC',
  ];
  const material = openShaderMaterial(`${original.name}-simple`, scene, 'bakedSimple', {
    attributes: [
      'position',
      'normal',
      'uv',
      ...(source === 'lightmap' ? ['uv2'] : []),
      ...(source === 'vertex' ? ['color'] : []),
    ],
    uniforms: ['world', 'viewProjection', 'cameraPosition', 'tint', 'gain', 'sheen', 'bias'],
    samplers: [...(picture ? ['albedo'] : []), ...(source === 'lightmap' ? ['lightmap'] : [])],
    defines: defines.filter((define): define is string => Boolean(define)),
  });
  const glowing = original.name === 'glow';
  material.setColor3('tint', glowing ? facts.emissionColor : facts.baseColor);
  material.setFloat('gain', light.exposure * (source === 'none' ? (glowing ? 3 : 1) : light.range));
  material.setFloat('sheen', source === 'none' ? 0 : sheenOf(facts, source));
  if (picture) {
    picture.anisotropicFilteringLevel = 1;
    picture.updateSamplingMode?.(Constants.TEXTURE_LINEAR_LINEAR_MIPNEAREST);
    material.setTexture('albedo', picture);
  }
  if (source === 'lightmap') material.setTexture('lightmap', light.lightmap);
  material.backFaceCulling = source === 'lightmap'; // furniture is seen from both sides
  material.onBindObservable.add(() => {
    const camera = scene.activeCamera!;
    material.getEffect()?.setVector3('cameraPosition', camera.globalPosition);
    material.getEffect()?.setFloat('bias', camera.name === BACKDROP_CAMERA ? SHARP_BIAS : 0);
  });
  return material;
}

/** How polished a material is, 0 to 1; where a picture says it, a middle value stands for the picture. */
function sheenOf(facts: MaterialFacts, source: LightSource): number {
  return facts.specularRoughnessTexture ? PICTURED_SHEEN[source] : Math.max(0, 1 - facts.specularRoughness);
}
