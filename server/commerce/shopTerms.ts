import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const text = z.object({ en: z.string().min(1) }).catchall(z.string());
/** What a shop says of buying, delivery, payment, returns and privacy, as it travels and as `markets/terms.json` has it. */
export const shopTermsSchema = z.strictObject({
  from: z.iso.date(),
  sections: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z-]+$/), title: text, text: z.array(text).min(1) }))
    .min(1),
});
export type ShopTerms = z.infer<typeof shopTermsSchema>;

/** Reads the shop's own terms: words that a brand edits. */
export const readShopTerms = async (folder: string): Promise<ShopTerms> =>
  shopTermsSchema.parse(JSON.parse(await readFile(join(folder, 'terms.json'), 'utf8')));
