import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Shopkeeper } from './issue.ts';

const line = z.string().min(1).max(120);
const schema = z.strictObject({
  name: line,
  company: line.optional(),
  address: z.array(line).min(1).max(6),
  vatNumber: line.optional(),
  facts: z.array(line).max(5),
  mail: z.email(),
  web: line,
  colour: z.string().regex(/^#[0-9a-f]{6}$/i),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .default('en'),
});

/** Who sells, as papers and mails name them, and the language of its staff: data of `markets/seller.json`. */
export async function readSeller(folder: string): Promise<Shopkeeper & { language: string }> {
  const { company, vatNumber, ...seller } = schema.parse(
    JSON.parse(await readFile(join(folder, 'seller.json'), 'utf8')),
  );
  return { ...seller, ...(company && { company }), ...(vatNumber && { vatNumber }) };
}
