/** Why a row of a catalogue's file is not taken. */
export const ROW_FAULTS = [
  'missing',
  'shape',
  'number',
  'too-large',
  'too-small',
  'too-long',
  'sku-twice',
  'sku-taken',
  'currencies',
] as const;

/** Columns whose shape is told in words. */
export const ROW_SHAPES = ['slug', 'sku', 'origin', 'hs_code', 'currency', 'price'] as const;

/** The shape that a column must have, if it is one told in words; in JSON the column is the last word of a way such as `offers.0.sku`. */
export const shapeOf = (column: string): (typeof ROW_SHAPES)[number] | undefined =>
  ROW_SHAPES.find((shape) => column.split('.').at(-1) === shape);

/** A row's fault: the column as the file names it, what stands there (shortened), and the limit that it breaks, if one. */
export type RowFault = { fault: (typeof ROW_FAULTS)[number]; column: string; value: string; limit?: number };
