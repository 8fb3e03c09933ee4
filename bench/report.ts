/** One measured figure; `peer` names what it is compared with. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  peer?: string;
}

/** What a `*.bench.ts` file exports as `bench`. */
export interface Bench {
  title: string;
  run(): Promise<Row[]>;
}

/** A figure with four significant digits, or in whole grouped thousands. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const precision = Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 };
  return value.toLocaleString('en-US', precision);
}

/** The rows as an aligned table: names left, figures right. */
export function table(rows: Row[]): string {
  const cells = rows.map(({ name, value, unit, peer }) => [name, figure(value), unit, peer ?? ''] as const);
  const width = (column: 0 | 1 | 2) => Math.max(0, ...cells.map((row) => row[column].length));
  const [names, figures, units] = [width(0), width(1), width(2)];
  return cells
    .map(([name, value, unit, peer]) =>
      `  ${name.padEnd(names)}  ${value.padStart(figures)} ${unit.padEnd(units)}  ${peer}`.trimEnd(),
    )
    .join('\n');
}
