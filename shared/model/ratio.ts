import type { Money } from './money.ts';

/** A whole amount times a fraction, rounded half up (away from zero) to a multiple of `step`. */
export function timesRatio(amount: number, numerator: number, denominator: number, step = 1): number {
  const sign = amount < 0 ? -1n : 1n;
  const size = BigInt(Math.abs(amount)) * BigInt(numerator);
  const unit = BigInt(denominator) * BigInt(step);
  const steps = (2n * size + unit) / (2n * unit);
  return Number(sign * steps * BigInt(step));
}

/** Parts of a whole (`PPM` of them) of an amount. */
export const PPM = 1_000_000;

/** Money times parts of a million, rounded half up to a multiple of `step` minor units. */
export const portion = ({ amount, currency }: Money, ppm: number, step = 1): Money => ({
  amount: timesRatio(amount, ppm, PPM, step),
  currency,
});
