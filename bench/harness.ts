/** The value below which a share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle one of the samples. */
export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Rounded to a number of decimals. */
export const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
