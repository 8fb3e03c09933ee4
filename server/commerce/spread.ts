import { timesRatio } from '../../shared/model/ratio.ts';

/** A line of which something may be taken off. */
type Open = { sku: string; left: number };

/**
 * Spreads an amount over lines by what is left of each: in coins that there are, none below nothing, and together the whole
 * amount, or all that is left where that is less.
 */
export function spread(amount: number, lines: readonly Open[], smallest: number): Map<string, number> {
  const off = new Map<string, number>();
  let rest = lines.reduce((sum, { left }) => sum + left, 0);
  // What is left is taken whole; else only coins that there are.
  let open = amount >= rest ? rest : amount - (amount % smallest);
  for (const { sku, left } of lines) {
    // Each line takes its share of what is still open: so the last one takes what rounding left.
    const share = rest > 0 ? timesRatio(open, left, rest, open % smallest === 0 ? smallest : 1) : 0;
    const some = Math.max(Math.min(share, left, open), open - (rest - left));
    rest -= left;
    open -= some;
    if (some > 0) off.set(sku, some);
  }
  return off;
}
