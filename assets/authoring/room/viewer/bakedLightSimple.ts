/** The cheap variant of the baked light for software rendering: colour × light, tone mapped in one small shader. */
import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import type { Material } from '@babylonjs/core/Materials/material';
import { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial';
import { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import type { BaseTexture } from '@babylonjs/core/Materials/Textures/baseTexture';
import type { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import type { Scene } from '@babylonjs/core/scene';
import { lightSourceOf } from './bakedLight.ts';

Effect.ShadersStore.bakedSimpleVertexShader = `
precision highp float;
attribute vec3 position;
attribute vec2 uv;
#ifdef LIGHTMAP
attribute vec2 uv2;
varying vec2 vLightUv;
#endif
#ifdef VERTEXLIGHT
attribute vec4 color;
varying vec3 vLight;
#endif
uniform mat4 world;
uniform mat4 viewProjection;
varying vec2 vUv;
void main() {
  vUv = uv;
  #ifdef LIGHTMAP
  vLightUv = uv2;
  #endif
  #ifdef VERTEXLIGHT
  vLight = color.rgb;
  #endif
  gl_Position = viewProjection * world * vec4(position, 1.0);
}`;

Effect.ShadersStore.bakedSimpleFragmentShader = `
precision mediump float;
varying vec2 vUv;
uniform vec3 tint;
uniform float gain;
#ifdef ALBEDO
uniform sampler2D albedo;
#endif
#ifdef LIGHTMAP
varying vec2 vLightUv;
uniform sampler2D lightmap;
#endif
#ifdef VERTEXLIGHT
varying vec3 vLight;
#endif
void main() {
  vec3 light = vec3(1.0);
  #ifdef LIGHTMAP
  light = texture2D(lightmap, vLightUv).rgb;
  #endif
  #ifdef VERTEXLIGHT
  light = vLight;
  #endif
  vec3 colour = tint * light * light * gain;
  #ifdef ALBEDO
  vec3 stored = texture2D(albedo, vUv).rgb;
  colour *= stored * stored;
  #endif
  float low = min(colour.r, min(colour.g, colour.b));
  colour -= low < 0.08 ? low - 6.25 * low * low : 0.04;
  float peak = max(colour.r, max(colour.g, colour.b));
  if (peak > 0.76) { // Khronos PBR Neutral
    float tamed = 1.0 - 0.0576 / (peak - 0.52);
    colour = mix(colour * tamed / peak, vec3(tamed), 1.0 - 1.0 / (0.15 * (peak - tamed) + 1.0));
  }
  gl_FragColor = vec4(sqrt(max(colour, 0.0)), 1.0);
}`;

export interface SimpleLight {
  lightmap: Texture;
  range: number;
  exposure: number;
}

/** Replaces the PBR materials of loaded meshes by the cheap shader. */
export function applySimpleLight(meshes: readonly AbstractMesh[], scene: Scene, light: SimpleLight): void {
  const made = new Map<Material, ShaderMaterial>();
  for (const mesh of meshes) {
    const original = mesh.material;
    if (!(original instanceof PBRMaterial)) continue;
    let cheap = made.get(original);
    if (!cheap) {
      cheap = simpleMaterial(original, scene, light);
      made.set(original, cheap);
    }
    mesh.material = cheap;
  }
}

function simpleMaterial(original: PBRMaterial, scene: Scene, light: SimpleLight): ShaderMaterial {
  const source = original.name === 'outside' ? 'none' : lightSourceOf(original);
  const picture: BaseTexture | null = original.albedoTexture;
  const defines = [picture && '#define ALBEDO', source === 'lightmap' && '#define LIGHTMAP', source === 'vertex' && '#define VERTEXLIGHT'];
  const material = new ShaderMaterial(`${original.name}-simple`, scene, 'bakedSimple', {
    attributes: ['position', 'uv', ...(source === 'lightmap' ? ['uv2'] : []), ...(source === 'vertex' ? ['color'] : [])],
    uniforms: ['world', 'viewProjection', 'tint', 'gain'],
    samplers: [...(picture ? ['albedo'] : []), ...(source === 'lightmap' ? ['lightmap'] : [])],
    defines: defines.filter((define): define is string => Boolean(define)),
  });
  const glowing = original.name === 'glow';
  const tint = glowing ? original.emissiveColor : original.albedoColor;
  material.setColor3('tint', tint ?? Color3.White());
  material.setFloat('gain', light.exposure * (source === 'none' ? (glowing ? 3 : 1) : light.range));
  if (picture) {
    picture.updateSamplingMode?.(Constants.TEXTURE_BILINEAR_SAMPLINGMODE);
    material.setTexture('albedo', picture);
  }
  if (source === 'lightmap') material.setTexture('lightmap', light.lightmap);
  material.backFaceCulling = original.backFaceCulling;
  return material;
}
