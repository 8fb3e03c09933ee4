/** Which products of a room are there, and in which level of detail: the plain part of `stands.ts`. */
import type { Tier } from '../world/quality.ts';

/** The low file of a model, or the whole of it. */
export type Level = 'low' | 'full';

/** What a tier allows: bytes of model files that are held at a time, and metres within which a product is shown in full. */
export const BUDGETS: Record<Tier, { bytes: number; fullMetres: number }> = {
  low: { bytes: 800_000, fullMetres: 0 },
  medium: { bytes: 2_500_000, fullMetres: 5 },
  high: { bytes: 8_000_000, fullMetres: 9 },
};

/** A stand with a product on it, as one sees it now. */
export type Candidate = {
  id: string;
  metres: number;
  inView: boolean;
  /** One walks to it or has it in the hand. */
  looked: boolean;
  has: Level | undefined;
  /** Bytes of its files, as far as they are known. */
  bytes: Record<Level, number>;
};

/** The level in which each is to be held (absent: not at all), and what to load for that, the first first. */
export type Plan = { hold: Map<string, Level>; load: { id: string; level: Level }[] };

/** What is behind one's back counts as so many times farther; what is there in full, as a bit nearer, so that the choice does not flap. */
const BEHIND = 2.5;
const KEPT = 0.8;

/**
 * Shares the budget out: what is looked at first, then the nearest in view. Each comes in its low file first and is raised
 * when it is near; what is farthest goes without when there is not enough for all.
 */
export function planModels(
  candidates: readonly Candidate[],
  { bytes: budget, fullMetres }: { bytes: number; fullMetres: number },
): Plan {
  const order = [...candidates].sort((a, b) => rank(a) - rank(b));
  const hold = new Map<string, Level>();
  let spent = 0;
  const take = (candidate: Candidate, level: Level): boolean => {
    const held = hold.get(candidate.id);
    const more = candidate.bytes[level] - (held ? candidate.bytes[held] : 0);
    if (spent + more > budget) return false;
    spent += more;
    hold.set(candidate.id, level);
    return true;
  };
  for (const candidate of order) {
    const full = fullMetres > 0 && (candidate.looked || candidate.metres <= fullMetres);
    if (!full || !take(candidate, 'full')) take(candidate, 'low');
  }
  // What was loaded in full stays so while there is room for it.
  for (const candidate of order)
    if (fullMetres > 0 && candidate.has === 'full' && hold.has(candidate.id)) take(candidate, 'full');
  return { hold, load: loads(order, hold) };
}

function rank({ metres, inView, looked, has }: Candidate): number {
  if (looked) return -1;
  return metres * (inView ? 1 : BEHIND) * (has === 'full' ? KEPT : 1);
}

/** What gives room goes first, then what is missing, then what gets better. */
function loads(order: readonly Candidate[], hold: ReadonlyMap<string, Level>): Plan['load'] {
  const at = (which: (candidate: Candidate, wanted: Level) => Level | undefined): Plan['load'] =>
    order.flatMap((candidate) => {
      const wanted = hold.get(candidate.id);
      const level = wanted && which(candidate, wanted);
      return level ? [{ id: candidate.id, level }] : [];
    });
  return [
    ...at(({ has }, wanted) => (has === 'full' && wanted === 'low' ? 'low' : undefined)),
    ...at(({ has }) => (has ? undefined : 'low')),
    ...at(({ has }, wanted) => (has === 'low' && wanted === 'full' ? 'full' : undefined)),
  ];
}
