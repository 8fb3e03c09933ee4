import type { CodeFault } from '../../shared/model/cart.ts';
import type { Money } from '../../shared/model/money.ts';
import type { Discount } from '../../shared/model/order.ts';
import type { Condition, Effect, Promotion } from '../../shared/model/promotion.ts';
import { PPM, timesRatio } from '../../shared/model/ratio.ts';
import { spread } from './spread.ts';

/** A line before promotions. */
export type Plain = { sku: string; slug: string; quantity: number; unit: Money };

/** A promotion with what this person has used of it, beside what their open checkout holds. */
export type Standing = Promotion & { usedByPerson: number };

/** So many uses (of a coupon) or pieces (of a flash offer). */
export type Use = { promotion: string; count: number };

/** What promotions make of some lines. */
export type Promoted = {
  discounts: Map<string, Discount[]>;
  /** The promotion that lets delivery cost nothing. */
  freeDelivery: Pick<Promotion, 'id' | 'title'> | null;
  uses: Use[];
  /** Why one does nothing, by its id. */
  faults: Map<string, CodeFault>;
};

/** What promotions may look at. */
export type Circumstances = {
  market: string;
  currency: string;
  at: number;
  /** Events that are on now. */
  events: ReadonlySet<string>;
  /** Discounts are multiples of so many minor units. */
  smallest: number;
  /** What the cheapest way of delivery would cost, minor units. */
  delivery: number;
  /** An amount that is told by currency in this one; undefined where it can't be said. */
  inCurrency(amounts: Record<string, number>): number | undefined;
};

/**
 * Lays promotions on lines: flash offers first, then coupons on what is left, never below nothing. Coupons that do not
 * combine stand alone: the way that saves most is taken.
 */
export function promote(
  lines: readonly Plain[],
  standing: readonly Standing[],
  now: Circumstances,
): Promoted {
  const flashes = standing
    .filter(({ kind }) => kind === 'flash')
    .map((one) => ({ one, saves: savesMost(one, lines, now) }))
    .sort((a, b) => b.saves - a.saves)
    .map(({ one }) => one);
  const coupons = standing.filter(({ kind }) => kind === 'coupon');
  const alone = coupons.filter(({ combines }) => !combines);
  const ways = [coupons.filter(({ combines }) => combines), ...alone.map((one) => [one])];
  const results = ways.map((way) => layAll(lines, [...flashes, ...way], now));
  const best = results.reduce((a, b) => (worthOf(b, now) > worthOf(a, now) ? b : a));
  for (const one of coupons) {
    const own = results.find(({ tried }) => tried.has(one.id))?.faults.get(one.id);
    if (own) best.faults.set(one.id, own);
    else if (!best.tried.has(one.id)) best.faults.set(one.id, 'not-together');
  }
  return best;
}

/** What one piece costs after a promotion; undefined where it makes no piece cheaper. */
export function priceAfter(
  { effect }: Pick<Promotion, 'effect'>,
  unit: number,
  now: Pick<Circumstances, 'smallest' | 'inCurrency'>,
): number | undefined {
  const price = effectOn(effect, unit, now);
  return price !== undefined && price < unit ? price : undefined;
}

function effectOn(
  effect: Effect,
  unit: number,
  now: Pick<Circumstances, 'smallest' | 'inCurrency'>,
): number | undefined {
  if (effect.kind === 'free-delivery') return undefined;
  if (effect.kind === 'percent') return unit - shareOf(unit, effect.ppm, now.smallest);
  const amount = now.inCurrency(effect.amounts);
  if (amount === undefined) return undefined;
  return effect.kind === 'price' ? amount : Math.max(0, unit - amount);
}

/** Parts of an amount in coins that there are, never more than all of it. */
const shareOf = (amount: number, ppm: number, smallest: number): number =>
  Math.min(amount, timesRatio(amount, ppm, PPM, smallest));

