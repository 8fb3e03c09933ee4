import type { LocalText } from './localText.ts';

/** Countries that are sold to in the same way. */
export type Market = {
  id: string;
  name: LocalText;
  /** ISO 3166-1 alpha-2; each country is in one market. */
  countries: string[];
  /** What may be paid in, ISO 4217; the first is the usual one. */
  currencies: string[];
  /** The usual currency of a country, where it is not the market's. */
  currencyOf?: Record<string, string>;
  /** Whether prices are shown with tax. */
  taxIncluded: boolean;
};

/** Where someone shops from, and what they pay in. `region` is the state or province, empty where it is not known or needed. */
export type MarketChoice = {
  market: string;
  country: string;
  region: string;
  currency: string;
  taxIncluded: boolean;
};

/** The usual currency of a country in its market. */
export const usualCurrency = (market: Market, country: string): string =>
  market.currencyOf?.[country] ?? market.currencies[0]!;
