import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Database } from '../store/open.ts';

const text = z.object({ en: z.string().min(1) }).catchall(z.string().min(1));

const seedSchema = z.array(
  z.object({
    slug: z.string().regex(/^[a-z0-9-]{1,64}$/),
    file: z.string(),
    thumbnail: z.string(),
    name: text,
    text,
    materials: text,
    price: z.object({ amount: z.number().int().positive(), currency: z.string().length(3) }),
    sku: z.string().min(1),
    stock: z.number().int().min(0),
    weightGrams: z.number().int().positive(),
    sizeMm: z.tuple([z.number(), z.number(), z.number()]),
    origin: z.string().length(2),
    standYaw: z.number(),
    stand: z.string().nullable(),
  }),
);

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
  const products = seedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  await db.transaction().execute(async (tx) => {
    for (const p of products) {
      const [width_mm, height_mm, depth_mm] = p.sizeMm.map(Math.round) as [number, number, number];
      const row = {
        slug: p.slug,
        sku: p.sku,
        name: JSON.stringify(p.name),
        text: JSON.stringify(p.text),
        materials: JSON.stringify(p.materials),
        price_amount: p.price.amount,
        price_currency: p.price.currency,
        stock: p.stock,
        weight_grams: p.weightGrams,
        origin: p.origin,
        model: `/assets/products/${p.file}`,
        thumbnail: `/assets/products/${p.thumbnail}`,
        stand_yaw: p.standYaw,
      };
      await tx
        .insertInto('product')
        .values({ ...row, width_mm, height_mm, depth_mm })
        .execute();
      const move = { product: p.slug, order_id: null, delta: p.stock, reason: 'opening', at: nowMs };
      await tx.insertInto('stock_move').values(move).execute();
      if (p.stand)
        await tx.insertInto('stand').values({ showroom, stand: p.stand, product: p.slug }).execute();
    }
  });
}