/** `covered` are the pieces of each SKU that a flash offer has made cheaper, and what it took off them. */
type Laid = Promoted & { tried: Set<string>; covered: Map<string, Covered> };
type Covered = { pieces: number; off: number; alone: boolean };
const BARE: Covered = { pieces: 0, off: 0, alone: false };

const worthOf = ({ discounts, freeDelivery }: Laid, now: Circumstances): number =>
  [...discounts.values()]
    .flat()
    .reduce((sum, { amount }) => sum + amount.amount, freeDelivery ? now.delivery : 0);

function layAll(lines: readonly Plain[], promotions: readonly Standing[], now: Circumstances): Laid {
  const laid: Laid = {
    ...{ discounts: new Map(), freeDelivery: null, uses: [], faults: new Map(), covered: new Map() },
    tried: new Set(promotions.map(({ id }) => id)),
  };
  for (const one of promotions) {
    const fault = faultOf(one, lines, now) ?? layOne(laid, one, lines, now);
    if (fault) laid.faults.set(one.id, fault);
  }
  return laid;
}

/** Why a promotion does nothing here and now. */
function faultOf(promotion: Standing, lines: readonly Plain[], now: Circumstances): CodeFault | undefined {
  const { startsAt, endsAt, status, limits, used, usedByPerson, conditions } = promotion;
  if (status !== 'on' || (endsAt !== null && now.at >= endsAt)) return 'over';
  if (now.at < startsAt) return 'too-early';
  if (limits.perPerson !== null && usedByPerson >= limits.perPerson) return 'used-by-you';
  if (limits.total !== null && used >= limits.total) return 'used-up';
  for (const condition of conditions) {
    const fault = unmet(condition, lines, now);
    if (fault) return fault;
  }
  return undefined;
}

function unmet(condition: Condition, lines: readonly Plain[], now: Circumstances): CodeFault | undefined {
  switch (condition.kind) {
    case 'code':
      return undefined;
    case 'products':
      return lines.some((line) => isMeant(condition, line)) ? undefined : 'not-these';
    case 'minimum': {
      const goods = lines.reduce((sum, { unit, quantity }) => sum + unit.amount * quantity, 0);
      const least = now.inCurrency(condition.amounts);
      return least !== undefined && goods >= least ? undefined : 'minimum';
    }
    case 'markets':
      return condition.markets.includes(now.market) ? undefined : 'not-here';
    case 'event':
      return now.events.has(condition.event) ? undefined : 'over';
  }
}

const isMeant = ({ slugs, skus }: { slugs: string[]; skus: string[] }, { slug, sku }: Plain): boolean =>
  skus.length > 0 ? skus.includes(sku) : slugs.includes(slug);

function meantBy({ conditions }: Promotion, lines: readonly Plain[]): readonly Plain[] {
  const products = conditions.find((one) => one.kind === 'products');
  return products ? lines.filter((line) => isMeant(products, line)) : lines;
}

/** The most that a flash offer takes off one piece. */
const savesMost = (offer: Standing, lines: readonly Plain[], now: Circumstances): number =>
  Math.max(
    0,
    ...meantBy(offer, lines).map(
      ({ unit }) => unit.amount - (priceAfter(offer, unit.amount, now) ?? unit.amount),
    ),
  );

/** Lays one promotion; answers why it does nothing. */
function layOne(
  laid: Laid,
  promotion: Standing,
  lines: readonly Plain[],
  now: Circumstances,
): CodeFault | undefined {
  const { id, title, kind, effect } = promotion;
  if (effect.kind === 'free-delivery') {
    if (laid.freeDelivery) return 'not-together';
    laid.freeDelivery = { id, title };
    laid.uses.push({ promotion: id, count: 1 });
    return undefined;
  }
  const meant = meantBy(promotion, lines);
  const { off, count } =
    kind === 'flash' ? offPieces(laid, promotion, meant, now) : offLines(laid, promotion, meant, now);
  if (count === 0)
    return kind === 'coupon' && meant.some(({ sku }) => laid.discounts.has(sku))
      ? 'not-together'
      : 'not-these';
  for (const [sku, amount] of off)
    if (amount > 0)
      laid.discounts.set(sku, [
        ...(laid.discounts.get(sku) ?? []),
        { promotion: id, title, amount: { amount, currency: now.currency } },
      ]);
  laid.uses.push({ promotion: id, count });
  return undefined;
}

