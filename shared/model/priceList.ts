/** Where, when and before which others a price list counts; times are milliseconds since 1970. */
export type PriceListHead = {
  name: string;
  market: string;
  currency: string;
  startsAt: number;
  /** Null for no end. */
  endsAt: number | null;
  /** Of several that hold, the highest counts. */
  place: number;
};

/** The price of a SKU from a quantity on, and what it is compared with, in minor units. */
export type ListPrice = { sku: string; minQuantity: number; amount: number; compareAt: number | null };

/** Prices of a market and currency, for a time; `rev` grows with each writing. */
export type PriceList = PriceListHead & { id: string; rev: number; prices: ListPrice[] };

/** What became, or would become, of a file of prices; rows are counted as the file's editor counts them. */
export type ImportedPrices = {
  created: number;
  changed: number;
  removed: number;
  same: number;
  refused: { row: number; sku: string; fault: string; value: string }[];
};
