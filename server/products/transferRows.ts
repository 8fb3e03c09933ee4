import { minorDigits } from '../../shared/model/money.ts';
import type { Traveller } from './schemas.ts';

/** Texts in languages: a column each, such as `name.en`. */
const TEXTS = ['name', 'text', 'materials', 'care'] as const;
const LIST = '; ';
type Row = Record<string, string>;

/** Products as rows: one for each SKU; what belongs to the product stands in the first of its rows. */
export function toRows(products: readonly Traveller[]): Row[] {
  const columns = new Set<string>(['slug', 'sku', 'variant', 'part', 'price', 'currency', 'stock']);
  const rows = products.flatMap(({ slug, content, offers }) => {
    const own: Row = {
      brand: content.brand,
      categories: content.categories.join(LIST),
      tags: content.tags.join(LIST),
      weight_grams: String(content.weightGrams),
      origin: content.origin,
      hs_code: content.hsCode,
      mount: content.mount,
      attributes: content.attributes.length > 0 ? JSON.stringify(content.attributes) : '',
    };
    for (const field of TEXTS)
      for (const [language, text] of Object.entries(content[field])) own[`${field}.${language}`] = text;
    const sold = offers.map(
      (offer): Row => ({
        sku: offer.sku,
        variant: offer.variant,
        part: offer.part,
        price: decimal(offer.price.amount, offer.price.currency),
        currency: offer.price.currency,
        stock: String(offer.stock),
        selling: offer.selling ?? 'stock',
        incoming: String(offer.incoming ?? 0),
        ready_at: offer.readyAt ? new Date(offer.readyAt).toISOString() : '',
        ...Object.fromEntries(
          Object.entries(offer.label ?? {}).map(([language, text]) => [`label.${language}`, text]),
        ),
      }),
    );
    return [{ slug, ...own, ...sold[0] }, ...sold.slice(1).map((row) => ({ slug, ...row }))] as Row[];
  });
  for (const row of rows) for (const column of Object.keys(row)) columns.add(column);
  return rows.map((row) => Object.fromEntries([...columns].map((column) => [column, row[column] ?? ''])));
}

/** Rows as products again, each with the number of its first line; what can't be read stays as it is, so that the schema says where. */
export function fromRows(rows: readonly Row[]): { row: number; slug: string; value: unknown }[] {
  const products = new Map<string, { row: number; rows: Row[] }>();
  for (const [at, raw] of rows.entries()) {
    const row = Object.fromEntries(Object.entries(raw).map(([column, text]) => [column, unescaped(text)]));
    const slug = row.slug ?? '';
    const known = products.get(slug);
    if (known && slug) known.rows.push(row);
    else products.set(slug || `row ${at + 2}`, { row: at + 2, rows: [row] });
  }
  return [...products.values()].map(({ row, rows: own }) => {
    const first = own[0]!;
    return {
      row,
      slug: first.slug ?? '',
      value: { slug: first.slug, content: contentOf(first), offers: own.flatMap(offerOf) },
    };
  });
}

/** Names of columns that are not those of what they hold. */
const COLUMNS: Record<string, string> = {
  weightGrams: 'weight_grams',
  hsCode: 'hs_code',
  'price.amount': 'price',
  'price.currency': 'currency',
};

/** The column in which a value of a product stands. */
export function columnOf(path: readonly PropertyKey[]): string {
  const within = path[0] === 'content' ? path.slice(1) : path[0] === 'offers' ? path.slice(2) : path;
  const name = within.join('.');
  return COLUMNS[name] ?? name;
}

/** Spreadsheets run what begins like a formula; csv-stringify puts an apostrophe before it. */
const unescaped = (text: string): string =>
  /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? text.slice(1) : text;

const list = (text = ''): string[] =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);
const number = (text = ''): number | string =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text === '' ? 0 : text;

function texts(row: Row, field: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [column, text] of Object.entries(row))
    if (column.startsWith(`${field}.`) && text) found[column.slice(field.length + 1)] = text;
  return found;
}

function contentOf(row: Row): unknown {
  return {
    ...Object.fromEntries(TEXTS.map((field) => [field, { en: '', ...texts(row, field) }])),
    brand: row.brand ?? '',
    categories: list(row.categories),
    tags: list(row.tags),
    weightGrams: number(row.weight_grams),
    origin: row.origin ?? '',
    hsCode: row.hs_code ?? '',
    mount: row.mount || 'floor',
    attributes: attributesOf(row.attributes),
  };
}

function attributesOf(text = ''): unknown {
  if (!text) return [];
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function offerOf(row: Row): unknown[] {
  if (!row.sku) return [];
  const label = texts(row, 'label');
  return [
    {
      sku: row.sku,
      variant: row.variant ?? '',
      part: row.part ?? '',
      label: label.en ? label : null,
      price: { amount: minor(row.price ?? '', row.currency ?? ''), currency: row.currency ?? '' },
      stock: number(row.stock),
      selling: row.selling || 'stock',
      incoming: number(row.incoming),
      readyAt: row.ready_at ? momentOf(row.ready_at) : null,
    },
  ];
}

/** A moment in milliseconds; what is none stays as it is. */
const momentOf = (text: string): number | string => {
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? text : moment;
};

/** Digits after the point that a currency has (ISO 4217). */
function digitsOf(currency: string): number {
  try {
    return minorDigits(currency);
  } catch {
    return 2;
  }
}

const decimal = (amount: number, currency: string): string =>
  (amount / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));

/** A price such as `12.50` in minor units, without passing through a fraction; what is none stays as it is. */
function minor(price: string, currency: string): number | string {
  const digits = digitsOf(currency);
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(price.trim());
  if (!match || (match[2]?.length ?? 0) > digits) return price;
  return Number(match[1]! + (match[2] ?? '').padEnd(digits, '0'));
}
