import type { Selectable } from 'kysely';
import type { LocalText, Product } from '../../shared/model/catalogue.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { Database } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';

/** Products and where they stand; each verb is atomic. */
export type Catalogue = {
  list(): Promise<Product[]>;
  /** One product; `not-found`. */
  get(slug: string): Promise<Product>;
  stockOf(slug: string): Promise<number>;
  /** Products by stand of a showroom. */
  placements(showroom: string): Promise<Map<string, string>>;
  /** Puts a product on a stand (empty clears it) and tells every room; `not-found` for a strange product or stand. */
  place(showroom: string, stand: string, product: string): Promise<void>;
};

/** The catalogue over the database. `knowsStand` says which stands a showroom's scene has. */
export function openCatalogue(
  db: Database,
  bus: Bus,
  knowsStand: (showroom: string, stand: string) => boolean,
): Catalogue {
  const get = async (slug: string): Promise<Product> => {
    const row = await db.selectFrom('product').selectAll().where('slug', '=', slug).executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'no such product');
    return toProduct(row);
  };
  return {
    get,
    list: async () => (await db.selectFrom('product').selectAll().orderBy('slug').execute()).map(toProduct),
    stockOf: async (slug) => (await get(slug)).stock,
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

/** A row of the table as shoppers see it. */
export function toProduct(row: Selectable<Tables['product']>): Product {
  return {
    slug: row.slug,
    sku: row.sku,
    name: JSON.parse(row.name) as LocalText,
    text: JSON.parse(row.text) as LocalText,
    materials: JSON.parse(row.materials) as LocalText,
    price: { amount: row.price_amount, currency: row.price_currency },
    stock: row.stock,
    sizeMm: [row.width_mm, row.height_mm, row.depth_mm],
    weightGrams: row.weight_grams,
    origin: row.origin,
    model: row.model,
    thumbnail: row.thumbnail,
    standYaw: row.stand_yaw,
  };
}
