import type { Link } from '../net/link.ts';
import type { Screen } from '../stage/screen.ts';
import type { Seen } from '../world/boards/seen.ts';
import type { SeenHeld } from '../world/holdable.ts';
import type { World } from '../world/world.ts';
import type { Inside } from './inside.ts';

/** What `window.vitrine.stats()` answers. `bytesDown` counts files and received media. */
export type Stats = {
  fps: number;
  frameMs: number;
  tier: string;
  scale: number;
  drawCalls: number;
  triangles: number;
  visitors: number;
  avatarsInView: number;
  avatarDrawCalls: number;
  avatarTriangles: number;
  videoFramesShown: number;
  bytesDown: number;
};

declare global {
  interface Window {
    vitrine?: {
      stats(): Stats;
      screen(): Screen | undefined;
      /** Where everybody is, as the room says. */
      people(): {
        name: string;
        x: number;
        z: number;
        gait: number;
        /** How somebody with a headset is shown: metres over the floor; what is not there is undefined. */
        held: { head: number; left: number | undefined; right: number | undefined } | undefined;
      }[];
      /** What can be pressed on the boards of a headset, and where over the real floor (metres); nothing without one. */
      boards(): Seen[];
      /** What hands may hold now, where and how. */
      held(): SeenHeld | undefined;
      /** What one sees of one's own hands with a headset, by their models' names. */
      hands(): { left: string | undefined; right: string | undefined };
      /** How the showroom is furnished now, as the room says. */
      furnishing(): { fabric: string; logo: string; products: Record<string, string> } | undefined;
    };
  }
}

type Parts = { world: World | undefined; stay: { link: Link; inside: Inside | undefined } | undefined };

/** Publishes the measurements of the page. */
export function publishStats(parts: () => Parts): void {
  let media = 0;
  const files = (): number =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce(
      (sum, entry) => sum + (entry as PerformanceResourceTiming).transferSize,
      0,
    );
  window.vitrine = {
    held: () => parts().stay?.inside?.held(),
    boards: () => parts().stay?.inside?.boards() ?? [],
    screen: () => parts().stay?.inside?.screen,
    hands() {
      const inside = parts().stay?.inside;
      return { left: inside?.hand('left'), right: inside?.hand('right') };
    },
    furnishing() {
      const state = parts().stay?.link.state;
      if (!state) return undefined;
      const { fabric, logo } = state.furnishing;
      const products = Object.fromEntries([...state.stands].map(([id, { product }]) => [id, product]));
      return { fabric, logo, products };
    },
    people() {
      const { stay } = parts();
      return [...(stay?.link.state.visitors.values() ?? [])].map(({ name, slot }) => {
        const { x = Number.NaN, z = Number.NaN, gait = 0 } = stay?.inside?.where(slot) ?? {};
        const { weight, height: head, left, right } = stay?.inside?.posture(slot) ?? { weight: 0 };
        const handOf = (hand: typeof left) => (hand && hand.weight > 0 ? hand.y : undefined);
        const held = weight > 0 ? { head: head!, left: handOf(left), right: handOf(right) } : undefined;
        return { name, x, z, gait, held };
      });
    },
    stats() {
      const { world, stay } = parts();
      void stay?.inside?.mediaBytes().then((bytes) => {
        media = bytes;
      });
      const picture = world?.stats() ?? {
        fps: 0,
        frameMs: 0,
        tier: 'none',
        scale: 1,
        drawCalls: 0,
        triangles: 0,
      };
      return {
        ...picture,
        avatarsInView: stay?.inside?.crowd.inView ?? 0,
        avatarDrawCalls: stay?.inside?.crowd.drawCalls ?? 0,
        avatarTriangles: stay?.inside?.crowd.triangles ?? 0,
        visitors: stay?.link.state.visitors.size ?? 0,
        videoFramesShown: stay?.inside?.screen.framesShown() ?? 0,
        bytesDown: files() + media,
      };
    },
  };
}
