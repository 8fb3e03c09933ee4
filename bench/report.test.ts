import { expect, test } from 'vitest';
import { figure, table } from './report.ts';

test('[BE1] figures keep four significant digits, and whole thousands', () => {
  expect([0.123456, 12.3456, 1234.56, 1234567].map(figure)).toEqual([
    '0.1235',
    '12.35',
    '1,235',
    '1,234,567',
  ]);
});

test('[BE1] rows line up: names left, figures right', () => {
  const rows = [
    { name: 'bytes per visitor', value: 2048, unit: 'B/s' },
    { name: 'p50', value: 35, unit: 'ms', peer: 'bare pair of pages: 35 ms' },
  ];
  expect(table(rows)).toBe(
    ['  bytes per visitor  2,048 B/s', '  p50                   35 ms   bare pair of pages: 35 ms'].join(
      '\n',
    ),
  );
});
