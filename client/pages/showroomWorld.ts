import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import type { Shelf } from '../products/shelf.ts';
import { openSurface } from '../stage/surface.ts';
import { openCameraRig } from '../world/cameraRig.ts';
import { readWish } from '../world/quality.ts';
import { loadRoom } from '../world/room.ts';
import { openWorld, type World } from '../world/world.ts';
import type { Inside } from './inside.ts';
import type { Surfaces, WorldEvents } from './surfaces.ts';

/** The picture of a room before and after somebody walks in. */
export type ShowroomWorld = {
  world: World;
  /** Puts me in: people, products and the live screen come alive. Returns the undo. */
  enter(link: Link): Promise<Inside>;
  dispose(): void;
};

/** Builds the room and stands at its composed first view; throws when nothing can be drawn. */
export async function openShowroomWorld(
  data: SceneData,
  surfaces: Surfaces,
  shelf: Shelf,
  events: WorldEvents,
): Promise<ShowroomWorld> {
  const world = openWorld(surfaces.canvas, readWish(), matchMedia('(pointer: coarse)').matches);
  const rig = openCameraRig(world, data);
  rig.stand(data.firstView.from, data.firstView.to);
  const screenSurface = openSurface(world, data.screens[0]!, '/assets/film/poster.webp');
  const room = await loadRoom(world, data, events.loading);

  return {
    world,
    async enter(link) {
      const { enterWorld } = await import('./inside.ts');
      return enterWorld({ world, rig, data, surfaces, screenSurface, shelf, events }, link);
    },
    dispose() {
      screenSurface.dispose();
      room.dispose();
      world.dispose();
    },
  };
}
