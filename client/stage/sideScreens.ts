import type { Link } from '../net/link.ts';
import type { World } from '../world/world.ts';
import type { Intake, Taken } from './intake.ts';
import { openScreen, type Screen, type ScreenView } from './screen.ts';
import type { Surface } from './surface.ts';

type Side = {
  surfaces: readonly Surface[];
  taken: Taken;
  track?: MediaStreamTrack | undefined;
  /** Absent while it is hung anew. */
  screen?: Screen | undefined;
};

/**
 * Screens that show an input of the stage in place of the programme, by `state.screens`: one consumer and one texture for each
 * feed, however many screens show it, paused while nobody looks. `programme` keeps the other surfaces. Closing gives all of them back to it.
 */
export function openSideScreens(
  world: World,
  link: Link,
  surfaces: readonly Surface[],
  programme: Screen,
  intake: Intake,
  layerOf: (view: ScreenView) => number,
): { dispose(): void } {
  const sides = new Map<string, Side>();
  const undo: (() => void)[] = [];
  const release = (producer: string): void => {
    const side = sides.get(producer);
    if (!side) return;
    sides.delete(producer);
    side.taken.drop();
    side.screen?.dispose();
  };
  const hang = (producer: string, group: readonly Surface[]): Screen =>
    openScreen(world, group, '/assets/film/slate.webp', 0, (view) => {
      const { taken } = sides.get(producer) ?? {};
      taken?.setLayer(layerOf(view));
      taken?.setWanted(view.visible);
    });
  const show = (producer: string, group: readonly Surface[]): void => {
    const known = sides.get(producer);
    if (known?.screen) return;
    const screen = hang(producer, group);
    if (known) {
      Object.assign(known, { surfaces: group, screen });
      screen.show(known.track);
      return;
    }
    const taken = intake.take(producer, (track) => {
      const side = sides.get(producer);
      if (!side) return;
      side.track = track;
      side.screen?.show(track);
    });
    taken.setWanted(true);
    sides.set(producer, { surfaces: group, taken, screen });
  };
  const sync = (): void => {
    const wanted = new Map<string, Surface[]>();
    for (const surface of surfaces) {
      const shows = link.state.screens.get(surface.place.id);
      const producer = shows && link.state.sources.get(shows)?.video;
      if (producer) wanted.set(producer, [...(wanted.get(producer) ?? []), surface]);
    }
    // What comes down comes down first, so that a surface is never given back after somebody else has hung on it.
    for (const [producer, side] of [...sides]) {
      const group = wanted.get(producer);
      if (!group) release(producer);
      else if (!same(side.surfaces, group)) {
        side.screen?.dispose();
        side.screen = undefined;
      }
    }
    const taken = [...wanted.values()].flat();
    programme.use(surfaces.filter((surface) => !taken.includes(surface)));
    for (const [producer, group] of wanted) show(producer, group);
  };
  const watched = new Map<string, () => void>();
  undo.push(
    link.watch.added('screens', sync),
    link.watch.removed('screens', sync),
    link.watch.added('sources', (source, id) => {
      watched.get(id)?.();
      watched.set(id, link.watch.changed(source, sync));
      sync();
    }),
    link.watch.removed('sources', (_, id) => {
      watched.get(id)?.();
      watched.delete(id);
      sync();
    }),
  );
  return {
    dispose() {
      for (const step of [...undo.splice(0), ...watched.values()]) step();
      for (const producer of [...sides.keys()]) release(producer);
    },
  };
}

const same = (a: readonly Surface[], b: readonly Surface[]): boolean =>
  a.length === b.length && a.every((surface) => b.includes(surface));
