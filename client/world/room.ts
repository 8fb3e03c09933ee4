import type { AssetContainer } from '@babylonjs/core/assetContainer';
import { DirectionalLight } from '@babylonjs/core/Lights/directionalLight';
import type { Material } from '@babylonjs/core/Materials/material';
import { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { applyBakedLight, loadLightmap, loadProbe, setUpImage } from './bakedLight.ts';
import { loadModel } from './models.ts';
import { createOutside, type OutsideDomeData } from './outside.ts';
import { applySimpleLight } from './simpleLight.ts';
import type { World } from './world.ts';

/** The furnished room, drawn as the tier allows. Freed with the world. */
export type Room = { setSimple(simple: boolean): void; dispose(): void };

/** What is being fetched, for the progress line. */
export type LoadStep = 'room' | 'light' | 'people';

const FREEZE = (mesh: AbstractMesh): void => {
  mesh.isPickable = false;
  mesh.freezeWorldMatrix();
  mesh.doNotSyncBoundingInfo = true;
};

/** Loads a scene's room: geometry, baked light, reflections and the view outside. */
export async function loadRoom(
  world: World,
  data: SceneData,
  progress: (step: LoadStep) => void,
): Promise<Room> {
  const { scene } = world;
  const url = (file: string) => `/assets/scenes/${data.name}/${file}`;
  progress('room');
  const [model] = await Promise.all([loadModel(url(data.files.room), scene)]);
  progress('light');
  const outside = createOutside(
    url(data.files.outside),
    scene,
    data.outsideDome as unknown as OutsideDomeData,
  );
  setUpImage(scene, data.exposure);
  loadProbe(url(data.files.probe), scene, data);
  addSun(data, scene);
  const meshes = [...model.meshes, outside];
  const fine = new Map<AbstractMesh, Material | null>(meshes.map((mesh) => [mesh, mesh.material]));
  let simpleMaterials: Map<AbstractMesh, Material | null> | undefined;
  let fineReady = false;

  const makeFine = (): void => {
    if (fineReady) return;
    fineReady = true;
    applyBakedLight(model.materials, loadLightmap(url(data.files.lightmap), scene), data.lightmapRange);
  };
  const setSimple = (simple: boolean): void => {
    for (const mesh of meshes) mesh.material = fine.get(mesh) ?? null;
    if (!simple) {
      makeFine();
      return;
    }
    if (!simpleMaterials) {
      const lightmap = loadLightmap(url(data.files.lightmapLow), scene);
      lightmap.anisotropicFilteringLevel = 1;
      applySimpleLight(meshes, scene, { lightmap, range: data.lightmapRange, exposure: data.exposure });
      simpleMaterials = new Map(meshes.map((mesh) => [mesh, mesh.material]));
    }
    for (const mesh of meshes) mesh.material = simpleMaterials.get(mesh) ?? null;
  };
  for (const mesh of model.meshes) FREEZE(mesh);
  for (const material of model.materials)
    if (material instanceof PBRMaterial) material.realTimeFiltering = false;
  setSimple(world.tier === 'low');
  show(model, scene);
  const undo = world.onTier((tier) => setSimple(tier === 'low'));
  return {
    setSimple,
    dispose() {
      undo();
      model.dispose();
      outside.dispose();
    },
  };
}

/** Light for what moves: people and products. What stands still has its light baked in. */
function addSun(data: SceneData, scene: World['scene']): void {
  const sun = new DirectionalLight('sun', Vector3.FromArray(data.sun.direction), scene);
  sun.diffuse = Color3.FromArray(data.sun.colour);
  sun.intensity = data.sun.intensity;
}

function show(model: AssetContainer, scene: World['scene']): void {
  model.addAllToScene();
  scene.blockMaterialDirtyMechanism = false;
}
