import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Theme } from '../../shared/model/showroom.ts';
import type { Link } from '../net/link.ts';
import type { Shelf } from '../products/shelf.ts';
import { openFurnishing } from '../showrooms/furnishing.ts';
import { openSurface, type Surface } from '../stage/surface.ts';
import { type CameraRig, openCameraRig } from '../world/cameraRig.ts';
import { type Ground, openGround } from '../world/ground.ts';
import { readWish } from '../world/quality.ts';
import { loadRoom } from '../world/room.ts';
import { openWorld, type World } from '../world/world.ts';
import type { Inside } from './inside.ts';
import type { Surfaces, WorldEvents } from './surfaces.ts';

/** A scene that stands: its room, its screens, the camera in it. */
export type Place = {
  data: SceneData;
  ground: Ground;
  rig: CameraRig;
  screens: Surface[];
  /** Gives it the brand's colours and logo. */
  furnish(theme: Pick<Theme, 'colour' | 'fabric' | 'logo'>): void;
  dispose(): void;
};

/** The picture of a showroom before and after somebody walks in. */
export type ShowroomWorld = {
  world: World;
  /** Puts up a scene in place of the one before, and stands at its composed first view. */
  stand(data: SceneData): Promise<Place>;
  /** Puts me in: people, products and the live screen come alive. Returns the undo. */
  enter(link: Link): Promise<Inside>;
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
    async enter(link) {
      const { enterWorld } = await import('./inside.ts');
      if (!place) throw new Error('no scene stands');
      return enterWorld({ world, place, surfaces, shelf, events }, link);
    },
    dispose() {
      place?.dispose();
      world.dispose();
    },
  };
}

async function openPlace(world: World, data: SceneData, events: WorldEvents): Promise<Place> {
  const ground = openGround(data);
  const rig = openCameraRig(world, data, ground);
  rig.stand(data.firstView.from, data.firstView.to);
  const screens = data.screens.map((screen) => openSurface(world, screen, '/assets/film/poster.webp'));
  const room = await loadRoom(world, data, events.loading);
  const furnishing = openFurnishing(world, room, data);
  return {
    data,
    ground,
    rig,
    screens,
    furnish: furnishing.show,
    dispose() {
      furnishing.dispose();
      for (const screen of screens) screen.dispose();
      room.dispose();
      rig.dispose();
    },
  };
}
