/**
 * Light that was baked by Blender, for Babylon's PBR materials.
 *
 * Materials whose name ends in "Vertex" carry their light in COLOR_0, "glow" gives light itself, all others take
 * it from the lightmap over TEXCOORD_1. Both are stored as sqrt(light / range).
 */
import { Constants } from '@babylonjs/core/Engines/constants';
import { ImageProcessingConfiguration } from '@babylonjs/core/Materials/imageProcessingConfiguration';
import type { Material } from '@babylonjs/core/Materials/material';
import { MaterialPluginBase } from '@babylonjs/core/Materials/materialPluginBase';
import { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial';
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

/** Replaces the probe's diffuse light by the baked one; the probe keeps giving reflections, dimmed where it is dark. */
export class BakedLightPlugin extends MaterialPluginBase {
  private readonly source: LightSource;
  private readonly range: number;

  constructor(material: PBRMaterial, source: LightSource, range: number) {
    super(material, 'BakedLight', 300, { BAKEDLIGHT: true }, false);
    this.source = source;
    this.range = range;
    this._pluginManager._addPlugin(this); // only now: it asks for the code, which needs the fields
    this._enable(true);
  }

  override getClassName(): string {
    return 'BakedLightPlugin';
  }

  override getCustomCode(shaderType: string): Record<string, string> | null {
    if (shaderType !== 'fragment') return null;
    const stored = this.source === 'lightmap' ? 'lightmapColor.rgb' : 'vColor.rgb';
    const code: Record<string, string> = {
      CUSTOM_FRAGMENT_BEFORE_FINALCOLORCOMPOSITION: `{
        vec3 bakedLight = ${stored} * ${stored} * ${this.range.toFixed(3)};
        float relief = 1.0;
        #ifdef BUMP
          relief = clamp(1.0 + dot(normalW - geometricNormalW, vec3(0.0, 0.55, -0.85)), 0.75, 1.25);
        #endif
        finalAmbient = surfaceAlbedo.rgb * bakedLight * relief;
        #ifdef REFLECTION
          finalIrradiance = vec3(0.0);
          finalRadianceScaled *= clamp(dot(bakedLight, vec3(0.333)) * 1.4, 0.03, 1.0);
        #endif
        ${this.source === 'lightmap' ? 'lightmapColor = vec4(0.0);' : ''}
      }`,
    };
    if (this.source === 'vertex') {
      code.CUSTOM_FRAGMENT_UPDATE_ALBEDO = 'surfaceAlbedo /= max(vColor.rgb, vec3(0.0035));';
    }
    return code;
  }
}

/** Gives every material of the loaded room its baked light. */
export function applyBakedLight(materials: readonly Material[], lightmap: Texture, range: number): void {
  for (const material of materials) {
    const source = lightSourceOf(material);
    if (!(material instanceof PBRMaterial) || source === 'none') continue;
    if (source === 'lightmap') {
      material.lightmapTexture = lightmap;
      material.useLightmapAsShadowmap = false;
    }
    material.backFaceCulling = source === 'lightmap';
    material.maxSimultaneousLights = 0;
    new BakedLightPlugin(material, source, range);
  }
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
