/** What one may send up without words. */
export const REACTIONS = ['heart', 'clap', 'fire', 'laugh', 'wow'] as const;
/** One of `REACTIONS`. */
export type Reaction = (typeof REACTIONS)[number];
/** How often each was sent within one tick; what nobody sent is left out. */
export type ReactionCounts = Partial<Record<Reaction, number>>;

/** Adds counts to others, in place. */
export function addCounts(sum: ReactionCounts, more: ReactionCounts): void {
  for (const kind of REACTIONS) if (more[kind]) sum[kind] = (sum[kind] ?? 0) + more[kind];
}
