import type { Product } from '../../shared/model/catalogue.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';

/** What is known of a product in a version; undefined when there is none. */
export type AskProduct = (slug: string, version: number) => Promise<Product | undefined>;

/**
 * Follows what stands on a scene's stands, in the version that is on sale: `changed` hears of each stand what is known of its
 * product, and of undefined once nothing stands there. What comes late for what no longer stands there is not told. Returns
 * the undo.
 */
export function followStanding(
  link: Link,
  { stands }: Pick<SceneData, 'stands'>,
  ask: AskProduct,
  changed: (stand: string, known: Product | undefined) => void,
): () => void {
  const known = new Set(stands.map(({ id }) => id));
  const wanted = new Map<string, string>();
  const undo: (() => void)[] = [];
  let over = false;
  const set = async (
    id: string,
    { product, version }: { product: string; version: number },
  ): Promise<void> => {
    const key = version > 0 ? `${product} ${version}` : '';
    if (wanted.get(id) === key) return;
    wanted.set(id, key);
    const found = key ? await ask(product, version) : undefined;
    if (!over && wanted.get(id) === key) changed(id, found);
  };
  undo.push(
    link.watch.added('stands', (stand, id) => {
      if (!known.has(id)) return;
      void set(id, stand);
      undo.push(link.watch.changed(stand, () => void set(id, stand)));
    }),
  );
  return () => {
    over = true;
    for (const step of undo.splice(0)) step();
  };
}
