import { Effect } from '@babylonjs/core/Materials/effect';
import { type IShaderMaterialOptions, ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import type { Scene } from '@babylonjs/core/scene';
import toClip from '../../shaders/toClip.include.fx?raw';

Effect.IncludesShadersStore.toClip = toClip;

/**
 * A material of our own shader whose defines never change after it was drawn first: the engine looks once at what it is made
 * of, and not in each frame, where that would make a handful of lists anew.
 */
export function openShaderMaterial(
  name: string,
  scene: Scene,
  shader: string,
  options: Partial<IShaderMaterialOptions>,
): ShaderMaterial {
  const material = openChangingMaterial(name, scene, shader, options);
  material.checkReadyOnlyOnce = true;
  return material;
}

/** A material of our own shader that may become another while it is drawn: with other pictures or other defines. */
export const openChangingMaterial = (
  name: string,
  scene: Scene,
  shader: string,
  options: Partial<IShaderMaterialOptions>,
): ShaderMaterial => new ShaderMaterial(name, scene, shader, options);
