/** Columns whose shape is told in words. */
export const ROW_SHAPES = ['slug', 'sku', 'origin', 'hs_code', 'currency', 'price'] as const;

/** Why a row of a catalogue's file is not taken; each has its words as `row.<fault>`. */
export const ROW_FAULTS = [
  'missing',
  'shape',
  ...ROW_SHAPES.map((column) => `shape.${column}` as const),
  'number',
  'too-large',
  'too-small',
  'too-long',
  'sku-twice',
  'sku-taken',
  'currencies',
  'meanwhile',
] as const;

/** A row's fault: the place as the file names it, what stands there (shortened), and the limit that it breaks, if one. */
export type RowFault = { fault: (typeof ROW_FAULTS)[number]; column: string; value: string; limit?: number };
