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

/** What a stand says of itself. */
type Standing = { product: string; stock: number; version: number };

/** Opens the shelf: it fetches what is asked for and what stands in the room, and again when another version is on sale. */
export function openShelf(api: Api) {
  const products = signal<Map<string, Product>>(new Map());
  const stands = signal<Map<string, Standing>>(new Map());
  const loaded = signal(false);
  const trouble = signal<Refusal | undefined>(undefined);
  /** Slugs to ask for, by the version that is wanted at least; those that there are none of are not asked for again. */
  const wanted = new Map<string, number>();
  const absent = new Set<string>();
  let loading: Promise<void> | undefined;
  let following = false;

  const fetchWanted = async (): Promise<void> => {
    // All stands of a room come within one turn: they are asked for at once.
    await Promise.resolve();
    while (wanted.size > 0) {
      const slugs = [...wanted.keys()];
      const list = await api.products(slugs);
      for (const slug of slugs) wanted.delete(slug);
      const found = new Set(list.map(({ slug }) => slug));
      for (const slug of slugs) if (!found.has(slug)) absent.add(slug);
      products.value = new Map([
        ...products.value,
        ...list.map((product) => [product.slug, product] as const),
      ]);
    }
    loaded.value = following;
  };
  const load = (): Promise<void> => {
    trouble.value = undefined;
    loading ??= fetchWanted()
      .catch((error) => {
        trouble.value = toRefusal(error);
        throw error;
      })
      .finally(() => {
        loading = undefined;
      });
    return loading;
  };
  const want = (slug: string, version = 0): void => {
    const known = products.value.get(slug);
    if (!slug || (known && known.version >= version) || (absent.has(slug) && version === 0)) return;
    wanted.set(slug, version);
  };
  const find = async (slug: string, version = 0): Promise<Product | undefined> => {
    want(slug, version);
    if (wanted.has(slug)) await load().catch(() => undefined);
    return products.value.get(slug);
  };
  const onShow = computed<OnShow[]>(() =>
    [...stands.value].flatMap(([stand, { product: slug, stock, version }]) => {
      const product = version > 0 ? products.value.get(slug) : undefined;
      return product ? [{ stand, product, stock }] : [];
    }),
  );
  return {
    load,
    /** Asks anew for products whose prices are other ones now. */
    again(slugs: readonly string[]): void {
      for (const slug of slugs) if (slug) wanted.set(slug, 0);
      if (wanted.size > 0) load().catch(() => undefined);
    },
    /** All that the inspector shows of a product, asked for anew. */
    sheet: (slug: string) => api.product(slug),
    /** A product, in this version or a later one; undefined when there is none. */
    find,
    onShow,
    loaded,
    /** Why the products could not be had, until they are asked for again. */
    trouble,
    products,
    /** What the room says of a product that stands in it; undefined when it does not. */
    standing: (slug: string): { stock: number; version: number } | undefined =>
      [...stands.value.values()].find(({ product }) => product === slug),
    /** The stock of a product now: the room's word when it is on show, else the catalogue's. */
    stockOf: (slug: string) =>
      onShow.value.find((entry) => entry.product.slug === slug)?.stock ??
      products.value.get(slug)?.stock ??
      0,
    /** Follows a room's stands until the undo is called. */
    follow(link: Link): () => void {
      const undo: (() => void)[] = [];
      following = true;
      stands.value = new Map();
      const set = (id: string, { product, stock, version }: Standing): void => {
        stands.value = new Map(stands.value).set(id, { product, stock, version });
        if (version > 0) want(product, version);
        if (wanted.size > 0) load().catch(() => undefined);
      };
      undo.push(
        link.watch.added('stands', (stand, id) => {
          set(id, stand);
          undo.push(link.watch.changed(stand, () => set(id, stand)));
        }),
      );
      load().catch(() => undefined);
      return () => {
        for (const step of undo.splice(0)) step();
      };
    },
  };
}
