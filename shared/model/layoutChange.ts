import type { Layout, LayoutContent, Placement, RoomPlan } from './layout.ts';

/** What somebody changes of a layout that others may have open too: pieces as they are now, pieces that are gone; room and name when they are others. Of each piece the last word stands. */
export type LayoutChange = { placed: Placement[]; gone: string[]; room?: RoomPlan | null; name?: string };

/** A change as everybody hears of it who has the layout open: the `rev` that it led to, and the page it came `from`. */
export type LayoutStep = LayoutChange & { rev: number; from: string };

/** A layout as it is opened. `key` is for its owner alone: who has it may change the layout; empty when nobody else may, null for others. */
export type OpenLayout = Layout & { key: string | null };

/** A layout in the list of one's own. */
export type LayoutEntry = { id: string; name: string; rev: number; savedAt: number; products: string[] };

/** A layout's content after a change; nothing of the old one is written to. */
export function changed<Content extends LayoutContent>(content: Content, change: LayoutChange): Content {
  const placed = new Map(change.placed.map((piece) => [piece.id, piece]));
  const kept = content.placements.filter(({ id }) => !change.gone.includes(id));
  const known = new Set(kept.map(({ id }) => id));
  return {
    ...content,
    placements: [
      ...kept.map((piece) => placed.get(piece.id) ?? piece),
      ...[...placed.values()].filter(({ id }) => !known.has(id)),
    ],
    ...(change.room !== undefined && { room: change.room }),
    ...(change.name !== undefined && { name: change.name }),
  };
}

/** What leads from one content to another; undefined when nothing does. */
export function changeBetween(before: LayoutContent, after: LayoutContent): LayoutChange | undefined {
  const old = new Map(before.placements.map((piece) => [piece.id, JSON.stringify(piece)]));
  const now = new Set(after.placements.map(({ id }) => id));
  const placed = after.placements.filter((piece) => old.get(piece.id) !== JSON.stringify(piece));
  const gone = [...old.keys()].filter((id) => !now.has(id));
  const other = JSON.stringify(before.room) !== JSON.stringify(after.room);
  if (placed.length === 0 && gone.length === 0 && !other && before.name === after.name) return undefined;
  return {
    ...{ placed, gone },
    ...(other && { room: after.room }),
    ...(before.name !== after.name && { name: after.name }),
  };
}
