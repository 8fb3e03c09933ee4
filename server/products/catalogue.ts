import type { Selling } from '../../shared/model/cart.ts';
import type { Offer, Product, ProductContent, ProductSheet } from '../../shared/model/catalogue.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { Database } from '../store/open.ts';
import { prepared } from '../store/prepared.ts';
import { quick } from '../store/quick.ts';
import { type Level, levelsOf } from '../store/stock.ts';
import { togetherBy } from '../together.ts';
import { toOffer, toProduct, toVersion, type VersionRow } from './rows.ts';

/** A SKU that is on sale, with all that selling it takes; `price` is the base price, before any price list. */
export type SkuFacts = {
  slug: string;
  sku: string;
  variant: string;
  part: string;
  label: Offer['label'];
  name: Product['name'];
  price: Product['price'];
  stock: number;
  selling: Selling;
  incoming: number;
  readyAt: number | null;
  thumbnail: string;
  weightGrams: number;
  origin: string;
  hsCode: string;
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
  facts(skus: readonly string[]): Promise<SkuFacts[]>;
  /** A SKU of a product, the first when none is named; `not-found`. */
  offer(slug: string, sku?: string): Promise<SkuFacts>;
  /** Products by stand of a showroom. */
  placements(showroom: string): Promise<Map<string, string>>;
  /** Puts a product on a stand (empty clears it) and tells every room; `not-found` for a strange product or stand. */
  place(showroom: string, stand: string, product: string): Promise<void>;
};

/** Products that one question may ask for. */
export const MOST_PRODUCTS = 500;

/** What is sold, and how much of it there is, in one look. */
const sold = (db: Database) =>
  db
    .selectFrom('offer')
    .innerJoin('product', 'product.slug', 'offer.product')
    .leftJoin('stock_level', 'stock_level.sku', 'offer.sku')
    .leftJoin('warehouse', 'warehouse.id', 'stock_level.warehouse')
    .selectAll('offer')
    .select(['product.published', 'stock_level.quantity', 'warehouse.kind'])
    .where('offer.retired', '=', 0)
    .orderBy('offer.place')
    .orderBy('offer.sku');
type Sold = Awaited<ReturnType<ReturnType<typeof sold>['execute']>>;

const soldAs = prepared((db, { skus }: { skus: readonly string[] }) =>
  sold(db).where('offer.sku', 'in', skus),
);
const soldIn = prepared((db, { slug, sku }: { slug: string; sku: string }) =>
  sold(db).where('offer.product', '=', slug).where('offer.sku', '=', sku),
);
const soldFirst = prepared((db, { slug }: { slug: string }) =>
  sold(db).where('offer.product', '=', slug).where('offer.part', '=', ''),
);

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
  const written = openWritten();
  const toFacts = async (rows: Sold): Promise<SkuFacts[]> => {
    const found: SkuFacts[] = [];
    for (const own of Map.groupBy(rows, ({ sku }) => sku).values()) {
      const [row] = own;
      if (!row || row.published === null) continue;
      const level: Level = { stock: 0, incoming: 0 };
      for (const { kind, quantity } of own) if (kind) level[kind] += quantity ?? 0;
      const version = await written(db, row.product, row.published);
      found.push({ ...version, ...toSku(row.product, toOffer(row, level)) });
    }
    return found;
  };
  // A launch is thousands who want the same at once.
  const factsOf = togetherBy(
    async (skus: readonly string[]) => toFacts(await quick(db, soldAs(db, { skus }))),
    (skus) => skus.join('\n'),
  );
  const facts = async (skus: readonly string[]): Promise<SkuFacts[]> =>
    skus.length === 0 ? [] : factsOf(skus);
  const offerOf = togetherBy(
    async ({ slug, sku }: { slug: string; sku: string | undefined }) =>
      toFacts(await quick(db, sku ? soldIn(db, { slug, sku }) : soldFirst(db, { slug }))),
    ({ slug, sku = '' }) => `${slug}\n${sku}`,
  );
  const list = async ({
    slugs,
    after = '',
    limit = MOST_PRODUCTS,
  }: ProductQuery = {}): Promise<Product[]> => {
    if (slugs?.length === 0) return [];
    // Both are told where to begin: PostgreSQL would read all versions up to there.
    let query = onSale()
      .where('product.slug', '>', after)
      .where('v.product', '>', after)
      .orderBy('product.slug')
      .limit(limit);
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
    facts,
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
      const [known] = await offerOf({ slug, sku });
      if (!known) throw new Refusal('not-found', 'no such SKU of this product');
      return known;
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
  const levels = await levelsOf(
    db,
    rows.map(({ sku }) => sku),
  );
  const offers = new Map<string, Offer[]>();
  for (const row of rows)
    offers.set(row.product, [...(offers.get(row.product) ?? []), toOffer(row, levels.get(row.sku)!)]);
  return offers;
}

const toSku = (slug: string, { sku, variant, part, label, price, stock, ...rest }: Offer) => ({
  ...{ slug, sku, variant, part, label, price, stock },
  selling: rest.selling ?? ('stock' as const),
  incoming: rest.incoming ?? 0,
  readyAt: rest.readyAt ?? null,
});

type Written = Pick<SkuFacts, 'name' | 'thumbnail' | 'weightGrams' | 'origin' | 'hsCode'>;

/** Versions kept read, most recently used last: what is published is never written again, and reading it is most of a cart's work. */
const VERSIONS_KEPT = 1000;

/** What is written about a published version of a product. */
function openWritten() {
  const kept = new Map<string, Written>();
  return async (db: Database, product: string, version: number): Promise<Written> => {
    const key = `${product} ${version}`;
    const known = kept.get(key) ?? (await readWritten(db, product, version));
    kept.delete(key);
    kept.set(key, known);
    if (kept.size > VERSIONS_KEPT) kept.delete(kept.keys().next().value!);
    return known;
  };
}

async function readWritten(db: Database, product: string, version: number): Promise<Written> {
  const { content } = await db
    .selectFrom('product_version')
    .select('content')
    .where('product', '=', product)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  const { name, pictures, weightGrams, origin, hsCode } = JSON.parse(content) as ProductContent;
  return { name, thumbnail: pictures.thumbnail, weightGrams, origin, hsCode };
}
