import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('[MD11] the log as CSV keeps quotes and lines, and no cell runs as a formula', () => {
  const rows = [
    ['when', 'why'],
    [5, 'he said "no", twice\nor so'],
    [-1, '=HYPERLINK("x")'],
    [0, '@sum'],
  ];
  expect(toCsv(rows)).toBe(
    '"when","why"\r\n"5","he said ""no"", twice\nor so"\r\n"-1","\'=HYPERLINK(""x"")"\r\n"0","\'@sum"\r\n',
  );
});
