import type { Money } from './money.ts';
import type { TaxPart } from './order.ts';
import { timesRatio } from './ratio.ts';

/** What was paid for a line or a delivery, with its taxes. */
export const grossOf = (
  { total, taxes }: { total: Money; taxes: readonly Pick<TaxPart, 'amount'>[] },
  taxIncluded: boolean,
): number =>
  taxIncluded ? total.amount : taxes.reduce((sum, part) => sum + part.amount.amount, total.amount);

/** What some pieces of a line are worth when others of it went back before; the last ones take what rounding left. */
export function piecesWorth(gross: number, quantity: number, already: number, pieces: number): number {
  const upTo = (count: number): number => timesRatio(gross, count, quantity);
  return upTo(already + pieces) - upTo(already);
}
