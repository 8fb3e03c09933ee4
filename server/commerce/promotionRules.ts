import { minorDigits } from '../../shared/model/money.ts';
import type { Condition, Promotion } from '../../shared/model/promotion.ts';
import { PPM } from '../../shared/model/ratio.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import type { Exchange } from './exchange.ts';
import type { MarketData } from './markets.ts';
import type { Prices } from './prices.ts';
import { plainCode } from './promotions.ts';

/** What the rules look at. */
export type RuleParts = {
  db: Database;
  markets: MarketData;
  prices: Prices;
  exchange: Exchange;
  clock: Clock;
  /** Each throws `not-found`. */
  showroom(slug: string): Promise<unknown>;
  event(id: string): Promise<unknown>;
};

type Wish = Omit<Promotion, 'id' | 'used'>;
type Sku = { sku: string; product: string; part: string; price_amount: number; price_currency: string };

/** Why a promotion can't be so, as `part: word`, the word being one that the desk has in its language. */
const wrong = (part: string, word: string, value = ''): Refusal =>
  new Refusal('bad-input', [`${part}: ${word}`, value].filter(Boolean).join(' '));

/** Refuses a promotion that promises what can't be; answers it as it is kept. */
export async function checked(parts: RuleParts, wish: Wish, before?: Promotion): Promise<Wish> {
  const { clock } = parts;
  if (wish.endsAt !== null && wish.endsAt <= wish.startsAt) throw wrong('endsAt', 'before-start');
  if (wish.status === 'on' && wish.endsAt !== null && wish.endsAt <= clock.now())
    throw wrong('endsAt', 'past');
  if (wish.effect.kind === 'percent' && wish.effect.ppm > PPM) throw wrong('effect.ppm', 'over-100');
  const conditions = wish.conditions.filter(({ kind }) => kind !== 'code');
  const kinds = conditions.map(({ kind }) => kind);
  if (new Set(kinds).size !== kinds.length) throw wrong('conditions', 'twice');
  if (before && before.kind !== wish.kind) throw wrong('kind', 'other-kind');
  const { effect, limits } = wish;
  if (limits.total !== null && before && limits.total < before.used)
    throw wrong('limits.total', 'below-used', String(before.used));
  if ('amounts' in effect) checkAmounts(parts.markets, 'effect.amounts', effect.amounts);
  const skus = await checkConditions(parts, conditions);
  if (effect.kind === 'price') {
    if (skus.length === 0) throw wrong('conditions', 'no-products');
    await checkBelowPrice(parts, effect.amounts, skus);
  }
  const plain = { ...wish, conditions };
  return wish.kind === 'flash' ? checkFlash(parts, plain, skus) : checkCoupon(plain);
}

function checkCoupon(wish: Wish): Wish {
  const code = plainCode(wish.code);
  if (code.length < 3) throw wrong('code', 'too-short');
  if (!/^[\p{L}\p{N}_-]+$/u.test(code)) throw wrong('code', 'letters');
  return { ...wish, code, showroom: '', conditions: [{ kind: 'code' }, ...wish.conditions] };
}

async function checkFlash(parts: RuleParts, wish: Wish, skus: readonly Sku[]): Promise<Wish> {
  if (wish.code) throw wrong('code', 'not-here');
  if (wish.effect.kind === 'free-delivery') throw wrong('effect', 'not-here');
  if (new Set(skus.map(({ product }) => product)).size !== 1) throw wrong('conditions', 'one-product');
  if (wish.endsAt === null) throw wrong('endsAt', 'missing');
  if (wish.limits.total === null) throw wrong('limits.total', 'missing');
  await parts.showroom(wish.showroom).catch(() => {
    throw wrong('showroom', 'unknown', wish.showroom);
  });
  return wish;
}

/** Each amount in a currency that is taken somewhere, in coins that there are. */
function checkAmounts(markets: MarketData, part: string, amounts: Record<string, number>): void {
  for (const [currency, amount] of Object.entries(amounts)) {
    if (!markets.markets.some(({ currencies }) => currencies.includes(currency)))
      throw wrong(`${part}.${currency}`, 'unknown-currency', currency);
    if (amount % markets.smallest(currency) !== 0)
      throw wrong(
        `${part}.${currency}`,
        'coins',
        (markets.smallest(currency) / 10 ** minorDigits(currency)).toString(),
      );
  }
}

/** Whatever conditions name must be there; answers the SKUs that are meant, none where all are. */
async function checkConditions(parts: RuleParts, conditions: readonly Condition[]): Promise<Sku[]> {
  let meant: Sku[] = [];
  for (const one of conditions)
    switch (one.kind) {
      case 'products':
        meant = await checkProducts(parts.db, one);
        break;
      case 'minimum':
        checkAmounts(parts.markets, 'conditions.minimum', one.amounts);
        break;
      case 'markets':
        for (const market of one.markets)
          if (!parts.markets.markets.some(({ id }) => id === market))
            throw wrong('conditions.markets', 'unknown', market);
        break;
      case 'event':
        await parts.event(one.event).catch(() => {
          throw wrong('conditions.event', 'unknown', one.event);
        });
        break;
      case 'code':
        break;
    }
  return meant;
}

async function checkProducts(
  db: Database,
  { slugs, skus }: { slugs: readonly string[]; skus: readonly string[] },
): Promise<Sku[]> {
  if (slugs.length === 0) throw wrong('conditions.products', 'missing');
  const rows = await db
    .selectFrom('offer')
    .select(['sku', 'product', 'part', 'price_amount', 'price_currency'])
    .where('product', 'in', slugs)
    .where('retired', '=', 0)
    .execute();
  const strange = slugs.find((slug) => !rows.some(({ product }) => product === slug));
  if (strange) throw wrong('conditions.products', 'unknown', strange);
  const lost = skus.find((sku) => !rows.some((row) => row.sku === sku));
  if (lost) throw wrong('conditions.skus', 'unknown', lost);
  // Spare parts are meant only where they are named.
  return rows.filter(({ sku, part }) => (skus.length > 0 ? skus.includes(sku) : part === ''));
}

/** A fixed price is below what each of its SKUs costs, in each currency that it is told in, wherever that is taken. */
async function checkBelowPrice(
  { markets, prices }: RuleParts,
  amounts: Record<string, number>,
  skus: readonly Sku[],
): Promise<void> {
  for (const [currency, amount] of Object.entries(amounts))
    for (const market of markets.markets.filter(({ currencies }) => currencies.includes(currency))) {
      const choice = {
        market: market.id,
        country: '',
        region: '',
        currency,
        taxIncluded: market.taxIncluded,
      };
      const asked = skus.map(({ sku, price_amount, price_currency: own }) => ({
        ...{ sku, quantity: 1 },
        price: { amount: price_amount, currency: own },
      }));
      for (const [sku, { unit }] of await prices.pricesFor(choice, asked))
        if (amount >= unit.amount) throw wrong(`effect.amounts.${currency}`, 'above-price', sku);
    }
}
