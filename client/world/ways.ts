import type { FloorPoint, Walkable } from '../../shared/model/geometry.ts';
import type { Paths } from './paths.ts';

/** Ways around furniture, by a library that comes after one has walked in. `dispose` frees it. */
export type Ways = {
  /** The corners of the shortest way, the goal last; empty when there is none, or none is known yet. Asked early, the library is fetched at once. */
  find(from: FloorPoint, to: FloorPoint): FloorPoint[];
  /** Whether ways are known; also when they never will be, as the library did not come. */
  readonly known: boolean;
  dispose(): void;
};

/** Frames after walking in before the library is fetched: what one sees first comes first. */
const AFTER_FRAMES = 10;

/** Opens them for a floor; `onDrawn` tells of each frame and answers the undo. */
export function openWays(
  area: Walkable,
  onDrawn: (listener: () => void) => () => void,
  load: (area: Walkable) => Promise<Paths> = loadPaths,
): Ways {
  let paths: Paths | undefined;
  let state: 'waits' | 'comes' | 'known' | 'left' = 'waits';
  let frames = 0;
  const fetchNow = async (): Promise<void> => {
    if (state !== 'waits') return;
    state = 'comes';
    forget();
    const made = await load(area).catch(() => undefined);
    if (state !== 'comes') return made?.dispose();
    paths = made;
    state = 'known';
  };
  const forget = onDrawn(() => {
    if (++frames >= AFTER_FRAMES) void fetchNow();
  });
  return {
    find(from, to) {
      void fetchNow();
      return paths?.find(from, to) ?? [];
    },
    get known() {
      return state === 'known';
    },
    dispose() {
      state = 'left';
      forget();
      paths?.dispose();
      paths = undefined;
    },
  };
}

async function loadPaths(area: Walkable): Promise<Paths> {
  const [{ openPaths }, wasm] = await Promise.all([
    import('./paths.ts'),
    import('@recast-navigation/wasm/wasm'),
  ]);
  return openPaths(area, wasm.default);
}
