import '@babylonjs/loaders/glTF/glTFFileLoader';
import '@babylonjs/loaders/glTF/2.0/glTFLoader';
import '@babylonjs/loaders/glTF/2.0/Extensions/EXT_meshopt_compression';
import '@babylonjs/loaders/glTF/2.0/Extensions/EXT_texture_webp';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_mesh_quantization';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_clearcoat';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_emissive_strength';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_ior';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_sheen';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_specular';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_transmission';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_unlit';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_volume';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_texture_transform';
import '@babylonjs/core/Animations/animatable';
import type { AssetContainer } from '@babylonjs/core/assetContainer';
import meshoptDecoder from '@babylonjs/core/assets/meshopt/meshopt_decoder.js?url';
import { LoadAssetContainerAsync } from '@babylonjs/core/Loading/sceneLoader';
import { MeshoptCompression } from '@babylonjs/core/Meshes/Compression/meshoptCompression';
import type { Scene } from '@babylonjs/core/scene';

MeshoptCompression.Configuration = { decoder: { url: meshoptDecoder } };

/** The low level of detail of one of our models: the file of the same name in the folder `low` beside it. */
export const lowOf = (url: string): string => url.replace(/([^/]+)$/, 'low/$1');

/** Loads a GLB of ours; the caller disposes the container. */
export async function loadModel(url: string, scene: Scene): Promise<AssetContainer> {
  return LoadAssetContainerAsync(url, scene, { pluginExtension: '.glb' });
}
