import type { AssetContainer } from '@babylonjs/core/assetContainer';
import '@babylonjs/core/Animations/animatable';
import type { Engine } from '@babylonjs/core/Engines/engine';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import type { Scene } from '@babylonjs/core/scene';
import { FactsMaterial } from '../world/factsOnly.ts';
import { loadFacts } from '../world/models.ts';
import { type Baked, bakeClips } from './bake.ts';
import { type Bucket, openBucket } from './bucket.ts';
import type { CrowdLight } from './crowdLight.ts';
import { type HeldRows, openHeldRows } from './heldRows.ts';
import type { Level } from './levels.ts';
import type { Clips } from './motion.ts';
import { type Palette, type Palettes, readPalette } from './palettes.ts';
import type { TintParts } from './tints.ts';

/** What `assets/avatars/avatars.json` tells of a body. */
export type BodyFacts = {
  name: string;
  file: string;
  /** Metres. */
  height: number;
  /** Metres per second at which the feet of walk and run do not slide. */
  walkSpeed: number;
  runSpeed?: number;
  /** Parts that may be coloured. */
  tint?: TintParts;
};

/** A kind of body: its clips, its colours, and its levels of detail, each loaded when somebody first needs it. */
export type BodyModel = {
  facts: BodyFacts;
  clips: Clips;
  palette: Palette;
  buckets: readonly Bucket[];
  /** Those of this body who hold head and hands themselves. */
  held: HeldRows;
  /** The level that can be drawn now in place of the wanted one, which is fetched. */
  available(wanted: 0 | 1 | 2): 0 | 1 | 2;
  bucket(level: Level): Bucket | undefined;
  dispose(): void;
};

/** Folder of each level's files. */
const FOLDERS = ['', 'low/', 'far/'] as const;
/** Levels that stand for a level that is not there, the best first. */
const INSTEAD = [
  [0, 1, 2],
  [1, 0, 2],
  [2, 1, 0],
] as const;

/** Loads one body, first in the level that is needed first: its file must have clips and palette. */
export async function openBodyModel(
  scene: Scene,
  facts: BodyFacts,
  light: CrowdLight,
  palettes: Palettes,
  first: 0 | 1,
): Promise<BodyModel> {
  const load = (level: 0 | 1 | 2): Promise<AssetContainer> =>
    loadFacts(`/assets/avatars/${FOLDERS[level]}${facts.file}`, scene);
  const container = await load(first);
  const baked = await bakeClips(container, scene, { walk: facts.walkSpeed, run: facts.runSpeed ?? 0 });
  const palette = await paletteOf(container);
  const levels: (Bucket | undefined)[] = [undefined, undefined, undefined];
  const buckets: Bucket[] = [];
  const asked = new Set<number>([first]);
  let disposed = false;
  const add = (level: 0 | 1 | 2, from: AssetContainer): void => {
    const mesh = takeMesh(from, scene);
    mesh.mesh.material = light.material({
      name: `${facts.name} ${level}`,
      bones: baked.texture,
      palettes: palettes.texture,
      paletteSize: palette,
      packing: packingOf(baked, mesh.skeleton),
      far: level === 2,
    });
    from.dispose();
    levels[level] = openBucket(mesh.mesh);
    buckets.push(levels[level]);
  };
  const fetchLevel = async (level: 0 | 1 | 2): Promise<void> => {
    if (asked.has(level)) return;
    asked.add(level);
    const loaded = await load(level).catch(() => undefined); // the other levels stand for one that is not there
    if (!loaded) return;
    if (disposed) loaded.dispose();
    else add(level, loaded);
  };
  add(first, container);
  return {
    facts,
    clips: baked.clips,
    palette,
    buckets,
    held: openHeldRows(scene.getEngine() as Engine, baked, baked.clips.idle.row),
    available(wanted) {
      if (!levels[wanted]) void fetchLevel(wanted);
      const [a, b, c] = INSTEAD[wanted];
      return levels[a] ? a : levels[b] ? b : c;
    },
    bucket: (level) => levels[level],
    dispose() {
      if (disposed) return;
      disposed = true;
      for (const bucket of buckets) bucket.dispose();
      baked.texture.dispose();
    },
  };
}

function packingOf(baked: Baked, skeleton: Mesh['skeleton']): [number, number, number, number] {
  return skeleton ? baked.unpack(skeleton) : [0, 0, 0, 1];
}

function paletteOf(container: AssetContainer): Promise<Palette> {
  const material = container.materials.find((candidate) => candidate instanceof FactsMaterial);
  if (!(material instanceof FactsMaterial)) return readPalette(null, null);
  return readPalette(material.facts.baseColorTexture, material.facts.specularRoughnessTexture);
}

/** Takes the skinned mesh out of its file, so that the rest can be freed; its skeleton is needed once more. */
function takeMesh(container: AssetContainer, scene: Scene): { mesh: Mesh; skeleton: Mesh['skeleton'] } {
  const mesh = container.meshes.find((candidate) => candidate.skeleton) as Mesh | undefined;
  if (!mesh) throw new Error('a body without a skinned mesh');
  const { skeleton } = mesh;
  container.meshes.splice(container.meshes.indexOf(mesh), 1);
  container.geometries = container.geometries.filter((geometry) => geometry !== mesh.geometry);
  mesh.parent = null;
  mesh.skeleton = null;
  mesh.material = null;
  mesh.position.setAll(0);
  mesh.scaling.setAll(1);
  mesh.rotationQuaternion = null;
  mesh.rotation.setAll(0);
  scene.addMesh(mesh);
  return { mesh, skeleton };
}
