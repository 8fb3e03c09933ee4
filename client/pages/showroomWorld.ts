import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import type { Shelf } from '../products/shelf.ts';
import type { Comfort } from '../world/comfort.ts';
import { readWish } from '../world/quality.ts';
import { openWorld, type World } from '../world/world.ts';
import type { Inside } from './inside.ts';
import { openPlace, type Place } from './place.ts';
import type { Surfaces, WorldEvents } from './surfaces.ts';

/** The picture of a showroom before and after somebody walks in. */
export type ShowroomWorld = {
  world: World;
  /** Puts up a scene in place of the one before, and stands at its composed first view. */
  stand(data: SceneData): Promise<Place>;
  /** Puts me in, with how I like to look around: people, products and the live screen come alive. */
  enter(link: Link, comfort: Comfort): Promise<Inside>;
  dispose(): void;
};

/** Starts the picture; throws when nothing can be drawn. */
export function openShowroomWorld(surfaces: Surfaces, shelf: Shelf, events: WorldEvents): ShowroomWorld {
  const world = openWorld(surfaces.canvas, readWish(), matchMedia('(pointer: coarse)').matches);
  let place: Place | undefined;
  let latest: SceneData | undefined;
  return {
    world,
    async stand(data) {
      latest = data;
      place?.dispose();
      place = undefined;
      const opened = await openPlace(world, data, events);
      if (latest !== data) opened.dispose();
      else place = opened;
      return opened;
    },
    async enter(link, comfort) {
      const { enterWorld } = await import('./inside.ts');
      if (!place) throw new Error('no scene stands');
      return enterWorld({ world, place, surfaces, shelf, events }, link, comfort);
    },
    dispose() {
      place?.dispose();
      world.dispose();
    },
  };
}
