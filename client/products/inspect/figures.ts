/** A thing whose size everybody knows, to stand beside a product. */
export const FIGURES = ['person', 'sheet', 'phone', 'coin'] as const;
export type Figure = (typeof FIGURES)[number];

/** The figure that tells most beside a product of a size (longest side, metres). */
export function figureFor(metres: number): Figure {
  if (metres > 0.75) return 'person';
  if (metres > 0.22) return 'sheet';
  return metres > 0.06 ? 'phone' : 'coin';
}
