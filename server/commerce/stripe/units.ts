import { type Money, minorDigits } from '../../../shared/model/money.ts';

/**
 * Decimals that Stripe counts in where they are not two (https://docs.stripe.com/currencies). ISK and UGX are whole to
 * people and two to Stripe, so they are not here; MGA has two by ISO 4217 and none with Stripe.
 */
const DIGITS: Record<string, number> = Object.fromEntries([
  ...'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ').map((one) => [one, 0]),
  ...'BHD JOD KWD OMR TND'.split(' ').map((one) => [one, 3]),
]);
const digitsOf = (currency: string): number => DIGITS[currency] ?? 2;

/** Our minor units as Stripe counts; undefined when it can't take this amount (parts of a unit that it has not, or thousandths that are not whole tens). */
export function toStripe({ amount, currency }: Money): { amount: number; currency: string } | undefined {
  const digits = digitsOf(currency);
  const shift = digits - minorDigits(currency);
  const scaled = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift;
  const step = digits === 3 ? 10 : 1;
  if (!Number.isSafeInteger(scaled) || scaled % step !== 0) return undefined;
  return { amount: scaled, currency: currency.toLowerCase() };
}

/** What Stripe says as money of ours; parts of a minor unit are cut off. */
export function fromStripe(amount: number, stripeCurrency: string): Money {
  const currency = stripeCurrency.toUpperCase();
  const shift = digitsOf(currency) - minorDigits(currency);
  return { amount: shift >= 0 ? Math.trunc(amount / 10 ** shift) : amount * 10 ** -shift, currency };
}
