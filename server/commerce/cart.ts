import type { Selectable } from 'kysely';
import type { Cart, CartChange, CartLine } from '../../shared/model/cart.ts';
import type { MarketChoice } from '../../shared/model/market.ts';
import type { Money } from '../../shared/model/money.ts';
import type { Discount } from '../../shared/model/order.ts';
import type { Promotion } from '../../shared/model/promotion.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import { prepared } from '../store/prepared.ts';
import { quick } from '../store/quick.ts';
import type { Level } from '../store/stock.ts';
import type { Tables } from '../store/tables.ts';
import { transaction } from '../store/transaction.ts';
import { carryCart } from './carryCart.ts';
import { circumstances } from './circumstances.ts';
import type { Deliveries } from './deliveries.ts';
import type { Exchange } from './exchange.ts';
import type { Markets, Soon } from './markets.ts';
import type { Prices } from './prices.ts';
import { type Promoted, promote } from './promote.ts';
import { type Promotions, plainCode } from './promotions.ts';
import { presumedDestination, quote } from './quote.ts';
import type { Taxes } from './taxes.ts';
import type { Warehouses } from './warehouses.ts';

/** A SKU that is on sale, with all that selling it takes; `price` is the base price, before any price list. */
export type SkuFacts = Omit<
  CartLine,
  'quantity' | 'unitPrice' | 'compareAt' | 'discounts' | 'taxes' | 'total' | 'ahead' | 'change'
> &
  Level & {
    part: string;
    price: Money;
    weightGrams: number;
    origin: string;
    hsCode: string;
  };

/** What carts need of the catalogue. */
export type Goods = {
  /** Those of some SKUs that are on sale. */
  facts(skus: readonly string[]): Promise<SkuFacts[]>;
  /** A SKU of a product, the first when none is named; `not-found`. */
  offer(slug: string, sku?: string): Promise<SkuFacts>;
};

/** A line of a cart with what is behind it. */
export type Priced = {
  facts: SkuFacts;
  quantity: number;
  ahead: boolean;
  unitPrice: Money;
  compareAt: Money | null;
  discounts: Discount[];
  /** The price when the buyer last saw it. */
  seen: Money | null;
};

/** A cart read and priced, before taxes. */
export type PricedCart = {
  choice: MarketChoice;
  lines: Priced[];
  promoted: Promoted;
  gone: { sku: string; quantity: number }[];
  codes: Promotion[];
};

/** The carts of all visitors: only SKUs, quantities and codes are kept, prices are always today's. */
export type Carts = {
  get(visitor: string, choice: Soon<MarketChoice>): Promise<Cart>;
  /** The same, as a checkout needs it; for who has this mail. */
  priced(visitor: string, choice: Soon<MarketChoice>, email?: string): Promise<PricedCart>;
  /**
   * Sets how many of a product (of its first SKU, unless one is named) are in the cart, 0 to 99; `ahead`: the buyer waits
   * for what is not there yet. `not-found` for what is not on sale, `out-of-stock` for more than can be had.
   */
  set(visitor: string, wish: CartWish, choice: Soon<MarketChoice>): Promise<Cart>;
  /** The buyer has seen today's prices and what is gone. */
  seen(visitor: string, choice: Soon<MarketChoice>): Promise<Cart>;
  /** Adds a code; `not-found` for one that nothing has. */
  addCode(visitor: string, code: string, choice: Soon<MarketChoice>): Promise<Cart>;
  removeCode(visitor: string, code: string, choice: Soon<MarketChoice>): Promise<Cart>;
  /** Puts one's cart as a guest to that of one's account: of each SKU the larger number. */
  merge(guest: string, account: string): Promise<void>;
  /** Lays a copy of somebody's cart to that of another, who agreed to nothing there: of each SKU the larger number. */
  copy(from: string, to: string): Promise<void>;
};

/** What is asked of a line. */
export type CartWish = {
  slug: string;
  quantity: number;
  sku?: string | undefined;
  ahead?: boolean | undefined;
};

/** What carts are made of. */
export type CartParts = {
  db: Database;
  goods: Goods;
  prices: Prices;
  promotions: Promotions;
  exchange: Exchange;
  markets: Markets;
  taxes: Taxes;
  deliveries: Deliveries;
  warehouses: Pick<Warehouses, 'leadDays'>;
  /** Events that are on now. */
  events(): Promise<ReadonlySet<string>>;
  clock: Clock;
};

const MOST_CODES = 5;
const MOST_LINES = 200;

