import type { LayoutStep } from '../../shared/model/layoutChange.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';

/** Who looks at a layout hears of each step, and of its end (null). */
type Listener = (step: LayoutStep | null) => void;

/** Open layouts and who looks at them in this process. `close` ends every look; twice is once. */
export type LiveLayouts = {
  /** Tells of each step of a layout until the returned undo is called, or `onOver`; `too-many` beyond what is served. */
  follow(layout: string, visitor: string, tell: Listener, onOver: () => void): () => void;
  close(): void;
};

/** Those who look at one layout at once in one process. */
const MOST_WATCHERS = 40;
/** Layouts that one person has open at once, tabs and devices counted. */
const MOST_OPEN = 12;

type Watcher = { visitor: string; tell: Listener; over: () => void };

/** Layouts as they change, over the bus. */
export function openLive(bus: Bus): LiveLayouts {
  const watched = new Map<string, Set<Watcher>>();
  const unfollow = bus.subscribe('layout.changed', ({ layout, step }) => {
    for (const { tell } of [...(watched.get(layout) ?? [])]) tell(step);
  });
  const all = (): Watcher[] => [...watched.values()].flatMap((set) => [...set]);
  return {
    follow(layout, visitor, tell, over) {
      const set = watched.get(layout) ?? new Set();
      if (set.size >= MOST_WATCHERS) throw new Refusal('too-many', `${MOST_WATCHERS} look at it already`);
      if (all().filter((one) => one.visitor === visitor).length >= MOST_OPEN)
        throw new Refusal('too-many', `${MOST_OPEN} layouts at once`);
      const watcher = { visitor, tell, over };
      watched.set(layout, set.add(watcher));
      return () => {
        set.delete(watcher);
        if (set.size === 0 && watched.get(layout) === set) watched.delete(layout);
      };
    },
    close() {
      unfollow();
      for (const { over } of all()) over();
    },
  };
}
