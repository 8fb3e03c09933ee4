import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import type { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import type { BaseTexture } from '@babylonjs/core/Materials/Textures/baseTexture';
import type { Scene } from '@babylonjs/core/scene';
import fragment from '../../shaders/board.fragment.fx?raw';
import vertex from '../../shaders/board.vertex.fx?raw';
import { openShaderMaterial } from './shaderMaterial.ts';

Effect.ShadersStore.boardVertexShader = vertex;
Effect.ShadersStore.boardFragmentShader = fragment;

/** A material that shows a picture as it is, multiplied by its own opacity, whatever the light; it hides what is behind. */
export function openPictureMaterial(name: string, scene: Scene, picture: BaseTexture): ShaderMaterial {
  const material = openShaderMaterial(name, scene, 'board', {
    attributes: ['position', 'uv'],
    uniforms: ['world', 'viewProjection'],
    samplers: ['picture'],
    needAlphaBlending: true,
  });
  material.setTexture('picture', picture);
  material.alphaMode = Constants.ALPHA_PREMULTIPLIED;
  material.backFaceCulling = false;
  // What is seen through (glass, veils) and stands behind it may be drawn after it.
  material.forceDepthWrite = true;
  return material;
}
