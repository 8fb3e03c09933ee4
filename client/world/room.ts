import type { AssetContainer } from '@babylonjs/core/assetContainer';
import { Constants } from '@babylonjs/core/Engines/constants';
import { DirectionalLight } from '@babylonjs/core/Lights/directionalLight';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { applyBakedLight, loadLightmap, loadProbe, setUpImage } from './bakedLight.ts';
import { loadModel } from './models.ts';
import { createOutside } from './outside.ts';
import { applySimpleLight } from './simpleLight.ts';
import { tintMeshes } from './tint.ts';
import type { World } from './world.ts';

/** The furnished room, drawn as the tier allows. */
export type Room = {
  /** Tints a material by its name (`#rrggbb`), empty gives it its own colour back; in whichever way the room is drawn. */
  tint(material: string, colour: string): void;
  dispose(): void;
};

/** What is being fetched, for the progress line. */
export type LoadStep = 'room' | 'light' | 'people';

/** One way of drawing the room: its meshes, shown or hidden as a whole. */
type Dress = { meshes: AbstractMesh[]; tint(material: string, colour: string): void; dispose(): void };

/** Loads a scene's room for the tier in force, and the other way of drawing it when the tier changes. */
export async function loadRoom(
  world: World,
  data: SceneData,
  progress: (step: LoadStep) => void,
): Promise<Room> {
  const { scene } = world;
  setUpImage(scene, data.exposure);
  const probe = loadProbe(fileOf(data, data.files.probe), scene, data);
  const sun = addSun(data, scene);
  const tints = new Map<string, string>();
  const dresses = new Map<boolean, Promise<Dress>>();
  let wanted = false;
  let disposed = false;
  const show = async (light: boolean): Promise<void> => {
    wanted = light;
    const known = dresses.get(light) ?? (light ? lightDress : fineDress)(world, data, progress);
    dresses.set(light, known);
    const dress = await known;
    for (const [material, colour] of tints) dress.tint(material, colour);
    if (disposed || wanted !== light) return;
    for (const [key, dress] of dresses)
      for (const mesh of (await dress).meshes) mesh.setEnabled(key === light);
  };
  await show(world.tier === 'low');
  const undo = world.onTier((tier) => void show(tier === 'low'));
  return {
    tint(material, colour) {
      if ((tints.get(material) ?? '') === colour) return;
      tints.set(material, colour);
      for (const dress of dresses.values()) void dress.then((it) => it.tint(material, colour));
      world.standStill([])(); // what was drawn of it is not so any more
    },
    dispose() {
      disposed = true;
      undo();
      for (const dress of dresses.values()) void dress.then((it) => it.dispose());
      sun.dispose();
      probe.dispose();
      if (scene.environmentTexture === probe) scene.environmentTexture = null;
    },
  };
}

/** All of it: lightmap in full, reflections from the probe. */
async function fineDress(world: World, data: SceneData, progress: (step: LoadStep) => void): Promise<Dress> {
  const { model, outside } = await bring(world, data, data.files.room, progress);
  const lightmap = loadLightmap(fileOf(data, data.files.lightmap), world.scene);
  applyBakedLight(model.materials, lightmap, data.lightmapRange);
  return dressOf(world, model, outside);
}

/** The light tier: fewer triangles, one small shader. */
async function lightDress(world: World, data: SceneData, progress: (step: LoadStep) => void): Promise<Dress> {
  const { model, outside } = await bring(world, data, data.files.roomLow, progress);
  const lightmap = loadLightmap(fileOf(data, data.files.lightmapLow), world.scene);
  lightmap.anisotropicFilteringLevel = 1;
  lightmap.updateSamplingMode(Constants.TEXTURE_LINEAR_LINEAR_MIPNEAREST);
  const light = { lightmap, range: data.lightmapRange, exposure: data.exposure };
  applySimpleLight([...model.meshes, ...outside], world.scene, light);
  return dressOf(world, model, outside);
}

async function bring(world: World, data: SceneData, file: string, progress: (step: LoadStep) => void) {
  progress('room');
  const model = await loadModel(fileOf(data, file), world.scene);
  progress('light');
  const { outside: picture } = data.files;
  const dome = data.outsideDome;
  const outside = picture && dome ? [createOutside(fileOf(data, picture), world.scene, dome)] : [];
  model.addAllToScene();
  return { model, outside };
}

function dressOf(world: World, model: AssetContainer, outside: Mesh[]): Dress {
  const meshes = [...model.meshes, ...outside];
  for (const mesh of meshes) {
    mesh.isPickable = false;
    mesh.freezeWorldMatrix();
    mesh.doNotSyncBoundingInfo = true;
  }
  const undo = world.standStill(meshes);
  return {
    meshes,
    tint: (material, colour) => tintMeshes(meshes, material, colour),
    dispose() {
      undo();
      model.dispose();
      for (const mesh of outside) mesh.dispose(false, true);
    },
  };
}

const fileOf = (data: SceneData, file: string): string => `/assets/scenes/${data.name}/${file}`;

/** Light for what moves: people and products. What stands still has its light baked in. */
function addSun(data: SceneData, scene: World['scene']): DirectionalLight {
  const sun = new DirectionalLight('sun', Vector3.FromArray(data.sun.direction), scene);
  sun.diffuse = Color3.FromArray(data.sun.colour);
  sun.intensity = data.sun.intensity;
  return sun;
}
