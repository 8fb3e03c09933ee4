/** One who may be heard: where they stand, whether they talk (or did a moment ago). */
export type Speaker = { id: string; x: number; z: number; talking: boolean };

/** How many one hears, and how far a voice carries. */
export type HearingLimits = { most: number; reachMetres: number };

/** Share of the reach within which also those are kept ready who are silent, so that their first syllable is heard. */
const SILENT_SHARE = 0.45;
/** Metres by which one who is heard already counts as nearer, and by which their voice carries farther. */
export const KEEP_METRES = 2;

/**
 * Whom somebody hears, nearest first: those who talk before those who might, never more than `most`. One who is heard
 * gives way only to somebody nearer by more than `KEEP_METRES`, so that two at the same distance do not take turns.
 * `may` leaves people out: oneself, the blocked, the muted, whoever is on air.
 */
export function chooseSpeakers(
  listener: { x: number; z: number },
  speakers: Iterable<Speaker>,
  heard: { has(id: string): boolean },
  limits: HearingLimits,
  may: (id: string) => boolean = () => true,
): string[] {
  const ranked: { id: string; rank: number }[] = [];
  for (const { id, x, z, talking } of speakers) {
    const counted = Math.hypot(x - listener.x, z - listener.z) - (heard.has(id) ? KEEP_METRES : 0);
    const reach = talking ? limits.reachMetres : limits.reachMetres * SILENT_SHARE;
    // One who is silent ranks behind all who talk.
    if (counted <= reach && may(id)) ranked.push({ id, rank: counted + (talking ? 0 : 1e6) });
  }
  ranked.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
  return ranked.slice(0, limits.most).map(({ id }) => id);
}
