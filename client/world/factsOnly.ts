import { Material } from '@babylonjs/core/Materials/material';
import type { BaseTexture } from '@babylonjs/core/Materials/Textures/baseTexture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import type { GLTFLoader } from '@babylonjs/loaders/glTF/2.0/glTFLoader';
import { registerGLTFExtension } from '@babylonjs/loaders/glTF/2.0/glTFLoaderExtensionRegistry';

/** The name by which a load asks for facts in place of PBR materials (`extensionOptions`). */
export const FACTS_ONLY = 'VITRINE_facts_only';

/** What a file says of a material, for our own shaders; the loader fills it. */
export type MaterialFacts = {
  baseColor: Color3;
  baseColorTexture: BaseTexture | null;
  emissionColor: Color3;
  /** 0 polished to 1 rough; where there is a picture of it, the picture says it. */
  specularRoughness: number;
  specularRoughnessTexture: BaseTexture | null;
};

/** Stands for a material until one of our shaders takes its place: it is never drawn, and costs none of the PBR code. */
export class FactsMaterial extends Material {
  facts: MaterialFacts = {
    baseColor: Color3.White(),
    baseColorTexture: null,
    emissionColor: Color3.Black(),
    specularRoughness: 1,
    specularRoughnessTexture: null,
  };

  override getClassName(): string {
    return 'FactsMaterial';
  }
}

/** What the loader sets the properties of a material by: here all go into its facts. */
class FactsAdapter {
  constructor(material: FactsMaterial) {
    const nothing = { material, setNormalMapInversions: () => {}, finalizeAsync: async () => {} };
    material.facts = Object.assign(this as unknown as MaterialFacts, material.facts, nothing);
  }
}

/** The loader's own table of material classes, which it fills with PBR when it is empty. */
type Loader = { _pbrMaterialImpls: Map<string, { materialClass: unknown; adapterClass: unknown }> };

registerGLTFExtension(FACTS_ONLY, false, (loader: GLTFLoader) => {
  const enabled = loader.parent.extensionOptions[FACTS_ONLY]?.enabled === true;
  if (enabled)
    (loader as unknown as Loader)._pbrMaterialImpls.set('pbr', {
      materialClass: FactsMaterial,
      adapterClass: FactsAdapter,
    });
  return { name: FACTS_ONLY, enabled, dispose: () => {} };
});
