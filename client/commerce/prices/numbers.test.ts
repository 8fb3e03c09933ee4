import { expect, test } from 'vitest';
import { readCount, readDifference, readExchange } from './numbers.ts';

test('[JO185] counts, differences and rates are read as people write them', () => {
  expect(['12', '1,200', '١٢', '', '-1', '1.5', 'x'].map(readCount)).toEqual([
    ...[12, 1200, 12],
    ...[undefined, undefined, undefined, undefined],
  ]);
  expect(['4', '+4', '-3', '−3', '\u200f-٣', '0', '+-1', ''].map(readDifference)).toEqual([
    ...[4, 4, -3, -3, -3],
    ...[undefined, undefined, undefined],
  ]);
  expect(['163.06', '163,06', '١٦٣٫٠٦', '0', '1.2.3', '0.123456789', ''].map(readExchange)).toEqual([
    ...['163.06', '163.06', '163.06'],
    ...[undefined, undefined, undefined, undefined],
  ]);
});
