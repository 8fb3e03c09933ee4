/** An amount of money: integer minor units of an ISO 4217 currency. */
export type Money = { amount: number; currency: string };

/** The sum; both must be of one currency. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`cannot add ${a.currency} and ${b.currency}`);
  return { amount: safe(a.amount + b.amount), currency: a.currency };
}

/** A price times a whole quantity. */
export function timesMoney(price: Money, quantity: number): Money {
  return { amount: safe(price.amount * quantity), currency: price.currency };
}

function safe(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new Error('amount is not a safe integer');
  return amount;
}

/** Minor units that ISO 4217 has where CLDR, which browsers ask, shows none. */
const ISO_DIGITS: Record<string, number> = { IDR: 2 };

/** How many decimals a currency's minor unit has by ISO 4217 (2 for EUR, 0 for JPY, 3 for KWD). */
export function minorDigits(currency: string): number {
  return ISO_DIGITS[currency] ?? shownDigits(currency);
}

function shownDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** The amount as the reader's language writes it, for example `€1,249.00`. */
export function formatMoney(money: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency });
  return format.format(money.amount / 10 ** minorDigits(money.currency));
}