type Off = { off: Map<string, number>; count: number };

const leftOf = (limit: number | null, gone: number): number =>
  limit === null ? Number.POSITIVE_INFINITY : Math.max(0, limit - gone);

/** What a flash offer takes off: only off so many pieces as its limits leave, each of which no other one has made cheaper. */
function offPieces(laid: Laid, offer: Standing, meant: readonly Plain[], now: Circumstances): Off {
  const { limits, used, usedByPerson, combines } = offer;
  let pieces = Math.min(
    leftOf(limits.total, used),
    leftOf(limits.perPerson, usedByPerson),
    leftOf(limits.perOrder, 0),
  );
  const off = new Map<string, number>();
  let count = 0;
  for (const { sku, quantity, unit } of meant) {
    const before = laid.covered.get(sku) ?? BARE;
    const each = unit.amount - (priceAfter(offer, unit.amount, now) ?? unit.amount);
    const some = Math.min(pieces, quantity - before.pieces);
    if (each <= 0 || some <= 0) continue;
    off.set(sku, each * some);
    laid.covered.set(sku, {
      pieces: before.pieces + some,
      off: before.off + each * some,
      alone: before.alone || !combines,
    });
    pieces -= some;
    count += some;
  }
  return { off, count };
}

/** What is left of a line for a coupon: pieces of a flash offer only where both may stand beside others. */
type Rest = { sku: string; unit: number; pieces: number; left: number };

function restOf(laid: Laid, coupon: Standing, { sku, quantity, unit }: Plain): Rest {
  const covered = laid.covered.get(sku) ?? BARE;
  const gone = (laid.discounts.get(sku) ?? []).reduce((sum, { amount }) => sum + amount.amount, 0);
  const shared = coupon.combines && !covered.alone;
  const pieces = shared ? quantity : quantity - covered.pieces;
  return { sku, unit: unit.amount, pieces, left: unit.amount * pieces - gone + (shared ? 0 : covered.off) };
}

/** What a coupon takes off lines, from what earlier promotions left; the dearest pieces first where it is for some. */
function offLines(laid: Laid, coupon: Standing, meant: readonly Plain[], now: Circumstances): Off {
  const { effect, limits } = coupon;
  const rest = meant.map((line) => restOf(laid, coupon, line)).filter(({ left }) => left > 0);
  if (effect.kind === 'amount') {
    const off = spread(now.inCurrency(effect.amounts) ?? 0, rest, now.smallest);
    return { off, count: off.size > 0 ? 1 : 0 };
  }
  const off = new Map<string, number>();
  let open = leftOf(limits.perOrder, 0);
  for (const { sku, pieces, left } of [...rest].sort((a, b) => b.unit - a.unit)) {
    const some = Math.min(open, pieces);
    const coin = left % now.smallest === 0 ? now.smallest : 1;
    const part = Math.min(left, timesRatio(left, some, pieces, coin));
    const amount = offPart(effect, part, some, now);
    if (amount <= 0) continue;
    off.set(sku, amount);
    open -= some;
  }
  return { off, count: off.size > 0 ? 1 : 0 };
}

/** What is taken off some pieces that cost `part` together. */
function offPart(effect: Effect, part: number, pieces: number, now: Circumstances): number {
  if (effect.kind === 'percent') return shareOf(part, effect.ppm, now.smallest);
  const each = effect.kind === 'price' ? now.inCurrency(effect.amounts) : undefined;
  return each === undefined ? 0 : Math.max(0, part - each * pieces);
}
