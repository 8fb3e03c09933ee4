import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { minorDigits } from '../../shared/model/money.ts';
import type { ImportedPrices, ListPrice } from '../../shared/model/priceList.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Database } from '../store/open.ts';
import type { MarketData } from './markets.ts';
import type { PriceListWish, Prices } from './prices.ts';

/** Prices of a list as files. */
export type PriceTransfer = {
  export(list: string): Promise<string>;
  /** Takes a file in, all of it or, where a row is wrong, nothing; `attempt` only says what would become of it. */
  import(list: string, text: string, attempt: boolean): Promise<ImportedPrices>;
};

const COLUMNS = ['sku', 'min_quantity', 'price', 'compare_at'] as const;

/** Refuses a list that can't be so: ends before it starts, a compare price that is no higher, two prices for the same, coins that there are not. */
export function checkedList(wish: PriceListWish, markets: MarketData): PriceListWish {
  if (wish.endsAt !== null && wish.endsAt <= wish.startsAt)
    throw new Refusal('bad-input', 'endsAt: before-start');
  const seen = new Set<string>();
  for (const one of wish.prices) {
    const fault = faultOf(one, wish.currency, markets, seen);
    if (fault) throw new Refusal('bad-input', `prices: ${fault} ${one.sku} ${one.minQuantity}`);
  }
  return wish;
}

function faultOf(
  { sku, minQuantity, amount, compareAt }: ListPrice,
  currency: string,
  markets: MarketData,
  seen: Set<string>,
): 'twice' | 'compare-lower' | 'coins' | undefined {
  const key = `${sku} ${minQuantity}`;
  if (seen.has(key)) return 'twice';
  seen.add(key);
  if (compareAt !== null && compareAt <= amount) return 'compare-lower';
  return amount % markets.smallest(currency) === 0 ? undefined : 'coins';
}

/** Opens the transfer over the price lists. */
export function openPriceTransfer(db: Database, prices: Prices, markets: MarketData): PriceTransfer {
  return {
    async export(id) {
      const { currency, prices: all } = await prices.list(id);
      const text = (amount: number | null): string => (amount === null ? '' : written(amount, currency));
      const rows = all.map(({ sku, minQuantity, amount, compareAt }) => [
        ...[sku, String(minQuantity), text(amount), text(compareAt)],
      ]);
      return stringify([[...COLUMNS], ...rows], { bom: true, escape_formulas: true });
    },
    async import(id, text, attempt) {
      const list = await prices.list(id);
      const outcome: ImportedPrices = { created: 0, changed: 0, removed: 0, same: 0, refused: [] };
      const found = await read(db, text, list.currency, markets, outcome);
      const before = new Map(list.prices.map((one) => [keyOf(one), one]));
      for (const one of found) {
        const known = before.get(keyOf(one));
        before.delete(keyOf(one));
        if (!known) outcome.created++;
        else if (known.amount === one.amount && known.compareAt === one.compareAt) outcome.same++;
        else outcome.changed++;
      }
      outcome.removed = before.size;
      if (!attempt && outcome.refused.length === 0) await prices.set({ ...list, prices: found }, list);
      return outcome;
    },
  };
}

const keyOf = ({ sku, minQuantity }: ListPrice): string => `${sku} ${minQuantity}`;

async function read(
  db: Database,
  text: string,
  currency: string,
  markets: MarketData,
  { refused }: ImportedPrices,
): Promise<ListPrice[]> {
  const rows = rowsOf(text);
  const skus = [...new Set(rows.map(({ sku = '' }) => sku))];
  const offers =
    skus.length === 0 ? [] : await db.selectFrom('offer').select('sku').where('sku', 'in', skus).execute();
  const known = new Set(offers.map(({ sku }) => sku));
  const seen = new Set<string>();
  return rows.flatMap((row, at): ListPrice[] => {
    const { sku = '', min_quantity = '', price = '', compare_at = '' } = row;
    const refuse = (fault: string, value: string): [] => {
      refused.push({ row: at + 2, sku, fault, value });
      return [];
    };
    if (!known.has(sku)) return refuse('unknown', sku);
    const minQuantity = /^\d{1,4}$/.test(min_quantity || '1') ? Number(min_quantity || '1') : 0;
    if (minQuantity < 1) return refuse('quantity', min_quantity);
    const amount = amountOf(price, currency);
    if (amount === undefined) return refuse('price', price);
    const compareAt = compare_at === '' ? null : amountOf(compare_at, currency);
    if (compareAt === undefined) return refuse('price', compare_at);
    const one = { sku, minQuantity, amount, compareAt };
    const fault = faultOf(one, currency, markets, seen);
    const wrong = { 'compare-lower': compare_at, twice: min_quantity, coins: price };
    return fault ? refuse(fault, wrong[fault]) : [one];
  });
}

/** What parts the columns in the spreadsheets of the world; the first line of a file says which it has. */
const SEPARATORS = [',', ';', '\t'];

function rowsOf(text: string): Partial<Record<(typeof COLUMNS)[number], string>>[] {
  const [first = ''] = text.split('\n', 1);
  if (!first.trim()) throw new Refusal('bad-input', 'file: column sku');
  const delimiter = SEPARATORS.find((one) => first.includes(one)) ?? ',';
  // A file without them would take every price out.
  const columns = (names: string[]): string[] => {
    const missing = ['sku', 'price'].find((name) => !names.includes(name));
    if (missing) throw new Refusal('bad-input', `file: column ${missing}`);
    return names;
  };
  try {
    return parse(text, { bom: true, columns, trim: true, skip_empty_lines: true, delimiter });
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('bad-input', 'file: no-csv');
  }
}

/** A price in minor units, its decimals behind a point or a comma; undefined for what is none. */
function amountOf(text: string, currency: string): number | undefined {
  const digits = minorDigits(currency);
  const match = /^(\d{1,10})(?:[.,](\d*))?$/.exec(text);
  if (!match || (match[2] ?? '').length > digits) return undefined;
  return Number(match[1]! + (match[2] ?? '').padEnd(digits, '0'));
}

const written = (amount: number, currency: string): string => {
  const digits = minorDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
};
