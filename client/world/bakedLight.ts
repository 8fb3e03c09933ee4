/**
 * Light that was baked by Blender.
 *
 * Materials whose name ends in "Vertex" carry their light in COLOR_0, "glow" gives light itself, all others take
 * it from the lightmap over TEXCOORD_1. Both are stored as sqrt(light / range).
 */
import { Constants } from '@babylonjs/core/Engines/constants';
import { ImageProcessingConfiguration } from '@babylonjs/core/Materials/imageProcessingConfiguration';
import type { Material } from '@babylonjs/core/Materials/material';
import { CubeTexture } from '@babylonjs/core/Materials/Textures/cubeTexture';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { Scene } from '@babylonjs/core/scene';
import type { Scene as SceneData } from '../../shared/model/scene.ts';

/** Where a material takes its light from. */
export type LightSource = 'lightmap' | 'vertex' | 'none';

/** Tells by its name where a room material takes its light from. */
export function lightSourceOf(material: Material): LightSource {
  if (material.name.endsWith('Vertex')) return 'vertex';
  return material.name === 'glow' ? 'none' : 'lightmap';
}

/** Loads the lightmap the way applyBakedLight expects it. */
export function loadLightmap(url: string, scene: Scene): Texture {
  const lightmap = new Texture(url, scene, {
    noMipmap: false,
    invertY: false,
    samplingMode: Constants.TEXTURE_TRILINEAR_SAMPLINGMODE,
  });
  lightmap.coordinatesIndex = 1;
  lightmap.gammaSpace = false;
  lightmap.anisotropicFilteringLevel = 4;
  lightmap.wrapU = lightmap.wrapV = Texture.CLAMP_ADDRESSMODE;
  return lightmap;
}

/** Loads the reflection probe and projects it onto the room's walls. */
export function loadProbe(url: string, scene: Scene, data: Pick<SceneData, 'probeBox'>): CubeTexture {
  const probe = CubeTexture.CreateFromPrefilteredData(url, scene);
  probe.boundingBoxSize = Vector3.FromArray(data.probeBox.size);
  probe.boundingBoxPosition = Vector3.FromArray(data.probeBox.position);
  scene.environmentTexture = probe;
  scene.environmentIntensity = 1;
  return probe;
}

/** Sets the tone mapping that keeps product colours true. */
export function setUpImage(scene: Scene, exposure: number): void {
  const image = scene.imageProcessingConfiguration;
  image.toneMappingEnabled = true;
  image.toneMappingType = ImageProcessingConfiguration.TONEMAPPING_KHR_PBR_NEUTRAL;
  image.exposure = exposure;
  image.contrast = 1;
}
