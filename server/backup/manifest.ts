import { z } from 'zod';

/** The version of this format; another one is refused. */
export const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

/** A path within the data folder: no way out of it. */
const path = z
  .string()
  .min(1)
  .max(1000)
  .refine((text) => !/[\0\\]/.test(text) && text.split('/').every((step) => !['', '.', '..'].includes(step)));

/** What an archive says of itself; each entry's digest is that of the bytes in the archive. */
export const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  engine: z.enum(['sqlite', 'postgres']),
  made: z.iso.datetime(),
  migrations: z.array(z.string()),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9_]*$/),
      columns: z.array(z.string()),
      rows: count,
      sha256,
      /** The last number that was given, in a table that counts by itself. */
      counter: count.nullable(),
    }),
  ),
  files: z.array(z.strictObject({ path, bytes: count, sha256 })),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Where things lie in an archive. The manifest comes last, so that nothing has to be read twice, and then its digest. */
export const ENTRIES = {
  table: (name: string) => `tables/${name}.jsonl.gz`,
  file: (place: string) => `files/${place}`,
  manifest: 'manifest.json',
  seal: 'manifest.sha256',
} as const;
