import { computed, signal } from '@preact/signals';
import type { Product } from '../../shared/model/catalogue.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import type { Api } from '../net/api.ts';
import type { Link } from '../net/link.ts';
import { toRefusal } from '../ui/report.ts';

/** A product on show: where it stands, and what is left of it now. */
export type OnShow = { stand: string; product: Product; stock: number };

/** The products that this page knows, and those on show in the room. */
export type Shelf = ReturnType<typeof openShelf>;

/** Opens the shelf: `onShow` follows the room's stands, with live stock. */
export function openShelf(api: Api) {
  const products = signal<Map<string, Product>>(new Map());
  const stands = signal<Map<string, { product: string; stock: number }>>(new Map());
  const loaded = signal(false);
  const trouble = signal<Refusal | undefined>(undefined);
  let loading: Promise<void> | undefined;
  const load = (): Promise<void> => {
    trouble.value = undefined;
    loading ??= api
      .products()
      .then(
        (list) => {
          products.value = new Map(list.map((product) => [product.slug, product]));
          loaded.value = true;
        },
        (error) => {
          trouble.value = toRefusal(error);
          throw error;
        },
      )
      .finally(() => {
        loading = undefined;
      });
    return loading;
  };
  const find = async (slug: string): Promise<Product | undefined> => {
    if (!products.value.has(slug)) await load().catch(() => undefined);
    return products.value.get(slug);
  };
  const onShow = computed<OnShow[]>(() =>
    [...stands.value].flatMap(([stand, { product: slug, stock }]) => {
      const product = products.value.get(slug);
      return product ? [{ stand, product, stock }] : [];
    }),
  );
  return {
    load,
    find,
    onShow,
    loaded,
    /** Why the products could not be had, until they are asked for again. */
    trouble,
    products,
    /** The stock of a product now: the room's word when it is on show, else the catalogue's. */
    stockOf: (slug: string) =>
      onShow.value.find((entry) => entry.product.slug === slug)?.stock ??
      products.value.get(slug)?.stock ??
      0,
    /** Follows a room's stands until the undo is called. */
    follow(link: Link): () => void {
      const undo: (() => void)[] = [];
      stands.value = new Map();
      const set = (id: string, product: string, stock: number): void => {
        stands.value = new Map(stands.value).set(id, { product, stock });
        if (product && !products.value.has(product)) void load().catch(() => undefined);
      };
      undo.push(
        link.watch.added('stands', (stand, id) => {
          set(id, stand.product, stand.stock);
          undo.push(link.watch.changed(stand, () => set(id, stand.product, stand.stock)));
        }),
      );
      return () => {
        for (const step of undo.splice(0)) step();
      };
    },
  };
}
