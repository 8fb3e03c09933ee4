import type { Market } from '../../../shared/model/market.ts';
import type { Ware } from '../../../shared/model/stock.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { writePrice } from '../../ui/price.ts';
import { readAmount } from '../desk/readAmount.ts';
import { fromMoment, toMoment } from '../moments.ts';
import { readCount } from './numbers.ts';
import type { ListWish, OpenPriceList } from './pricesApi.ts';

/** A price as it is typed. */
export type DraftRow = { key: number; sku: string; minQuantity: string; amount: string; compareAt: string };

/** A list as it is typed: moments as fields of date and time have them, empty for at once and for no end. */
export type ListDraft = {
  /** Which writing of the list it began from; 0 for a new one. */
  rev: number;
  name: string;
  market: string;
  currency: string;
  from: string;
  until: string;
  place: string;
  rows: DraftRow[];
  goods: Ware[];
};

/** What is wrong with a draft, by field: a word, and what goes with it; those of a row as `<key>.<field>`. */
export type DraftFaults = Record<string, { word: DraftFault; value?: string }>;
type DraftFault =
  | ('missing' | 'number' | 'before-start' | 'currency')
  | ('amount' | 'quantity' | 'twice' | 'compare-lower' | 'coins' | 'unknown');

let lastKey = 0;
/** A key that no other row has. */
export const nextKey = (): number => ++lastKey;

/** A new list for a market; it counts at once and has no end. */
export const emptyDraft = (market: Market | undefined): ListDraft => ({
  ...{ rev: 0, name: '', market: market?.id ?? '', currency: market?.currencies[0] ?? '' },
  ...{ from: '', until: '', place: '0', rows: [], goods: [] },
});

/** A list that is there, as it is typed; rows that a draft before had keep their keys. */
export const toDraft = (
  { startsAt, endsAt, place, prices, ...list }: OpenPriceList,
  before?: ListDraft,
): ListDraft => ({
  ...{ rev: list.rev, name: list.name, market: list.market, currency: list.currency, goods: list.goods },
  from: startsAt === 0 ? '' : toMoment(startsAt),
  until: endsAt === null ? '' : toMoment(endsAt),
  place: String(place),
  rows: prices.map(({ sku, minQuantity, amount, compareAt }) => ({
    key: rowOf(before, sku, minQuantity)?.key ?? nextKey(),
    ...{ sku, minQuantity: String(minQuantity) },
    amount: writePrice(amount, list.currency),
    compareAt: compareAt === null ? '' : writePrice(compareAt, list.currency),
  })),
});

const rowOf = (draft: ListDraft | undefined, sku: string, quantity?: number): DraftRow | undefined =>
  draft?.rows.find(
    (row) => row.sku === sku && (quantity === undefined || readCount(row.minQuantity) === quantity),
  );

const HEAD = ['name', 'market', 'currency', 'from', 'until', 'place'] as const;
const ROW = ['sku', 'minQuantity', 'amount', 'compareAt'] as const;

/** Whether two drafts say the same. */
export const sameDraft = (a: ListDraft, b: ListDraft): boolean =>
  HEAD.every((name) => a[name] === b[name]) &&
  a.rows.length === b.rows.length &&
  a.rows.every((row, at) => row === b.rows[at] || ROW.every((name) => row[name] === b.rows[at]![name]));

/** What a draft says, and what is wrong with it; with a fault it says nothing that can be sent. */
export function toWish(draft: ListDraft): { wish: ListWish; faults: DraftFaults } {
  const { name, market, currency, rows } = draft;
  const faults: DraftFaults = {};
  const [startsAt, endsAt] = [fromMoment(draft.from) ?? 0, fromMoment(draft.until)];
  const place = readCount(draft.place || '0');
  if (!name.trim()) faults.name = { word: 'missing' };
  if (place === undefined || place > 1000) faults.place = { word: 'number' };
  if (endsAt !== null && endsAt <= startsAt) faults.until = { word: 'before-start' };
  const seen = new Set<string>();
  const prices = rows.map(({ key, sku, minQuantity, ...row }) => {
    const quantity = readCount(minQuantity) ?? 0;
    const amount = readAmount(row.amount, currency);
    const compareAt = row.compareAt.trim() ? readAmount(row.compareAt, currency) : null;
    const pair = `${sku} ${quantity}`;
    if (quantity < 1 || quantity > 9999) faults[`${key}.minQuantity`] = { word: 'quantity' };
    else if (seen.has(pair)) faults[`${key}.minQuantity`] = { word: 'twice' };
    seen.add(pair);
    if (amount === undefined) faults[`${key}.amount`] = { word: 'amount', value: currency };
    if (compareAt === undefined) faults[`${key}.compareAt`] = { word: 'amount', value: currency };
    else if (compareAt !== null && amount !== undefined && compareAt <= amount)
      faults[`${key}.compareAt`] = { word: 'compare-lower' };
    return { sku, minQuantity: quantity, amount: amount ?? 0, compareAt: compareAt ?? null };
  });
  const wish = { name: name.trim(), market, currency, startsAt, endsAt, place: place ?? 0, prices };
  return { wish, faults };
}

/** Where in a draft a refusal of the server belongs; undefined when it is about none of it. */
export function faultsOf(
  { detail = '' }: Pick<Refusal, 'detail'>,
  draft: ListDraft,
): DraftFaults | undefined {
  if (detail === 'endsAt: before-start') return { until: { word: 'before-start' } };
  if (/ is not taken in market /.test(detail)) return { currency: { word: 'currency' } };
  const [, strange] = /^no SKU (.+)$/.exec(detail) ?? [];
  const lost = strange && rowOf(draft, strange);
  if (lost) return { [`${lost.key}.minQuantity`]: { word: 'unknown', value: strange } };
  const [, word, sku = '', quantity] = /^prices: (twice|compare-lower|coins) (\S+) (\d+)$/.exec(detail) ?? [];
  const row = rowOf(draft, sku, Number(quantity));
  if (!word || !row) return undefined;
  const field = { twice: 'minQuantity', 'compare-lower': 'compareAt', coins: 'amount' }[word];
  return { [`${row.key}.${field}`]: { word: word as DraftFault, value: draft.currency } };
}
