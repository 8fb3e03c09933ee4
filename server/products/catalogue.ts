import type { Offer, Product, ProductSheet } from '../../shared/model/catalogue.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { Database } from '../store/open.ts';
import { toOffer, toProduct, toVersion, type VersionRow } from './rows.ts';

/** A SKU that is on sale, as carts show it. */
export type Priced = {
  slug: string;
  sku: string;
  variant: string;
  label: Offer['label'];
  name: Product['name'];
  unitPrice: Product['price'];
  stock: number;
  thumbnail: string;
};

/** Which products are asked for: some by slug, or the next ones after a slug. */
export type ProductQuery = { slugs?: readonly string[]; after?: string; limit?: number };

/** What is on sale and where it stands; each verb is atomic. */
export type Catalogue = {
  /** Products on sale by slug, at most `limit` (500). */
  list(query?: ProductQuery): Promise<Product[]>;
  /** One product on sale; `not-found`. */
  get(slug: string): Promise<Product>;
  /** All that the inspector shows of it; `not-found`. */
  sheet(slug: string): Promise<ProductSheet>;
  stockOf(slug: string): Promise<number>;
  /** Those of some SKUs that are on sale. */
  priced(skus: readonly string[]): Promise<Priced[]>;
  /** A SKU of a product, the first when none is named; `not-found`. */
  offer(slug: string, sku?: string): Promise<Priced>;
  /** Products by stand of a showroom. */
  placements(showroom: string): Promise<Map<string, string>>;
  /** Puts a product on a stand (empty clears it) and tells every room; `not-found` for a strange product or stand. */
  place(showroom: string, stand: string, product: string): Promise<void>;
};

/** Products that one question may ask for. */
export const MOST_PRODUCTS = 500;

/** The catalogue over the database. `knowsStand` says which stands a showroom's scene has. */
export function openCatalogue(
  db: Database,
  bus: Bus,
  knowsStand: (showroom: string, stand: string) => boolean,
): Catalogue {
  const onSale = () =>
    db
      .selectFrom('product')
      .innerJoin('product_version as v', (join) =>
        join.onRef('v.product', '=', 'product.slug').onRef('v.version', '=', 'product.published'),
      )
      .select(['v.product', 'v.version', 'v.content', 'v.model']);
  const one = async (slug: string): Promise<{ row: VersionRow; offers: Offer[] }> => {
    const row = await onSale().where('product.slug', '=', slug).executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'no such product');
    return { row, offers: (await offersOf(db, [slug])).get(slug) ?? [] };
  };
  const get = async (slug: string): Promise<Product> => {
    const { row, offers } = await one(slug);
    return toProduct(row, offers);
  };
  const priced = async (skus: readonly string[]): Promise<Priced[]> => {
    if (skus.length === 0) return [];
    const rows = await db.selectFrom('offer').select('product').distinct().where('sku', 'in', skus).execute();
    const products = await list({ slugs: rows.map(({ product }) => product) });
    const offers = await offersOf(
      db,
      products.map(({ slug }) => slug),
    );
    return products.flatMap((product) =>
      (offers.get(product.slug) ?? [])
        .filter(({ sku }) => skus.includes(sku))
        .map((o) => toPriced(product, o)),
    );
  };
  const list = async ({
    slugs,
    after = '',
    limit = MOST_PRODUCTS,
  }: ProductQuery = {}): Promise<Product[]> => {
    if (slugs?.length === 0) return [];
    let query = onSale().where('product.slug', '>', after).orderBy('product.slug').limit(limit);
    if (slugs) query = query.where('product.slug', 'in', slugs);
    const rows = await query.execute();
    const offers = await offersOf(
      db,
      rows.map(({ product }) => product),
    );
    return rows.map((row) => toProduct(row, offers.get(row.product) ?? []));
  };
  return {
    get,
    list,
    priced,
    async sheet(slug) {
      const { row, offers } = await one(slug);
      const { content, model } = toVersion(row);
      const { care, hsCode, attributes, pictures, authoring } = content;
      const { usdz, parts, explode, variants, animations } = model;
      return {
        ...toProduct(row, offers),
        ...{ care, hsCode, attributes, pictures, authoring },
        ...{ usdz, parts, explode, variants, animations, offers },
      };
    },
    stockOf: async (slug) => (await get(slug)).stock,
    async offer(slug, sku) {
      const { row, offers } = await one(slug);
      const found = offers.find((offer) => (sku ? offer.sku === sku : offer.part === ''));
      if (!found) throw new Refusal('not-found', 'no such SKU of this product');
      return toPriced(toProduct(row, offers), found);
    },
    async placements(showroom) {
      const rows = await db
        .selectFrom('stand')
        .select(['stand', 'product'])
        .where('showroom', '=', showroom)
        .execute();
      return new Map(rows.map((row) => [row.stand, row.product]));
    },
    async place(showroom, stand, product) {
      if (!knowsStand(showroom, stand)) throw new Refusal('not-found', 'no such stand');
      if (product) await get(product);
      const place = db.insertInto('stand').values({ showroom, stand, product });
      const clear = db.deleteFrom('stand').where('showroom', '=', showroom).where('stand', '=', stand);
      if (product)
        await place.onConflict((c) => c.columns(['showroom', 'stand']).doUpdateSet({ product })).execute();
      else await clear.execute();
      bus.publish('stand.changed', { showroom, stand, product });
    },
  };
}

/** The offers of some products that are on sale, in their order. */
export async function offersOf(db: Database, slugs: readonly string[]): Promise<Map<string, Offer[]>> {
  if (slugs.length === 0) return new Map();
  const rows = await db
    .selectFrom('offer')
    .selectAll()
    .where('product', 'in', slugs)
    .where('retired', '=', 0)
    .orderBy('place')
    .orderBy('sku')
    .execute();
  const offers = new Map<string, Offer[]>();
  for (const row of rows) offers.set(row.product, [...(offers.get(row.product) ?? []), toOffer(row)]);
  return offers;
}

const toPriced = (product: Product, { sku, variant, label, price, stock }: Offer): Priced => ({
  slug: product.slug,
  sku,
  variant,
  label,
  name: product.name,
  unitPrice: price,
  stock,
  thumbnail: product.thumbnail,
});
