import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LocalText } from '../../shared/model/localText.ts';
import type { Money } from '../../shared/model/money.ts';

const text = z.object({ en: z.string().min(1) }).catchall(z.string());
const zone = z.strictObject({
  /** Countries, or `*` for all that no earlier zone names. */
  countries: z.array(z.string().regex(/^([A-Z]{2}|\*)$/)).min(1),
  days: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
  /** Heavier than so many grams. */
  from: z.number().int().min(0).default(0),
  /** [grams at most, price in minor units], lightest first; heavier ones do not travel so. */
  upTo: z.array(z.tuple([z.number().int().min(1), z.number().int().min(0)])).min(1),
  /** Costs nothing from so many minor units of goods on. */
  freeFrom: z.number().int().min(1).optional(),
});
const schema = z.strictObject({
  currency: z.string().length(3),
  methods: z.array(
    z.strictObject({
      id: z.string().min(1),
      name: text,
      carrier: z.string().min(1),
      warehouses: z.array(z.string()).min(1),
      zones: z.array(zone).min(1),
    }),
  ),
});

/** A way by which some goods may travel, with its price in the shop's currency before rounding; days include the warehouse's lead time. */
export type DeliveryMethod = {
  id: string;
  name: LocalText;
  carrier: string;
  days: [least: number, most: number];
  price: Money;
  warehouses: string[];
};

/** Ways of delivery by weight, zone and warehouse: data of `markets/shipping.json`. */
export type Deliveries = {
  currency: string;
  /** The methods that take so many grams to a country, cheapest first. `goods` is their worth in `currency`. */
  methodsFor(country: string, grams: number, goods: number, leadDays: number): DeliveryMethod[];
};

/** Reads the ways of delivery. */
export async function readDeliveries(folder: string): Promise<Deliveries> {
  const { currency, methods } = schema.parse(
    JSON.parse(await readFile(join(folder, 'shipping.json'), 'utf8')),
  );
  return {
    currency,
    methodsFor: (country, grams, goods, leadDays) =>
      methods
        .flatMap(({ zones, ...method }): DeliveryMethod[] => {
          const found =
            zones.find(({ countries }) => countries.includes(country)) ??
            zones.find(({ countries }) => countries.includes('*'));
          const [, amount] = found?.upTo.find(([most]) => grams <= most) ?? [];
          if (!found || amount === undefined || grams < found.from) return [];
          const free = found.freeFrom !== undefined && goods >= found.freeFrom;
          const days: [number, number] = [found.days[0] + leadDays, found.days[1] + leadDays];
          return [{ ...method, days, price: { amount: free ? 0 : amount, currency } }];
        })
        .sort((a, b) => a.price.amount - b.price.amount),
  };
}
