/** Numbered places that are shared by equal keys and given back when the last holder leaves. */
export type Rows = {
  /** The place of a key, and whether it is new and must be filled; -1 when all are taken. */
  take(key: string): { row: number; fresh: boolean };
  /** Gives one hold of a key back; without a hold nothing happens. */
  give(key: string): void;
};

/** Opens so many places; those given back are used again before new ones. */
export function openRows(places: number): Rows {
  const held = new Map<string, { row: number; holders: number }>();
  const free: number[] = [];
  let next = 0;
  return {
    take(key) {
      const known = held.get(key);
      if (known) {
        known.holders++;
        return { row: known.row, fresh: false };
      }
      const row = free.pop() ?? (next < places ? next++ : -1);
      if (row >= 0) held.set(key, { row, holders: 1 });
      return { row, fresh: row >= 0 };
    },
    give(key) {
      const known = held.get(key);
      if (!known || --known.holders > 0) return;
      held.delete(key);
      free.push(known.row);
    },
  };
}
