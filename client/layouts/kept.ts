import type { LayoutContent, Placement } from '../../shared/model/layout.ts';

/** What this device keeps of somebody's room, and by what the device finds again where each piece stood. */
export type KeptRoom = { content: LayoutContent; handles: Record<string, string> };

const STORE_KEY = 'vitrine.room';

/** What was kept; undefined when there is nothing, or nothing that can be read. */
export function readKept(store: Pick<Storage, 'getItem'> = localStorage): KeptRoom | undefined {
  try {
    const kept = JSON.parse(store.getItem(STORE_KEY) ?? 'null') as KeptRoom | null;
    if (!kept || !Array.isArray(kept.content.placements)) return undefined;
    const placements = kept.content.placements.filter(isWhole);
    return { content: { ...kept.content, placements }, handles: kept.handles ?? {} };
  } catch {
    return undefined;
  }
}

/** Keeps it on this device in place of what was kept; a device without room keeps what it had. */
export function keepRoom(kept: KeptRoom, store: Pick<Storage, 'setItem'> = localStorage): void {
  try {
    store.setItem(STORE_KEY, JSON.stringify(kept));
  } catch {
    // A full or closed store: the room stays as long as the page does.
  }
}

const isWhole = (one: Placement): boolean =>
  typeof one.id === 'string' &&
  typeof one.product === 'string' &&
  typeof one.sku === 'string' &&
  [one.x, one.y, one.z, one.yaw, one.scale].every(Number.isFinite);
