import '@babylonjs/loaders/glTF/glTFFileLoader';
import '@babylonjs/loaders/glTF/2.0/glTFLoader';
import '@babylonjs/loaders/glTF/2.0/Extensions/EXT_meshopt_compression';
import '@babylonjs/loaders/glTF/2.0/Extensions/EXT_texture_webp';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_mesh_quantization';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_emissive_strength';
import type { AssetContainer } from '@babylonjs/core/assetContainer';
import meshoptDecoder from '@babylonjs/core/assets/meshopt/meshopt_decoder.js?url';
import { LoadAssetContainerAsync } from '@babylonjs/core/Loading/sceneLoader';
import { MeshoptCompression } from '@babylonjs/core/Meshes/Compression/meshoptCompression';
import type { Scene } from '@babylonjs/core/scene';
import { FACTS_ONLY } from './factsOnly.ts';

MeshoptCompression.Configuration = { decoder: { url: meshoptDecoder } };

/** Loads a GLB of ours with PBR materials, whose code comes with the first that needs it; the caller disposes the container. */
export async function loadModel(url: string, scene: Scene): Promise<AssetContainer> {
  await import('./fineMaterials.ts');
  return load(url, scene, false);
}

/** Loads a GLB of ours for our own shaders: its materials are `FactsMaterial`. The caller disposes the container. */
export function loadFacts(url: string, scene: Scene): Promise<AssetContainer> {
  return load(url, scene, true);
}

function load(url: string, scene: Scene, factsOnly: boolean): Promise<AssetContainer> {
  return LoadAssetContainerAsync(url, scene, {
    pluginExtension: '.glb',
    pluginOptions: { gltf: { extensionOptions: { [FACTS_ONLY]: { enabled: factsOnly } } } },
  });
}
