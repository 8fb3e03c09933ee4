import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Market, type MarketChoice, usualCurrency } from '../../shared/model/market.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import { prepared } from '../store/prepared.ts';
import { quick } from '../store/quick.ts';

const localText = z.object({ en: z.string().min(1) }).catchall(z.string());
const country = z.string().regex(/^[A-Z]{2}$/);
const currency = z.string().regex(/^[A-Z]{3}$/);
const schema = z.object({
  home: z.object({ country, currency }),
  markets: z.array(
    z.strictObject({
      id: z.string().min(1),
      name: localText,
      countries: z.array(country).min(1),
      currencies: z.array(currency).min(1),
      currencyOf: z.record(country, currency).optional(),
      taxIncluded: z.boolean(),
    }),
  ),
  smallest: z.record(currency, z.number().int().min(1)),
  rounding: z.record(currency, z.number().int().min(1)),
});

/** Something that is there, or will be. */
export type Soon<Value> = Value | Promise<Value>;

/** Where the shop sells, and how amounts are rounded there: data of `markets/markets.json`. */
export type MarketData = {
  home: MarketChoice;
  markets: readonly Market[];
  /** The market of a country; undefined where the shop does not sell. */
  marketOf(country: string): Market | undefined;
  /** Prices that are converted are multiples of so many minor units. */
  priceStep(currency: string): number;
  /** The smallest amount that can be paid, minor units; taxes and discounts are multiples of it. */
  smallest(currency: string): number;
};

/** Reads the markets; throws when a country is in two of them, or a currency has no rounding. */
export async function readMarkets(folder: string): Promise<MarketData> {
  const { home, markets, smallest, rounding } = schema.parse(
    JSON.parse(await readFile(join(folder, 'markets.json'), 'utf8')),
  );
  const byCountry = new Map<string, Market>();
  for (const { currencyOf, ...rest } of markets) {
    const market: Market = { ...rest, ...(currencyOf && { currencyOf }) };
    for (const one of market.countries) {
      if (byCountry.has(one)) throw new Error(`${one} is in two markets`);
      byCountry.set(one, market);
    }
    for (const one of market.currencies) if (!rounding[one]) throw new Error(`no rounding for ${one}`);
  }
  const choice = choiceIn(byCountry.get(home.country), home.country, '', home.currency);
  return {
    home: choice,
    markets: [...new Set(byCountry.values())],
    marketOf: (one) => byCountry.get(one),
    priceStep: (one) => rounding[one] ?? 1,
    smallest: (one) => smallest[one] ?? 1,
  };
}

/** A choice within a market; `not-found` where the shop does not sell, `bad-input` for a currency that is not taken there. */
function choiceIn(
  market: Market | undefined,
  country: string,
  region: string,
  wanted?: string,
): MarketChoice {
  if (!market) throw new Refusal('not-found', `nothing is sold to ${country}`);
  const currency = wanted ?? usualCurrency(market, country);
  if (!market.currencies.includes(currency))
    throw new Refusal('bad-input', `${currency} is not taken in ${country}`);
  return { market: market.id, country, region, currency, taxIncluded: market.taxIncluded };
}

/** From where people shop. */
export type Markets = MarketData & {
  /** What a visitor chose; else a guess by their languages (`Accept-Language`), else the shop's home. */
  choiceOf(visitor: string | undefined, languages: string | undefined): Promise<MarketChoice>;
  /** Sets it; a currency that is left out is the country's usual one. */
  choose(
    visitor: string,
    wish: { country: string; region?: string; currency?: string },
  ): Promise<MarketChoice>;
};

const chosen = prepared((db, { visitor }: { visitor: string }) =>
  db.selectFrom('buyer_market').selectAll().where('visitor', '=', visitor),
);

/** Markets over the database. */
export function openMarkets(db: Database, data: MarketData, clock: Clock): Markets {
  const guess = (languages: string | undefined): MarketChoice => {
    for (const [, region] of (languages ?? '').matchAll(/[a-z]{2,3}(?:-[A-Za-z]{4})?-([A-Z]{2})\b/g)) {
      const market = data.marketOf(region!);
      if (market) return choiceIn(market, region!, '');
    }
    return data.home;
  };
  return {
    ...data,
    async choiceOf(visitor, languages) {
      const row = visitor === undefined ? undefined : (await quick(db, chosen(db, { visitor })))[0];
      const market = row && data.marketOf(row.country);
      // A market may have changed since.
      if (!row || !market?.currencies.includes(row.currency)) return guess(languages);
      return choiceIn(market, row.country, row.region, row.currency);
    },
    async choose(visitor, { country, region = '', currency }) {
      const choice = choiceIn(data.marketOf(country), country, region, currency);
      const row = { country, region, currency: choice.currency, changed_at: clock.now() };
      await db
        .insertInto('buyer_market')
        .values({ visitor, ...row })
        .onConflict((c) => c.column('visitor').doUpdateSet(row))
        .execute();
      return choice;
    },
  };
}
