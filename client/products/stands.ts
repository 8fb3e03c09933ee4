import type { AssetContainer } from '@babylonjs/core/assetContainer';
import { Ray as PickRay } from '@babylonjs/core/Culling/ray';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreateBox } from '@babylonjs/core/Meshes/Builders/boxBuilder';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Product } from '../../shared/model/catalogue.ts';
import type { ModelFile } from '../../shared/model/delivery.ts';
import type { Scene as SceneData, SceneStand } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import { addContactShadow } from '../world/contactShadow.ts';
import type { Ray } from '../world/ground.ts';
import { loadModel } from '../world/models.ts';
import type { World } from '../world/world.ts';
import { fileFor } from './deliveries.ts';
import { reveal } from './reveal.ts';
import { rise } from './rise.ts';
import { type AskProduct, followStanding } from './standing.ts';
import { BUDGETS, type Candidate, type Level, planModels } from './streaming.ts';

/** What stands on the stands, drawn; follows `state.stands`. */
export type Stands = {
  /** The stand under a point of the canvas (CSS pixels). */
  pick(x: number, y: number): string | undefined;
  /** The stand that a ray means, within so many metres. */
  meet(ray: Ray, metres: number): string | undefined;
  /** Says which stand one walks to or has in the hand: its product comes first. */
  attend(stand: string | undefined): void;
  /** The file in which a version of a product stands here now; undefined when it does not. */
  fileOf(product: { slug: string; version: number }): string | undefined;
  dispose(): void;
};

type Shown = {
  slug: string;
  version: number;
  level: Level;
  url: string;
  node: TransformNode;
  model: AssetContainer;
  unstill: () => void;
};

/** Metres above a stand's top within which a click means its product. */
const PICK_HEIGHT = 0.9;
/** Seconds between two looks at what is near and in view, and files fetched at a time. */
const LOOK_SECONDS = 0.4;
const AT_ONCE = 2;
/** How long a file may take before its place in the row is given to another. */
const PATIENCE_MS = 45_000;
/** Cosine of half the angle that counts as in view. */
const IN_VIEW = 0.55;
/** Where a view looks, in its own axes. */
const AHEAD = Vector3.Forward(true);

/**
 * Sets out the products by distance and attention, within the tier's budget (`streaming.ts`). `progress` hears how many of
 * those that are to be there are there.
 */