/** Carts over the database. */
export function openCarts(parts: CartParts): Carts {
  const { db, goods, promotions, clock } = parts;
  const read = (visitor: string, choice: Soon<MarketChoice>, email?: string) =>
    readCart(parts, visitor, choice, { email });
  const get = async (visitor: string, choice: Soon<MarketChoice>): Promise<Cart> => {
    return toCart(parts, await read(visitor, choice));
  };
  return {
    get,
    priced: read,
    async set(visitor, { slug, quantity, sku: wanted, ahead }, choice) {
      if (quantity === 0 && wanted)
        await db.deleteFrom('cart_line').where('visitor', '=', visitor).where('sku', '=', wanted).execute();
      else if (quantity > 0)
        return toCart(parts, await setLine(parts, visitor, { slug, quantity, sku: wanted, ahead }, choice));
      else {
        const { sku } = await goods.offer(slug);
        await db.deleteFrom('cart_line').where('visitor', '=', visitor).where('sku', '=', sku).execute();
      }
      return get(visitor, choice);
    },
    async seen(visitor, choice) {
      const { lines, gone } = await read(visitor, choice);
      for (const { facts, unitPrice } of lines)
        await db
          .updateTable('cart_line')
          .set({ seen_amount: unitPrice.amount, seen_currency: unitPrice.currency })
          .where('visitor', '=', visitor)
          .where('sku', '=', facts.sku)
          .execute();
      for (const { sku } of gone)
        await db.deleteFrom('cart_line').where('visitor', '=', visitor).where('sku', '=', sku).execute();
      return get(visitor, choice);
    },
    async addCode(visitor, typed, choice) {
      const { code } = await promotions.coupon(typed);
      const mine = await db.selectFrom('cart_code').select('code').where('visitor', '=', visitor).execute();
      if (mine.length >= MOST_CODES) throw new Refusal('too-many', `${MOST_CODES} codes at most`);
      await db
        .insertInto('cart_code')
        .values({ visitor, code, at: clock.now() })
        .onConflict((c) => c.doNothing())
        .execute();
      return get(visitor, choice);
    },
    async removeCode(visitor, typed, choice) {
      await db
        .deleteFrom('cart_code')
        .where('visitor', '=', visitor)
        .where('code', '=', plainCode(typed))
        .execute();
      return get(visitor, choice);
    },
    merge: (guest, account) => db.transaction().execute((tx) => carryCart(tx, guest, account, 'move')),
    copy: (from, to) => transaction(db, (tx) => carryCart(tx, from, to, 'copy')),
  };
}

/** A line that is about to be written. */
type NewLine = { facts: SkuFacts; quantity: number; ahead: boolean };

type KeptLine = Pick<
  Selectable<Tables['cart_line']>,
  'sku' | 'quantity' | 'ahead' | 'seen_amount' | 'seen_currency' | 'changed_at'
>;

/** The lines of a cart when one of them is written, in their order. */
function withLine(kept: readonly KeptLine[], { facts, quantity, ahead }: NewLine, now: number): KeptLine[] {
  const before = kept.find(({ sku }) => sku === facts.sku);
  const fresh: KeptLine = {
    ...{ sku: facts.sku, quantity, ahead: ahead ? 1 : 0, seen_amount: null, seen_currency: '' },
    changed_at: before?.changed_at ?? now,
  };
  return [...kept.filter((row) => row !== before), fresh].sort(
    (a, b) => a.changed_at - b.changed_at || (a.sku < b.sku ? -1 : 1),
  );
}

const keptLines = prepared((db, { visitor }: { visitor: string }) =>
  db
    .selectFrom('cart_line')
    .select(['sku', 'quantity', 'ahead', 'seen_amount', 'seen_currency', 'changed_at'])
    .where('visitor', '=', visitor)
    .orderBy('changed_at')
    .orderBy('sku'),
);

/** Reads a cart, with a line as it is about to be. What does not depend on one another is asked for at once. */
async function readCart(
  parts: CartParts,
  visitor: string,
  soon: Soon<MarketChoice>,
  more: { email?: string | undefined; line?: Promise<NewLine> } = {},
): Promise<PricedCart> {
  const { db, goods, prices, promotions } = parts;
  const [choice, kept, standing, line] = await Promise.all([
    soon,
    quick(db, keptLines(db, { visitor })),
    promotions.standing(visitor, more.email),
    more.line,
  ]);
  const others = kept.filter(({ sku }) => sku !== line?.facts.sku);
  if (line && others.length >= MOST_LINES) throw new Refusal('too-many', `${MOST_LINES} lines at most`);
  const rows = line ? withLine(kept, line, parts.clock.now()) : kept;
  const [facts, priceOf] = await Promise.all([
    goods.facts(others.map(({ sku }) => sku)),
    prices.pricing(choice, rows),
  ]);
  const known = new Map([...facts, ...(line ? [line.facts] : [])].map((one) => [one.sku, one]));
  const there = rows.flatMap(({ sku, quantity, ahead, seen_amount, seen_currency }) => {
    const facts = known.get(sku);
    const seen = seen_amount === null ? null : { amount: seen_amount, currency: seen_currency };
    return facts ? [{ facts, quantity, ahead: ahead === 1, seen }] : [];
  });
  const units = new Map(there.map(({ facts }) => [facts.sku, priceOf(facts)]));
  const plain = there.map(({ facts: { sku, slug, part }, quantity }) => ({
    sku,
    // A spare part is meant only by its SKU.
    slug: part ? '' : slug,
    quantity,
    unit: units.get(sku)!.unit,
  }));
  const promoted = promote(plain, standing, await circumstances(parts, choice, standing, there, plain));
  return {
    choice,
    promoted,
    codes: standing.filter(({ kind }) => kind === 'coupon'),
    gone: rows.filter(({ sku }) => !known.has(sku)).map(({ sku, quantity }) => ({ sku, quantity })),
    lines: there.map((line) => {
      const { unit, compareAt } = units.get(line.facts.sku)!;
      return { ...line, unitPrice: unit, compareAt, discounts: promoted.discounts.get(line.facts.sku) ?? [] };
    }),
  };
}

