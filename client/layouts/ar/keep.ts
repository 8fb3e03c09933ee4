import { toRefusal } from '../../ui/report.ts';
import { type Drafts, type Keeping, openKeeping } from '../keeping.ts';
import { forgetRoom, lastOwn, readKept } from '../kept.ts';
import type { ArParts } from './parts.ts';
import type { Placing } from './placing.ts';

/** A layout that the server keeps, and what lets one change somebody else's. */
export type Named = { id: string; key?: string | undefined };

/** What is only here is kept by the placing itself, with each change. */
const DRAFTS: Drafts = {
  read: () => readKept()?.content,
  write: () => undefined,
  forget: () => forgetRoom(),
  first: () => ({ name: '', placements: [], room: null }),
};

/** Keeps what is placed: here until it is saved, then with the server and all who have it open; here in any case. */
export function openRoomKeeping(placing: Placing, { layouts, events }: Pick<ArParts, 'layouts' | 'events'>) {
  const { editable, read, subscribe } = placing;
  const shown = {
    ...{ editable, read, subscribe },
    learn: placing.learnAll,
    take: placing.takeOver,
    open: placing.open,
  };
  const keeping = openKeeping(shown, layouts, events, DRAFTS);
  placing.followUnsent(keeping.unsent);
  keeping.state.subscribe(() => {
    if (keeping.opened.value) placing.keep();
  });
  let before = keeping.opened.value;
  keeping.opened.subscribe((layout) => {
    if (layout !== before) placing.keepAs(layout && { id: layout.id, own: layout.key !== null });
    before = layout;
  });
  addEventListener('pagehide', () => void keeping.close());
  return keeping;
}

/** Opens the room that is to be shown: the one that is named, else what is here, else one's own that was here last. Answers whether it was named. */
export async function openFirst(
  placing: Placing,
  keeping: Keeping,
  named: Named | undefined,
): Promise<boolean> {
  const isHere = placing.plan.pieces().length > 0;
  if (named) {
    if (isHere && keeping.opened.value?.id === named.id) return false;
    await openOrGoOn(keeping, named);
    return true;
  }
  if (isHere) return false;
  await placing.lookUp();
  const last = lastOwn();
  if (placing.plan.pieces().length > 0 || last === undefined) return false;
  const copy = readKept(localStorage, last);
  if (copy && copy.content.placements.length > 0)
    await openOrGoOn(keeping, { id: last }).catch(() => undefined);
  return false;
}

/** Opens a layout; while the line is away, what this device has of one's own. */
async function openOrGoOn(keeping: Keeping, { id, key }: Named): Promise<void> {
  const copy = readKept(localStorage, id);
  const since = copy?.since;
  try {
    await keeping.open(id, key, since && { content: copy.content, since });
  } catch (error) {
    if (toRefusal(error).code !== 'offline' || !copy?.own) throw error;
    await keeping.goOn(id, copy.content, since);
  }
}
