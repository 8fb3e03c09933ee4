import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.array(
  z.strictObject({
    market: z.string().min(1),
    days: z.number().int().min(1).max(365),
    from: z.iso.date(),
    to: z.iso.date().optional(),
    source: z.string().min(3),
  }),
);

/** For how many days pieces may go back: data of `markets/returns.json`. */
export type ReturnTerms = {
  /** Days that a market gives for what was bought at a time; null where it gives none. */
  daysFor(market: string, atMs: number): number | null;
};

/** Reads the terms; throws where two of one market begin on one day. */
export async function readReturnTerms(folder: string): Promise<ReturnTerms> {
  const rows = schema.parse(JSON.parse(await readFile(join(folder, 'returns.json'), 'utf8')));
  const begins = rows.map(({ market, from }) => `${market} ${from}`);
  if (new Set(begins).size < rows.length) throw new Error('terms of returns stand there twice');
  return {
    daysFor(market, atMs) {
      const day = new Date(atMs).toISOString().slice(0, 10);
      const held = rows.filter(
        (row) => row.market === market && row.from <= day && (row.to === undefined || day < row.to),
      );
      return held.sort((a, b) => (a.from < b.from ? 1 : -1))[0]?.days ?? null;
    },
  };
}
