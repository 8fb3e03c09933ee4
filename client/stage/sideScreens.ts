import type { Link } from '../net/link.ts';
import type { World } from '../world/world.ts';
import type { Intake, Taken } from './intake.ts';
import { openScreen, type Screen, type ScreenView } from './screen.ts';
import type { Surface } from './surface.ts';

type Side = { shows: string; producer: string; taken: Taken; screen: Screen };

/**
 * Screens that show an input of the stage in place of the programme, by `state.screens`: one feed and one texture each,
 * paused while nobody looks. `programme` keeps the other surfaces. Closing gives all of them back to it.
 */
export function openSideScreens(
  world: World,
  link: Link,
  surfaces: readonly Surface[],
  programme: Screen,
  intake: Intake,
  layerOf: (view: ScreenView) => number,
): { dispose(): void } {
  const sides = new Map<Surface, Side>();
  const undo: (() => void)[] = [];
  const release = (surface: Surface): void => {
    const side = sides.get(surface);
    if (!side) return;
    sides.delete(surface);
    side.taken.drop();
    side.screen.dispose();
  };
  const show = (surface: Surface, shows: string, producer: string): void => {
    const screen = openScreen(world, [surface], '/assets/film/slate.webp', 0, (view) => {
      taken.setLayer(layerOf(view));
      taken.setWanted(view.visible);
    });
    const taken = intake.take(producer, screen.show);
    taken.setWanted(true);
    sides.set(surface, { shows, producer, taken, screen });
  };
  const sync = (): void => {
    const wanted = new Map(
      surfaces.flatMap((surface) => {
        const shows = link.state.screens.get(surface.place.id);
        const producer = shows && link.state.sources.get(shows)?.video;
        return producer ? [[surface, { shows, producer }] as const] : [];
      }),
    );
    for (const [surface, { producer }] of [...sides])
      if (wanted.get(surface)?.producer !== producer) release(surface);
    programme.use(surfaces.filter((surface) => !wanted.has(surface)));
    for (const [surface, { shows, producer }] of wanted)
      if (!sides.has(surface)) show(surface, shows, producer);
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
      for (const surface of [...sides.keys()]) release(surface);
    },
  };
}
