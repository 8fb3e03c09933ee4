import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Database } from '../store/open.ts';
import { transaction } from '../store/transaction.ts';

const seedSchema = z.array(
  z.strictObject({
    slug: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
    scene: z.string(),
    name: z.object({ en: z.string().min(1) }).catchall(z.string()),
    stands: z.record(z.string(), z.string()),
  }),
);

/** Opens the house's own showrooms of a file, each with its products on their stands; one that is there already is left alone. */
export async function seedShowrooms(db: Database, file: string, nowMs: number): Promise<void> {
  const seeds = seedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  for (const [place, { slug, scene, name, stands }] of seeds.entries())
    await transaction(db, async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('showroom')
        .values({ slug, scene, name: JSON.stringify(name), changed_at: nowMs, place })
        .onConflict((conflict) => conflict.column('slug').doNothing())
        .executeTakeFirstOrThrow();
      if (!numInsertedOrUpdatedRows) return;
      for (const [stand, product] of Object.entries(stands))
        await tx
          .insertInto('stand')
          .values({ showroom: slug, stand, product })
          .onConflict((conflict) => conflict.columns(['showroom', 'stand']).doNothing())
          .execute();
    });
}
