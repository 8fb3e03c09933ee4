import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Money } from '../../shared/model/money.ts';
import type { TaxPart } from '../../shared/model/order.ts';
import { PPM, portion, timesRatio } from '../../shared/model/ratio.ts';

const schema = z.array(
  z.strictObject({
    country: z.string().regex(/^[A-Z]{2}$/),
    region: z.string().min(1).optional(),
    name: z.string().min(1),
    ratePpm: z.number().int().min(0).max(PPM),
    from: z.iso.date(),
    to: z.iso.date().optional(),
    shipping: z.boolean(),
    source: z.string().min(3),
  }),
);

/** A tax rate of a country or region, from one day to before another; `shipping` says whether delivery is taxed too. */
export type TaxRate = z.infer<typeof schema>[number];

/** Where goods go, as far as taxes care. */
export type Destination = { country: string; region: string };

/** The tax tables: data of `markets/taxes.json`. Duties will come by the same function, as more parts. */
export type Taxes = {
  /** The rates that hold for a destination at a time; none where nothing is collected. */
  ratesFor(destination: Destination, atMs: number): TaxRate[];
  /** The regions of a country that have a rate of their own. */
  needsRegion(country: string): boolean;
};

/** Reads the tax tables; throws where two rates of one name hold at once. */
export async function readTaxes(folder: string): Promise<Taxes> {
  const rows = schema.parse(JSON.parse(await readFile(join(folder, 'taxes.json'), 'utf8')));
  const seen = new Set<string>();
  for (const row of rows) {
    const key = [row.country, row.region, row.name, row.from].join(' ');
    if (seen.has(key)) throw new Error(`a tax stands there twice: ${key}`);
    seen.add(key);
  }
  const regional = new Set(rows.filter(({ region }) => region).map(({ country }) => country));
  return {
    needsRegion: (country) => regional.has(country),
    ratesFor({ country, region }, atMs) {
      const day = new Date(atMs).toISOString().slice(0, 10);
      return rows.filter(
        (row) =>
          row.country === country &&
          (row.region === undefined || row.region === region) &&
          row.from <= day &&
          (row.to === undefined || day < row.to),
      );
    },
  };
}

/** The taxes in an amount (`included`) or on it; base and taxes add up to the amount, or the base is the amount. */
export function taxesOn(
  { amount, currency }: Money,
  rates: readonly TaxRate[],
  included: boolean,
  smallest: number,
): TaxPart[] {
  const sum = rates.reduce((total, { ratePpm }) => total + ratePpm, 0);
  const net = included ? timesRatio(amount, PPM, PPM + sum) : amount;
  const parts = rates.map((rate) => ({
    rate,
    tax: portion({ amount: net, currency }, rate.ratePpm, included ? 1 : smallest),
  }));
  const base = included ? amount - parts.reduce((total, { tax }) => total + tax.amount, 0) : amount;
  return parts.map(({ rate, tax }) => ({
    name: rate.name,
    country: rate.country,
    region: rate.region ?? '',
    ratePpm: rate.ratePpm,
    base: { amount: base, currency },
    amount: tax,
  }));
}

/** Taxes of the same name and rate as one. */
export function sumTaxes(parts: readonly TaxPart[]): TaxPart[] {
  const sums = new Map<string, TaxPart>();
  for (const part of parts) {
    const key = [part.country, part.region, part.name, part.ratePpm].join(' ');
    const known = sums.get(key);
    const add = (a: Money, b: Money): Money => ({ ...a, amount: a.amount + b.amount });
    sums.set(
      key,
      known ? { ...known, base: add(known.base, part.base), amount: add(known.amount, part.amount) } : part,
    );
  }
  return [...sums.values()];
}