function toCart({ taxes, markets, clock: time }: CartParts, priced: PricedCart): Cart {
  const { choice, lines, promoted, codes, gone } = priced;
  const rates = taxes.ratesFor(presumedDestination(choice), time.now());
  const quoted = quote(lines, null, { choice, rates, smallest: markets.smallest(choice.currency) });
  const { goods, discount, tax, total, taxes: sums } = quoted.totals;
  const empty = lines.length === 0;
  const zero: Money = { amount: 0, currency: choice.currency };
  return {
    choice,
    lines: [
      ...lines.map((line, index) => ({
        ...shown(line),
        ...quoted.lines[index]!,
        change: changeOf(line),
      })),
      ...gone.map(({ sku, quantity }) => goneLine(sku, quantity, zero)),
    ],
    codes: codes.map(({ id, code, title }) => ({ code, title, fault: promoted.faults.get(id) ?? null })),
    goods: empty ? null : goods,
    discount: empty ? null : discount,
    tax: empty ? null : tax,
    taxes: sums,
    total: empty ? null : total,
  };
}

function shown({ facts, quantity, ahead, unitPrice, compareAt, discounts }: Priced) {
  const { slug, sku, variant, label, name, stock, selling, incoming, readyAt, thumbnail } = facts;
  return {
    ...{ slug, sku, variant, label, name, stock, selling, incoming, readyAt, thumbnail },
    ...{ quantity, ahead, unitPrice, compareAt, discounts },
  };
}

function goneLine(sku: string, quantity: number, zero: Money): CartLine {
  return {
    ...{ slug: '', sku, variant: '', label: null, name: { en: sku }, thumbnail: '' },
    ...{ quantity, unitPrice: zero, compareAt: null, discounts: [], taxes: [], total: zero },
    ...{ stock: 0, selling: 'stock', incoming: 0, readyAt: null, ahead: false, change: { kind: 'gone' } },
  };
}

function changeOf({ facts, quantity, ahead, unitPrice, seen }: Priced): CartChange | null {
  const left = facts.stock + (ahead ? facts.incoming : 0);
  if (quantity > left) return { kind: 'stock', left };
  if (!seen || seen.currency !== unitPrice.currency || seen.amount === unitPrice.amount) return null;
  return { kind: 'price', was: seen };
}

/** A line as it is asked for, when there is as much as that. */
async function lineOf({ goods }: CartParts, { slug, quantity, sku, ahead }: CartWish): Promise<NewLine> {
  const facts = await goods.offer(slug, sku);
  const waits = ahead === true && facts.selling !== 'stock';
  const left = facts.stock + (waits ? facts.incoming : 0);
  if (quantity > left) throw new Refusal('out-of-stock', `${left} left`);
  return { facts, quantity, ahead: waits };
}

/** Writes a line; answers the cart with it. */
async function setLine(
  parts: CartParts,
  visitor: string,
  wish: CartWish,
  choice: Soon<MarketChoice>,
): Promise<PricedCart> {
  const asked = lineOf(parts, wish);
  const cart = await readCart(parts, visitor, choice, { line: asked });
  const { facts, quantity, ahead } = await asked;
  const { amount, currency } = cart.lines.find((line) => line.facts.sku === facts.sku)!.unitPrice;
  const row = { quantity, ahead: ahead ? 1 : 0, seen_amount: amount, seen_currency: currency };
  await parts.db
    .insertInto('cart_line')
    .values({ visitor, sku: facts.sku, changed_at: parts.clock.now(), ...row })
    .onConflict((conflict) => conflict.columns(['visitor', 'sku']).doUpdateSet(row))
    .execute();
  return cart;
}
