import type { AssetContainer } from '@babylonjs/core/assetContainer';
import { Constants } from '@babylonjs/core/Engines/constants';
import { DirectionalLight } from '@babylonjs/core/Lights/directionalLight';
import type { Material } from '@babylonjs/core/Materials/material';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { loadLightmap, loadProbe, setUpImage } from './bakedLight.ts';
import { FactsMaterial } from './factsOnly.ts';
import { loadFacts, loadModel } from './models.ts';
import { createOutside } from './outside.ts';
import { applySimpleLight } from './simpleLight.ts';
import { tintMeshes } from './tint.ts';
import type { World } from './world.ts';

/** The furnished room, drawn as the tier allows. */
export type Room = {
  /** The meshes of the light way of drawing it: they stay, shown or not. */
  readonly meshes: readonly AbstractMesh[];
  /** Tints a material by its name (`#rrggbb`), empty gives it its own colour back; in whichever way the room is drawn. */
  tint(material: string, colour: string): void;
  dispose(): void;
};

/** What is being fetched, for the progress line. */
export type LoadStep = 'room' | 'light' | 'people';

/** One way of drawing the room: its meshes, shown or hidden as a whole. */
type Dress = {
  meshes: AbstractMesh[];
  /** Resolves when its shaders and pictures are there, so that a change of dress shows no hole. */
  drawable(): Promise<void>;
  tint(material: string, colour: string): void;
  dispose(): void;
};

/** Loads a scene's room: the light way first, whatever the tier, so that one can walk; the full one follows when the tier wants it. */
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
  let wanted = true;
  let disposed = false;
  const show = async (light: boolean): Promise<void> => {
    wanted = light;
    const known = dresses.get(light) ?? (light ? lightDress(world, data, progress) : fineDress(world, data));
    dresses.set(light, known);
    const dress = await known;
    for (const [material, colour] of tints) dress.tint(material, colour);
    if (!light) await dress.drawable();
    if (disposed || wanted !== light) return;
    for (const [key, one] of dresses) for (const mesh of (await one).meshes) mesh.setEnabled(key === light);
  };
  const follow = (): void => void show(world.tier === 'low').catch(() => dresses.delete(false));
  await show(true);
  const { meshes } = await dresses.get(true)!;
  follow();
  const undo = world.onTier(follow);
  return {
    meshes,
    tint(material, colour) {
      if ((tints.get(material) ?? '') === colour) return;
      tints.set(material, colour);
      for (const dress of dresses.values()) void dress.then((it) => it.tint(material, colour), nothing);
      world.standStill([])(); // what was drawn of it is not so any more
    },
    dispose() {
      disposed = true;
      undo();
      for (const dress of dresses.values()) void dress.then((it) => it.dispose(), nothing);
      sun.dispose();
      probe.dispose();
      if (scene.environmentTexture === probe) scene.environmentTexture = null;
    },
  };
}

/** All of it: lightmap in full, reflections from the probe. */
async function fineDress(world: World, data: SceneData): Promise<Dress> {
  const { scene } = world;
  const loading = loadModel(fileOf(data, data.files.room), scene);
  const { applyBakedLight, outsideMaterial } = await import('./fineRoom.ts');
  const model = await loading;
  model.addAllToScene();
  applyBakedLight(
    model.materials,
    loadLightmap(fileOf(data, data.files.lightmap), scene),
    data.lightmapRange,
    fabricsOf(data),
  );
  const outside = outsideOf(world, data, (url, brightness) => outsideMaterial(url, scene, brightness));
  const dress = dressOf(world, model, outside);
  for (const mesh of dress.meshes) mesh.setEnabled(false);
  return dress;
}

/** The light tier: fewer triangles, one small shader. */
async function lightDress(world: World, data: SceneData, progress: (step: LoadStep) => void): Promise<Dress> {
  const { scene } = world;
  progress('room');
  const model = await loadFacts(fileOf(data, data.files.roomLow), scene);
  progress('light');
  const outside = outsideOf(world, data, (url, brightness) => {
    const sky = new FactsMaterial('outside', scene);
    sky.facts.baseColorTexture = new Texture(url, scene);
    sky.facts.baseColor.setAll(brightness);
    return sky;
  });
  model.addAllToScene();
  const lightmap = loadLightmap(fileOf(data, data.files.lightmapLow), scene);
  lightmap.anisotropicFilteringLevel = 1;
  lightmap.updateSamplingMode(Constants.TEXTURE_LINEAR_LINEAR_MIPNEAREST);
  const light = { lightmap, range: data.lightmapRange, exposure: data.exposure, fabrics: fabricsOf(data) };
  applySimpleLight([...model.meshes, ...outside], scene, light);
  return dressOf(world, model, outside);
}

/** The picture behind windows or sky, where the scene has one. */
function outsideOf(
  { scene }: World,
  data: SceneData,
  material: (url: string, brightness: number) => Material,
): Mesh[] {
  const { outside: picture } = data.files;
  const dome = data.outsideDome;
  return picture && dome
    ? [createOutside(scene, dome, material(fileOf(data, picture), dome.brightness))]
    : [];
}

/** Names of the materials that are cloth. */
const fabricsOf = ({ slots }: SceneData): ReadonlySet<string> =>
  new Set(slots.fabrics.map(({ material }) => material));

const nothing = (): void => {};

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
    drawable: () =>
      new Promise((resolve) => {
        let frames = 0;
        const forget = world.onDrawn(() => {
          if (++frames < DRAWABLE_FRAMES && !meshes.every((mesh) => mesh.isReady(true))) return;
          forget();
          resolve();
        });
      }),
    dispose() {
      undo();
      model.dispose();
      for (const mesh of outside) mesh.dispose(false, true);
    },
  };
}

/** Frames after which a dress is shown whatever is still missing of it. */
const DRAWABLE_FRAMES = 600;

const fileOf = (data: SceneData, file: string): string => `/assets/scenes/${data.name}/${file}`;

/** Light for what moves: people and products. What stands still has its light baked in. */
function addSun(data: SceneData, scene: World['scene']): DirectionalLight {
  const sun = new DirectionalLight('sun', Vector3.FromArray(data.sun.direction), scene);
  sun.diffuse = Color3.FromArray(data.sun.colour);
  sun.intensity = data.sun.intensity;
  return sun;
}
