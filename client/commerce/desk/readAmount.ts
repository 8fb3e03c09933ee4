import { minorDigits } from '../../../shared/model/money.ts';
import { latinDigits } from '../../ui/price.ts';

/** An amount as it is typed anywhere (`1,249.00`, `1.249,00`, `١٢٫٥`), in minor units; undefined for what is none. The last mark parts the decimals, unless it parts thousands. */
export function readAmount(text: string, currency: string): number | undefined {
  const plain = latinDigits(text.trim())
    .replace(/[\s'’\u066c]/g, '')
    .replace(/\u066b/g, '.');
  if (!/^\d[\d.,]*$/.test(plain)) return undefined;
  const digits = minorDigits(currency);
  const mark = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  const after = mark < 0 ? '' : plain.slice(mark + 1);
  const isDecimal = mark >= 0 && after.length <= digits;
  if (mark >= 0 && !isDecimal && after.length !== 3) return undefined;
  const whole = (isDecimal ? plain.slice(0, mark) : plain).replace(/[.,]/g, '');
  const amount = Number(whole + (isDecimal ? after : '').padEnd(digits, '0'));
  return Number.isSafeInteger(amount) ? amount : undefined;
}
