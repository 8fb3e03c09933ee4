import type { Product } from '../../shared/model/catalogue.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import type { StandingBox } from '../world/solid.ts';
import { type AskProduct, followStanding } from './standing.ts';

/** Tells how much room the products on the stands take, whenever that changes; follows `state.stands`. */
export function openStandSolids(
  link: Link,
  scene: Pick<SceneData, 'stands'>,
  product: AskProduct,
  furnish: (boxes: Iterable<StandingBox>) => void,
): { dispose(): void } {
  const places = new Map(scene.stands.map((place) => [place.id, place]));
  const boxes = new Map<string, StandingBox>();
  const dispose = followStanding(link, scene, product, (id, known) => {
    if (known) boxes.set(id, boxOf(places.get(id)!, known));
    else if (!boxes.delete(id)) return;
    furnish(boxes.values());
  });
  return { dispose };
}

function boxOf({ position, yaw }: SceneData['stands'][number], { sizeMm, standYaw }: Product): StandingBox {
  const [x, y, z] = position;
  const [width, height, depth] = sizeMm;
  return { x, y, z, yaw: yaw + standYaw, width: width / 1000, height: height / 1000, depth: depth / 1000 };
}
