import { minorDigits } from '../../shared/model/money.ts';

/** A price as it is typed, in minor units of its currency; undefined for what is none. Comma and point both part the decimals. */
export function readPrice(text: string, currency: string): number | undefined {
  const digits = minorDigits(currency);
  const match = /^\s*(\d{1,10})(?:[.,٫](\d*))?\s*$/.exec(latinDigits(text));
  if (!match || (match[2] ?? '').length > digits) return undefined;
  return Number(match[1]! + (match[2] ?? '').padEnd(digits, '0'));
}

/** A price as one types it: plain digits, with as many decimals as its currency has. */
export function writePrice(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

/** Digits of Arabic and Persian as those of Latin script. */
export const latinDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
