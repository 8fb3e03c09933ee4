/** The languages that papers and letters speak. */
export const PAPER_LANGUAGES = ['en', 'zh', 'es', 'ar', 'id'] as const;
/** One of them. */
export type PaperLanguage = (typeof PAPER_LANGUAGES)[number];

/** A person or company with its address, line by line, as its country writes it. */
export type Party = { name: string; company?: string; address: string[]; vatNumber?: string };

/** The brand that sells; `facts` are tax numbers, register and bank, one a line. */
export type Seller = Party & {
  facts: string[];
  mail: string;
  web: string;
  /** The one accent, `#rrggbb`. */
  colour: string;
  /** PNG, JPEG or WebP; none: the name is set as a wordmark. */
  logo?: Uint8Array;
};

/** An amount in minor units of the paper's currency: without tax, the tax, both. */
export type Taxed = { net: number; tax: number; gross: number };

/** A line in the buyer's language; net, tax and gross are after its discount. `rate` is a fraction: 0.19. */
export type PaperLine = Taxed & {
  sku: string;
  name: string;
  variant?: string;
  quantity: number;
  unitPrice: number;
  discount?: { reason: string; amount: number };
  rate: number;
};

/** The tax at one rate in one country, by the name that it has there. */
export type TaxRow = { name: string; country: string; rate: number; net: number; tax: number };

/** A note that the law asks for, or one in the buyer's language. */
export type PaperNote = 'reverseCharge' | 'export' | 'intraCommunity' | 'marginScheme' | { text: string };

/** What all papers of an order say. Times are milliseconds, told in `zone`; `address` is the order's page. */
export type PaperHead = {
  number: string;
  issuedAt: number;
  zone: string;
  order: { number: string; placedAt: number; address: string };
  deliveredAt?: number;
  seller: Seller;
  buyer: Party;
  shipTo?: Party;
  /** ISO 3166 of the buyer: the size of the page. */
  country: string;
  notes: PaperNote[];
};

/** An invoice, or the credit note that takes (a part of) one back; all amounts are positive. */
export type MoneyPaper = PaperHead & {
  kind: 'invoice' | 'credit';
  /** The invoice that a credit note is about. */
  corrects?: { number: string; issuedAt: number };
  currency: string;
  pricesIncludeTax: boolean;
  lines: PaperLine[];
  shipping?: Taxed & { name: string };
  /** Discounts of the whole order, each with its share of tax. */
  discounts: (Taxed & { reason: string })[];
  taxes: TaxRow[];
  total: Taxed;
  /** How an invoice was paid, or to where a credit note's amount went back. */
  paid: { how: string; at: number; amount: number }[];
  refunds: { at: number; amount: number; reason?: string }[];
};

/** What lies in the parcels: no prices. Weights in grams, lengths in millimetres. */
export type PackingList = PaperHead & {
  kind: 'packing';
  lines: {
    sku: string;
    name: string;
    variant?: string;
    quantity: number;
    grams?: number;
    size?: { width: number; depth: number; height: number };
    hsCode?: string;
    origin?: string;
  }[];
  parcels: number;
  carrier?: string;
  tracking?: string;
};

/** A paper of an order: plain data that knows no database. */
export type Paper = MoneyPaper | PackingList;

/** Throws if the amounts of a paper do not add up: such a paper must never leave the house. */
export function proveSums(paper: MoneyPaper): void {
  const { lines, shipping, discounts, taxes, total } = paper;
  const parts = [...lines, ...(shipping ? [shipping] : [])];
  const sum = (key: keyof Taxed): number => add(parts, key) - add(discounts, key);
  const wrong =
    [...parts, ...discounts, total].some(({ net, tax, gross }) => net + tax !== gross) ||
    sum('gross') !== total.gross ||
    sum('net') !== total.net ||
    taxes.reduce((all, { tax }) => all + tax, 0) !== total.tax;
  if (wrong) throw new Error(`the amounts of ${paper.number} do not add up`);
}

const add = (rows: Taxed[], key: keyof Taxed): number => rows.reduce((all, row) => all + row[key], 0);
