import { latinDigits } from '../../ui/price.ts';
import { readAmount } from '../desk/readAmount.ts';

/** A whole number as it is typed; undefined for what is none. */
export const readCount = (text: string): number | undefined => readAmount(text, 'JPY');

/** So many more or fewer as it is typed (`+4`, `-3`, `−3`); undefined for what is none, and for no change. */
export function readDifference(text: string): number | undefined {
  const [, sign = '', rest = ''] = /^[\s\u200e\u200f\u061c]*([+\-−–]?)(.*)$/s.exec(text) ?? [];
  const count = readCount(rest);
  if (!count) return undefined;
  return sign === '' || sign === '+' ? count : -count;
}

/** An exchange rate as the server takes it (`163.06`), from how it is typed; undefined for what is none, and for nothing. */
export function readExchange(text: string): string | undefined {
  const plain = latinDigits(text).trim().replace(/[,٫]/, '.');
  return /^\d{1,9}(\.\d{1,8})?$/.test(plain) && Number(plain) > 0 ? plain : undefined;
}
