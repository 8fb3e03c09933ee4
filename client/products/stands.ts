import type { AssetContainer } from '@babylonjs/core/assetContainer';
import { CreateBox } from '@babylonjs/core/Meshes/Builders/boxBuilder';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Product } from '../../shared/model/catalogue.ts';
import type { Scene as SceneData, SceneStand } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import { addContactShadow } from '../world/contactShadow.ts';
import { loadModel, lowOf } from '../world/models.ts';
import type { World } from '../world/world.ts';

/** What stands on the stands, drawn; follows `state.stands`. */
export type Stands = {
  /** The stand under a point of the canvas (CSS pixels). */
  pick(x: number, y: number): string | undefined;
  dispose(): void;
};

type Shown = { slug: string; node: TransformNode; model: AssetContainer; unstill: () => void };

/** Metres above a stand's top within which a click means its product. */
const PICK_HEIGHT = 0.9;

/** Sets out the products; nearest first, each as it arrives. `progress` hears how many of those on show are there. */
export function openStands(
  world: World,
  link: Link,
  data: SceneData,
  product: (slug: string) => Promise<Product | undefined>,
  progress: (done: number, total: number) => void,
): Stands {
  const shown = new Map<string, Shown>();
  const wanted = new Map<string, string>();
  const boxes = new Map<Mesh, string>();
  let disposed = false;

  const clear = (stand: string): void => {
    const old = shown.get(stand);
    shown.delete(stand);
    old?.unstill();
    old?.model.dispose();
    old?.node.dispose();
  };
  const set = async (place: SceneStand, slug: string, again = false): Promise<void> => {
    if (wanted.get(place.id) === slug && !again) return;
    wanted.set(place.id, slug);
    if (!slug) return clear(place.id);
    const facts = await product(slug);
    const { tier } = world;
    const url = facts && (tier === 'low' ? lowOf(facts.model) : facts.model);
    const model = url ? await loadModel(url, world.scene).catch(() => undefined) : undefined;
    if (!facts || !model || disposed || wanted.get(place.id) !== slug || tier !== world.tier)
      return model?.dispose();
    clear(place.id);
    const node = new TransformNode(`stand ${place.id}`, world.scene);
    node.position.fromArray(place.position);
    node.rotation.y = place.yaw + facts.standYaw;
    model.addAllToScene();
    for (const root of model.rootNodes) (root as TransformNode).parent = node;
    for (const mesh of model.meshes) mesh.isPickable = false;
    addContactShadow(node, (facts.sizeMm[0] / 1000) * 0.62, (facts.sizeMm[2] / 1000) * 0.62, world.scene);
    const meshes = node.getChildMeshes();
    for (const mesh of meshes) mesh.freezeWorldMatrix();
    shown.set(place.id, { slug, node, model, unstill: world.standStill(meshes) });
    report();
  };
  const report = (): void => progress(shown.size, [...wanted.values()].filter(Boolean).length);

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
  const places = new Map(data.stands.map((place) => [place.id, place]));
  const undo: (() => void)[] = [];
  undo.push(
    world.onTier(() => {
      for (const place of data.stands) void set(place, wanted.get(place.id) ?? '', true);
    }),
  );
  undo.push(
    link.watch.added('stands', (stand, id) => {
      const place = places.get(id);
      if (!place) return;
      void set(place, stand.product);
      undo.push(link.watch.changed(stand, () => void set(place, stand.product)));
    }),
  );
  return {
    pick(x, y) {
      const hit = world.scene.pick(x, y, (mesh) => boxes.has(mesh as Mesh), false, world.camera);
      return hit?.pickedMesh ? boxes.get(hit.pickedMesh as Mesh) : undefined;
    },
    dispose() {
      disposed = true;
      for (const step of undo.splice(0)) step();
      for (const id of [...shown.keys()]) clear(id);
      for (const box of boxes.keys()) box.dispose();
    },
  };
}
