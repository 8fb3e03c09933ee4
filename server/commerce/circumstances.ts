import type { MarketChoice } from '../../shared/model/market.ts';
import type { Clock } from '../clock.ts';
import type { Deliveries } from './deliveries.ts';
import type { Exchange } from './exchange.ts';
import type { MarketData } from './markets.ts';
import type { Circumstances, Plain, Standing } from './promote.ts';
import type { Warehouses } from './warehouses.ts';

type Parts = {
  exchange: Exchange;
  markets: MarketData;
  deliveries: Deliveries;
  warehouses: Pick<Warehouses, 'leadDays'>;
  /** Events that are on now. */
  events(): Promise<ReadonlySet<string>>;
  clock: Clock;
};
type Weighed = { facts: { weightGrams: number }; quantity: number };

/** What promotions may look at when a cart is priced. */
export async function circumstances(
  parts: Parts,
  choice: MarketChoice,
  standing: readonly Standing[],
  goods: readonly Weighed[],
  lines: readonly Plain[],
): Promise<Circumstances> {
  const needsEvents = standing.some(({ conditions }) => conditions.some(({ kind }) => kind === 'event'));
  const needsDelivery = standing.some(({ effect }) => effect.kind === 'free-delivery');
  return {
    ...amountsIn(choice, parts),
    market: choice.market,
    currency: choice.currency,
    at: parts.clock.now(),
    events: needsEvents ? await parts.events() : new Set(),
    delivery: needsDelivery ? cheapestDelivery(parts, choice, goods, lines) : 0,
  };
}

/** How promotions tell amounts in the currency of a choice: as they stand there, else converted from the first. */
export function amountsIn(
  { currency }: MarketChoice,
  { exchange, markets }: { exchange: Exchange; markets: MarketData },
): Pick<Circumstances, 'smallest' | 'inCurrency'> {
  return {
    smallest: markets.smallest(currency),
    inCurrency(amounts) {
      const own = amounts[currency];
      if (own !== undefined) return own;
      const [first] = Object.entries(amounts);
      if (!first) return undefined;
      return exchange.convert({ amount: first[1], currency: first[0] }, currency, markets.priceStep(currency))
        .amount;
    },
  };
}

function cheapestDelivery(
  { exchange, markets, deliveries, warehouses }: Parts,
  { country, currency }: MarketChoice,
  goods: readonly Weighed[],
  lines: readonly Plain[],
): number {
  const grams = goods.reduce((sum, { facts, quantity }) => sum + facts.weightGrams * quantity, 0);
  const amount = lines.reduce((sum, { unit, quantity }) => sum + unit.amount * quantity, 0);
  const worth = exchange.convert({ amount, currency }, deliveries.currency, 1).amount;
  const [cheapest] = deliveries.methodsFor(country, grams, worth, warehouses.leadDays());
  if (!cheapest || cheapest.price.amount === 0) return 0;
  return exchange.convert(cheapest.price, currency, markets.priceStep(currency)).amount;
}
