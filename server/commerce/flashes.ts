import { isDeepStrictEqual } from 'node:util';
import type { MarketChoice } from '../../shared/model/market.ts';
import type { Money } from '../../shared/model/money.ts';
import type { FlashOffer, Promotion } from '../../shared/model/promotion.ts';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { Goods, SkuFacts } from './cart.ts';
import { amountsIn } from './circumstances.ts';
import type { Exchange } from './exchange.ts';
import type { Markets } from './markets.ts';
import type { Prices } from './prices.ts';
import { priceAfter } from './promote.ts';
import type { Promotions } from './promotions.ts';

/** The money part of a flash offer for one looker: price of one now and else, and how many pieces are left for them (null = no limit). */
export type FlashPrice = { id: string; price: Money; was: Money; mine: number | null };

/** Flash offers as they stand now, kept in memory; whoever follows the bus is told once of each change. */
export type Flashes = {
  /** Those that are on, of one showroom or of all. */
  on(showroom?: string): FlashOffer[];
  /** Reads them anew, after something that took or gave back a use; answers once what is told is current. */
  look(): Promise<void>;
  /** Whether any is on or to come. */
  waits(): boolean;
  /** Tells of those that began or ended by the clock. */
  tick(): void;
  /** What those of a showroom cost a visitor in their market; those that are not for it are left out. */
  prices(showroom: string, visitor: string | undefined, choice: MarketChoice): Promise<FlashPrice[]>;
  /** The price of one SKU by the best offer that is on in a market, and why; undefined where none makes it cheaper. */
  tag(
    choice: MarketChoice,
    one: { slug: string; sku: string; price: Money },
  ): { price: Money; reason: Promotion['title'] } | undefined;
};

/** What they are made of. */
export type FlashParts = {
  promotions: Promotions;
  prices: Prices;
  exchange: Exchange;
  markets: Markets;
  goods: Goods;
  bus: Bus;
  /** Events that are on now. */
  events(): Promise<ReadonlySet<string>>;
  clock: Clock;
};

/** Opens them, and reads those that are on. */
export async function openFlashes(parts: FlashParts): Promise<Flashes> {
  const { promotions, bus, clock } = parts;
  let known: Promotion[] = [];
  let events: ReadonlySet<string> = new Set();
  let told = new Map<string, FlashOffer>();
  let running: Promise<void> | undefined;
  let again = false;
  const isOn = ({ startsAt, endsAt, conditions }: Promotion): boolean => {
    const now = clock.now();
    const event = conditions.find((one) => one.kind === 'event');
    return startsAt <= now && (endsAt === null || endsAt > now) && (!event || events.has(event.event));
  };
  const tell = (): void => {
    const now = new Map(known.filter(isOn).map((one) => [one.id, toFlash(one)]));
    const before = told;
    told = now;
    for (const [id, offer] of now)
      if (!isDeepStrictEqual(before.get(id), offer))
        bus.publish('flash.changed', { showroom: offer.showroom, id, offer });
    for (const [id, { showroom }] of before)
      if (!now.has(id)) bus.publish('flash.changed', { showroom, id, offer: null });
  };
  const read = async (): Promise<void> => {
    do {
      again = false;
      const found = await promotions.flashes();
      const needsEvents = found.some(({ conditions }) => conditions.some(({ kind }) => kind === 'event'));
      events = needsEvents ? await parts.events() : new Set();
      known = found;
    } while (again);
    running = undefined;
    tell();
  };
  const look = (): Promise<void> => {
    // Whoever comes while it is being read may have changed it since: it is read once more, for all of them.
    if (running) again = true;
    running ??= read().finally(() => {
      running = undefined;
    });
    return running;
  };
  await look();
  const priced = (choice: MarketChoice, one: Promotion, unit: Money): Money | undefined => {
    const markets = one.conditions.find(({ kind }) => kind === 'markets');
    if (markets?.kind === 'markets' && !markets.markets.includes(choice.market)) return undefined;
    const amount = priceAfter(one, unit.amount, amountsIn(choice, parts));
    return amount === undefined ? undefined : { amount, currency: choice.currency };
  };
  return {
    on: (showroom) => [...told.values()].filter((one) => showroom === undefined || one.showroom === showroom),
    look,
    waits: () => known.length > 0,
    tick: tell,
    async prices(showroom, visitor, choice) {
      const offers = known.filter((one) => one.showroom === showroom && isOn(one));
      const facts = new Map(
        await Promise.all(offers.map(async (one) => [one.id, await factsOf(parts, one)] as const)),
      );
      const units = await parts.prices.pricesFor(
        choice,
        [...facts.values()].flatMap((one) => (one ? [{ sku: one.sku, price: one.price, quantity: 1 }] : [])),
      );
      const standing = visitor === undefined ? [] : await promotions.standing(visitor);
      return offers.flatMap((offer): FlashPrice[] => {
        const was = units.get(facts.get(offer.id)?.sku ?? '')?.unit;
        const price = was && priced(choice, offer, was);
        if (!price) return [];
        const { perPerson } = offer.limits;
        const gone = standing.find(({ id }) => id === offer.id)?.usedByPerson ?? 0;
        return [
          { id: offer.id, price, was, mine: perPerson === null ? null : Math.max(0, perPerson - gone) },
        ];
      });
    },
    tag(choice, { slug, sku, price }) {
      let best: { price: Money; reason: Promotion['title'] } | undefined;
      for (const one of known) {
        const { slug: product, skus, left } = toFlash(one);
        if (left === 0 || !isOn(one) || product !== slug || (skus.length > 0 && !skus.includes(sku)))
          continue;
        const now = priced(choice, one, price);
        if (now && (!best || now.amount < best.price.amount)) best = { price: now, reason: one.title };
      }
      return best;
    },
  };
}

/** What is known of the SKU that an offer is about, the first where it is about several. */
async function factsOf({ goods }: FlashParts, one: Promotion): Promise<SkuFacts | undefined> {
  const { slug, skus } = toFlash(one);
  // It may not be on sale any more.
  return goods.offer(slug, skus[0]).catch(() => undefined);
}

/** A flash offer as everybody sees it. */
export function toFlash({
  id,
  showroom,
  title,
  conditions,
  startsAt,
  endsAt,
  limits,
  used,
}: Promotion): FlashOffer {
  const products = conditions.find((one) => one.kind === 'products');
  const { total, perPerson } = limits;
  return {
    ...{ id, showroom, title, startsAt, perPerson },
    slug: products?.slugs[0] ?? '',
    skus: products?.skus ?? [],
    endsAt: endsAt ?? 0,
    total: total ?? 0,
    left: Math.max(0, (total ?? 0) - used),
  };
}
