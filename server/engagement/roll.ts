import type { Person } from '../http/person.ts';

/** Somebody in a room of the house, or who has just left one. */
export type Known = Person & { sessionId: string; name: string; showroom: string; address: string };

/** Who is in the rooms of this process, and who has just left: lines outlive the visits of those who said them. */
export type Roll = {
  /** Notes somebody until the returned undo is called; they can be found for a while longer. */
  enter(known: Known): () => void;
  find(sessionId: string): Known | undefined;
  /** Everybody in the rooms of a showroom. */
  in(showroom: string): Known[];
};

/** How many of those who have left can still be found. */
const LEFT_KEPT = 2000;

/** An empty roll. */
export function openRoll(): Roll {
  const here = new Map<string, Map<string, Known>>();
  const left = new Map<string, Known>();
  const find = (sessionId: string): Known | undefined => {
    for (const people of here.values()) {
      const known = people.get(sessionId);
      if (known) return known;
    }
    return left.get(sessionId);
  };
  return {
    find,
    in: (showroom) => [...(here.get(showroom)?.values() ?? [])],
    enter(known) {
      const people = here.get(known.showroom) ?? new Map<string, Known>();
      here.set(known.showroom, people.set(known.sessionId, known));
      return () => {
        if (!people.delete(known.sessionId)) return;
        left.set(known.sessionId, known);
        if (left.size > LEFT_KEPT) left.delete(left.keys().next().value!);
      };
    },
  };
}
