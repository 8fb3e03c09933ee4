import type { Product } from '../../shared/model/catalogue.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import type { StandingBox } from '../world/solid.ts';

/** Tells how much room the products on the stands take, whenever that changes; follows `state.stands`. */
export function openStandSolids(
  link: Link,
  { stands }: Pick<SceneData, 'stands'>,
  product: (slug: string, version: number) => Promise<Product | undefined>,
  furnish: (boxes: Iterable<StandingBox>) => void,
): { dispose(): void } {
  const places = new Map(stands.map((place) => [place.id, place]));
  const wanted = new Map<string, string>();
  const boxes = new Map<string, StandingBox>();
  const undo: (() => void)[] = [];
  let disposed = false;
  const set = async (
    id: string,
    { product: slug, version }: { product: string; version: number },
  ): Promise<void> => {
    const key = version > 0 ? `${slug} ${version}` : '';
    if (wanted.get(id) === key) return;
    wanted.set(id, key);
    const known = key ? await product(slug, version) : undefined;
    if (disposed || wanted.get(id) !== key) return;
    if (known) boxes.set(id, boxOf(places.get(id)!, known));
    else if (!boxes.delete(id)) return;
    furnish(boxes.values());
  };
  undo.push(
    link.watch.added('stands', (stand, id) => {
      if (!places.has(id)) return;
      void set(id, stand);
      undo.push(link.watch.changed(stand, () => void set(id, stand)));
    }),
  );
  return {
    dispose() {
      disposed = true;
      for (const step of undo.splice(0)) step();
    },
  };
}

function boxOf({ position, yaw }: SceneData['stands'][number], { sizeMm, standYaw }: Product): StandingBox {
  const [x, y, z] = position;
  const [width, height, depth] = sizeMm;
  return { x, y, z, yaw: yaw + standYaw, width: width / 1000, height: height / 1000, depth: depth / 1000 };
}
