import type { LayoutContent } from '../../../shared/model/layout.ts';
import type { Drafts } from '../keeping.ts';
import { firstRoom } from './roomPlan.ts';

const STORE_KEY = 'vitrine.planner';

/** What the planner keeps on this device until it is saved. */
export const PLANNER_DRAFTS: Drafts = {
  first: () => ({ name: '', placements: [], room: firstRoom() }),
  read() {
    try {
      const found = JSON.parse(localStorage.getItem(STORE_KEY) ?? 'null') as LayoutContent | null;
      return found && Array.isArray(found.placements) ? found : undefined;
    } catch {
      return undefined;
    }
  },
  write(content) {
    try {
      localStorage.setItem(STORE_KEY, JSON.stringify(content));
    } catch {
      // A device that keeps nothing has it on the page only.
    }
  },
  forget() {
    try {
      localStorage.removeItem(STORE_KEY);
    } catch {
      // Nothing was kept.
    }
  },
};