export function openStands(
  world: World,
  link: Link,
  data: SceneData,
  product: AskProduct,
  progress: (done: number, total: number) => void,
): Stands {
  const shown = new Map<string, Shown>();
  const boxes = new Map<Mesh, string>();
  const places = new Map(data.stands.map((place) => [place.id, place]));
  const unveiling = new Map<string, () => void>();
  const rising = new Map<string, () => void>();
  const heightOf = new Map<string, number>();
  const loading = new Set<string>();
  /** Files that could not be had: a low one gives way to the whole model. */
  const missing = new Set<string>();
  let looked: string | undefined;
  let told = '';
  let disposed = false;

  const clear = (stand: string): void => {
    const old = shown.get(stand);
    shown.delete(stand);
    rising.get(stand)?.();
    rising.delete(stand);
    old?.unstill();
    old?.model.dispose();
    old?.node.dispose();
  };
  const fileOf = (known: Product, level: Level): ModelFile => {
    const file = fileFor(known, level, world.tier);
    return missing.has(file.url) ? fileFor(known, level === 'low' ? 'full' : 'low', world.tier) : file;
  };
  const lost = (known: Product): boolean => missing.has(fileOf(known, 'low').url);
  /** What is known of the product on a stand, by the stand. */
  const facts = new Map<string, Product>();
  const candidates = (): Candidate[] => {
    const eye = world.camera.globalPosition;
    const ahead = world.camera.getDirection(AHEAD);
    return [...facts].flatMap(([id, known]) => {
      if (lost(known)) return [];
      const [x, , z] = places.get(id)!.position;
      const metres = Math.hypot(x - eye.x, z - eye.z);
      const inView = (x - eye.x) * ahead.x + (z - eye.z) * ahead.z > IN_VIEW * metres;
      const full = fileFor(known, 'full', world.tier);
      const sizes = {
        low: fileOf(known, 'low').bytes,
        full: missing.has(full.url) ? Number.POSITIVE_INFINITY : full.bytes,
      };
      const there = shown.get(id);
      const has = there?.slug === known.slug && there.version === known.version ? there.level : undefined;
      return [{ id, metres, inView, looked: id === looked, has, bytes: sizes }];
    });
  };
  /** Frees what is not to be held and fetches what is missing, a few at a time. */
  const look = (): void => {
    if (disposed) return;
    const { hold, load } = planModels(candidates(), BUDGETS[world.tier]);
    for (const id of [...shown.keys()]) if (!hold.has(id)) clear(id);
    for (const { id, level } of load) {
      if (loading.size >= AT_ONCE) break;
      if (!loading.has(id)) void bring(id, level);
    }
    const done = [...hold.keys()].filter((id) => shown.has(id)).length;
    if (told === `${done} ${hold.size}`) return;
    told = `${done} ${hold.size}`;
    progress(done, hold.size);
  };
  const bring = async (id: string, level: Level): Promise<void> => {
    const known = facts.get(id)!;
    const { url } = fileOf(known, level);
    loading.add(id);
    const model = await inTime(loadModel(url, world.scene));
    loading.delete(id);
    if (!model) missing.add(url);
    else if (disposed || facts.get(id) !== known) model.dispose();
    else put(places.get(id)!, known, level, url, model);
    look();
  };
  const put = (place: SceneStand, known: Product, level: Level, url: string, model: AssetContainer): void => {
    const isNew = shown.get(place.id)?.slug !== known.slug;
    clear(place.id);
    const node = new TransformNode(`stand ${place.id}`, world.scene);
    node.position.fromArray(place.position);
    const pinned = link.state.stands.get(place.id)?.pinned === true;
    if (pinned && !isNew) node.position.y = heightOf.get(place.id) ?? node.position.y;
    node.rotation.y = place.yaw + known.standYaw;
    model.addAllToScene();
    for (const root of model.rootNodes) (root as TransformNode).parent = node;
    for (const mesh of model.meshes) mesh.isPickable = false;
    addContactShadow(node, (known.sizeMm[0] / 1000) * 0.62, (known.sizeMm[2] / 1000) * 0.62, world.scene);
    const meshes = node.getChildMeshes();
    for (const mesh of meshes) mesh.freezeWorldMatrix();
    const { slug, version } = known;
    shown.set(place.id, { slug, version, level, url, node, model, unstill: world.standStill(meshes) });
    if (isNew) unveil(place, known);
    if (pinned) lift(place.id, true);
  };
  /** What the host holds up rises from its stand, and sinks back. */
  const lift = (id: string, up: boolean): void => {
    const one = shown.get(id);
    if (!one) return;
    rising.get(id)?.();
    const { node } = one;
    const still = (): (() => void) => world.standStill(node.getChildMeshes());
    const foot = places.get(id)!.position[1];
    rising.set(
      id,
      rise(world, { node, still }, foot, up, one.unstill, (unstill) => {
        one.unstill = unstill;
        heightOf.set(id, node.position.y);
      }),
    );
  };
  const unveil = ({ id, position }: SceneStand, { sizeMm: [width, height, depth] }: Product): void => {
    unveiling.get(id)?.();
    const radius = Math.hypot(width, depth) / 2000;
    unveiling.set(id, reveal(world, { foot: position, radius, height: height / 1000 }));
  };
  for (const place of data.stands) {
    const [width, depth] = place.size;
    const height = place.position[1] + PICK_HEIGHT;
    const box = CreateBox(`pick ${place.id}`, { width, depth, height }, world.scene);
    box.position.set(place.position[0], height / 2, place.position[2]);
    box.rotation.y = place.yaw;
    box.visibility = 0;
    box.isVisible = false;
    boxes.set(box, place.id);
  }
  const sight = new PickRay(Vector3.Zero(), Vector3.Forward());
  const undo: (() => void)[] = [];
  undo.push(link.onStatus((status) => status === 'online' && missing.clear()));
  let since = 0;
  undo.push(
    world.onFrame((seconds) => {
      since += seconds;
      if (since < LOOK_SECONDS) return;
      since = 0;
      look();
    }),
  );
  undo.push(
    followStanding(link, data, product, (id, known) => {
      // What is replaced by its next version stays until that is there.
      if (known) facts.set(id, known);
      else {
        facts.delete(id);
        clear(id);
      }
      look();
    }),
  );
  undo.push(
    link.watch.added('stands', (stand, id) => {
      let { pinned } = stand;
      const change = (): void => {
        if (stand.pinned === pinned) return;
        pinned = stand.pinned;
        lift(id, pinned);
      };
      undo.push(link.watch.changed(stand, change));
    }),
  );
  return {
    attend(stand) {
      looked = stand;
      look();
    },
    fileOf: ({ slug, version }) =>
      [...shown.values()].find((one) => one.slug === slug && one.version === version)?.url,
    pick(x, y) {
      const hit = world.scene.pick(x, y, (mesh) => boxes.has(mesh as Mesh), false, world.camera);
      return hit?.pickedMesh ? boxes.get(hit.pickedMesh as Mesh) : undefined;
    },
    meet({ origin, direction }, metres) {
      sight.origin.set(origin.x, origin.y, origin.z);
      sight.direction.set(direction.x, direction.y, direction.z);
      sight.length = metres;
      let best: { stand: string; distance: number } | undefined;
      for (const [box, stand] of boxes) {
        const hit = sight.intersectsMesh(box);
        if (hit.hit && hit.distance < (best?.distance ?? metres)) best = { stand, distance: hit.distance };
      }
      return best?.stand;
    },
    dispose() {
      disposed = true;
      for (const step of undo.splice(0)) step();
      for (const end of unveiling.values()) end();
      for (const id of [...shown.keys()]) clear(id);
      for (const box of boxes.keys()) box.dispose();
    },
  };
}

/** A model that comes within reason; undefined when it can't be had, and one that comes too late is thrown away. */
async function inTime(coming: Promise<AssetContainer>): Promise<AssetContainer | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let late = false;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      late = true;
      resolve(undefined);
    }, PATIENCE_MS);
  });
  const model = coming.then(
    (it) => (late ? void it.dispose() : it),
    () => undefined,
  );
  const first = await Promise.race([model, patience]);
  clearTimeout(timer);
  return first ?? undefined;
}
