import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { NO_AUTHORING } from '../../shared/model/authoring.ts';
import type { MadeModel, ProductContent } from '../../shared/model/catalogue.ts';
import type { Database } from '../store/open.ts';

const text = z.object({ en: z.string().min(1) }).catchall(z.string().min(1));

const count = z.number().int().min(0);
const facts = z.object({
  bytes: count,
  triangles: count,
  vertices: count,
  drawCalls: count,
  textures: count,
  textureBytes: count,
});

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
    brand: z.string(),
    categories: z.array(z.string()),
    tags: z.array(z.string()),
    hsCode: z.string(),
    facts: z.object({ hero: facts, far: facts }),
  }),
);

type Seed = z.infer<typeof seedSchema>[number];

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
      await tx
        .insertInto('product')
        .values({ slug: p.slug, published: 1, latest: 1, created_at: nowMs, changed_at: nowMs })
        .execute();
      await tx
        .insertInto('product_version')
        .values({
          product: p.slug,
          version: 1,
          state: 'published',
          content: JSON.stringify(contentOf(p)),
          model: JSON.stringify(modelOf(p)),
          by: '',
          by_name: '',
          at: nowMs,
          changed_at: nowMs,
        })
        .execute();
      await tx
        .insertInto('offer')
        .values({
          sku: p.sku,
          product: p.slug,
          label: null,
          price_amount: p.price.amount,
          price_currency: p.price.currency,
          stock: p.stock,
        })
        .execute();
      const move = { sku: p.sku, order_id: null, delta: p.stock, reason: 'opening', at: nowMs };
      await tx.insertInto('stock_move').values(move).execute();
      if (p.stand)
        await tx.insertInto('stand').values({ showroom, stand: p.stand, product: p.slug }).execute();
    }
  });
}

function contentOf(p: Seed): ProductContent {
  const thumbnail = `/assets/products/${p.thumbnail}`;
  return {
    name: p.name,
    text: p.text,
    materials: p.materials,
    care: { en: '' },
    brand: p.brand,
    categories: p.categories,
    tags: p.tags,
    weightGrams: p.weightGrams,
    origin: p.origin,
    hsCode: p.hsCode,
    attributes: [],
    standYaw: p.standYaw,
    pictures: { thumbnail, poster: thumbnail, social: thumbnail, turntable: null },
    authoring: NO_AUTHORING,
  };
}

function modelOf(p: Seed): MadeModel {
  const [hero, far] = [`/assets/products/${p.file}`, `/assets/products/low/${p.file}`];
  return {
    files: { hero: { web: { url: hero, ...p.facts.hero } }, far: { web: { url: far, ...p.facts.far } } },
    original: hero,
    usdz: '',
    sizeMm: p.sizeMm,
    parts: [],
    explode: { steps: 0, parts: [] },
    variants: [],
    animations: [],
  };
}
