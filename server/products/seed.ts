import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Offer } from '../../shared/model/catalogue.ts';
import type { Database } from '../store/open.ts';
import { countStock, MAIN_WAREHOUSE } from '../store/stock.ts';
import { seedSchema } from './schemas.ts';

type Seed = z.infer<typeof seedSchema>;

/** Fills an empty catalogue with the demonstration products of a file and puts them on their stands; does nothing otherwise. */
export async function seedCatalogue(
  db: Database,
  file: string,
  showroom: string,
  nowMs: number,
): Promise<void> {
  const { count } = await db
    .selectFrom('product')
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (count > 0) return;
  const products = z.array(seedSchema).parse(JSON.parse(await readFile(file, 'utf8')));
  await db.transaction().execute(async (tx) => {
    for (const product of products) {
      await addProduct(tx, product, nowMs);
      for (const [place, offer] of product.offers.entries())
        await addOffer(tx, product.slug, offer, place, nowMs);
      const { stand, slug } = product;
      if (stand) await tx.insertInto('stand').values({ showroom, stand, product: slug }).execute();
    }
  });
}

/** Writes a product with its first version, on sale at once. */
export async function addProduct(
  tx: Database,
  { slug, content, model }: Pick<Seed, 'slug' | 'content' | 'model'>,
  at: number,
): Promise<void> {
  await tx
    .insertInto('product')
    .values({ slug, published: 1, latest: 1, created_at: at, changed_at: at })
    .execute();
  await tx
    .insertInto('product_version')
    .values({
      product: slug,
      version: 1,
      state: 'published',
      content: JSON.stringify(content),
      model: JSON.stringify(model),
      by: '',
      by_name: '',
      at,
      changed_at: at,
    })
    .execute();
}

async function addOffer(
  tx: Database,
  product: string,
  offer: Offer,
  place: number,
  at: number,
): Promise<void> {
  const { sku, variant, part, label, price, stock } = offer;
  await tx
    .insertInto('offer')
    .values({
      ...{ sku, product, variant, part, place },
      label: label && JSON.stringify(label),
      price_amount: price.amount,
      price_currency: price.currency,
    })
    .execute();
  await countStock(tx, { sku, warehouse: MAIN_WAREHOUSE, quantity: stock }, at);
}
