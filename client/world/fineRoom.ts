/** The room in full: PBR materials that take their light from what was baked. Loaded when a tier wants it. */
import type { Material } from '@babylonjs/core/Materials/material';
import { MaterialPluginBase } from '@babylonjs/core/Materials/materialPluginBase';
import { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import type { Scene } from '@babylonjs/core/scene';
import { type LightSource, lightSourceOf } from './bakedLight.ts';

/** Fibres that stand up catch light where one looks along the cloth (as in bakedSimple.fragment.fx). */
const FABRIC_SHEEN = `
        float along = 1.0 - clamp(dot(normalW, viewDirectionW), 0.0, 1.0);
        finalAmbient += mix(surfaceAlbedo.rgb, vec3(1.0), 0.3) * bakedLight * (0.5 * along * along * along);`;

/** Replaces the probe's diffuse light by the baked one; the probe keeps giving reflections, dimmed where it is dark. */
class BakedLightPlugin extends MaterialPluginBase {
  private readonly source: LightSource;
  private readonly range: number;
  private readonly isFabric: boolean;

  constructor(material: PBRMaterial, source: LightSource, range: number, isFabric: boolean) {
    super(material, 'BakedLight', 300, { BAKEDLIGHT: true }, false);
    this.source = source;
    this.range = range;
    this.isFabric = isFabric;
    this._pluginManager._addPlugin(this); // only now: it asks for the code, which needs the fields
    this._enable(true);
  }

  override getClassName(): string {
    return 'BakedLightPlugin';
  }

  override getCustomCode(shaderType: string): Record<string, string> | null {
    if (shaderType !== 'fragment') return null;
    // At the rim of a fold the colour runs on beyond its vertices: a white speck without the limit.
    const stored = this.source === 'lightmap' ? 'lightmapColor.rgb' : 'clamp(vColor.rgb, 0.0, 1.0)';
    const code: Record<string, string> = {
      CUSTOM_FRAGMENT_BEFORE_FINALCOLORCOMPOSITION: `{
        vec3 bakedLight = ${stored} * ${stored} * ${this.range.toFixed(3)};
        float relief = 1.0;
        #ifdef BUMP
          relief = clamp(1.0 + dot(normalW - geometricNormalW, vec3(0.0, 0.55, -0.85)), 0.75, 1.25);
        #endif
        finalAmbient = surfaceAlbedo.rgb * bakedLight * relief;
        ${this.isFabric ? FABRIC_SHEEN : ''}
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

/** Gives every material of the loaded room its baked light; those named as fabrics the sheen of their fibres. */
export function applyBakedLight(
  materials: readonly Material[],
  lightmap: Texture,
  range: number,
  fabrics: ReadonlySet<string> = new Set(),
): void {
  for (const material of materials) {
    const source = lightSourceOf(material);
    if (!(material instanceof PBRMaterial) || source === 'none') continue;
    if (source === 'lightmap') {
      material.lightmapTexture = lightmap;
      material.useLightmapAsShadowmap = false;
    }
    material.backFaceCulling = source === 'lightmap';
    material.maxSimultaneousLights = 0;
    new BakedLightPlugin(material, source, range, fabrics.has(material.name));
  }
}

/** The material of the picture outside: unlit, brighter than the room. */
export function outsideMaterial(url: string, scene: Scene, brightness: number): PBRMaterial {
  const material = new PBRMaterial('outside', scene);
  material.unlit = true;
  material.backFaceCulling = false;
  material.albedoTexture = new Texture(url, scene);
  material.albedoColor = new Color3(brightness, brightness, brightness);
  return material;
}
