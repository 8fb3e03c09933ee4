import type { LayoutContent, Placement } from '../../shared/model/layout.ts';

/** What this device keeps of somebody's room, and by what the device finds again where each piece stood; `own` when it is kept by the server as one's own, `since` what the server was last known to have while it was not told all. */
export type KeptRoom = {
  content: LayoutContent;
  handles: Record<string, string>;
  own?: boolean;
  since?: LayoutContent;
};

/** The room that is nowhere but here, and copies of those that the server keeps, the latest last. */
const STORE_KEY = 'vitrine.room';
const COPIES_KEY = 'vitrine.rooms';
/** Copies that this device keeps. */
const MOST_COPIES = 8;

/** What was kept: of a layout of the server's, or of the room that is only here. Undefined when there is nothing, or nothing that can be read. */
export function readKept(store: Pick<Storage, 'getItem'> = localStorage, id?: string): KeptRoom | undefined {
  const kept = id === undefined ? read<KeptRoom>(store, STORE_KEY) : copiesOf(store)[id];
  if (!kept || !Array.isArray(kept.content?.placements)) return undefined;
  const placements = kept.content.placements.filter(isWhole);
  const { since, ...rest } = kept;
  return {
    ...rest,
    content: { ...kept.content, placements },
    handles: kept.handles ?? {},
    ...(Array.isArray(since?.placements) && { since }),
  };
}

/** The layout of one's own that was on this device last. */
export function lastOwn(store: Pick<Storage, 'getItem'> = localStorage): string | undefined {
  return Object.entries(copiesOf(store)).findLast(([, { own }]) => own)?.[0];
}

/** Keeps it on this device in place of what was kept of it; a device without room keeps what it had. */
export function keepRoom(
  kept: KeptRoom,
  store: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
  id?: string,
): void {
  if (id === undefined) {
    write(store, STORE_KEY, kept);
    return;
  }
  const { [id]: _before, ...others } = copiesOf(store);
  const copies = [...Object.entries(others), [id, kept] as const].slice(-MOST_COPIES);
  write(store, COPIES_KEY, Object.fromEntries(copies));
}

/** The room that was only here is kept elsewhere now. */
export function forgetRoom(store: Pick<Storage, 'removeItem'> = localStorage): void {
  try {
    store.removeItem(STORE_KEY);
  } catch {
    // A closed store keeps nothing.
  }
}

const copiesOf = (store: Pick<Storage, 'getItem'>): Record<string, KeptRoom> =>
  read<Record<string, KeptRoom>>(store, COPIES_KEY) ?? {};

function read<Found>(store: Pick<Storage, 'getItem'>, key: string): Found | undefined {
  try {
    return (JSON.parse(store.getItem(key) ?? 'null') as Found | null) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(store: Pick<Storage, 'setItem'>, key: string, what: unknown): void {
  try {
    store.setItem(key, JSON.stringify(what));
  } catch {
    // A full or closed store: the room stays as long as the page does.
  }
}

const isWhole = (one: Placement): boolean =>
  typeof one.id === 'string' &&
  typeof one.product === 'string' &&
  typeof one.sku === 'string' &&
  [one.x, one.y, one.z, one.yaw, one.scale].every(Number.isFinite);
