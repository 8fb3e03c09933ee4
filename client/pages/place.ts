import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Theme } from '../../shared/model/showroom.ts';
import { openFurnishing } from '../showrooms/furnishing.ts';
import { openPortals } from '../showrooms/portals.ts';
import { openSurface, type Surface } from '../stage/surface.ts';
import { type FirstView, openFirstView } from '../world/firstView.ts';
import { type Ground, openGround } from '../world/ground.ts';
import { loadRoom, type Room } from '../world/room.ts';
import type { World } from '../world/world.ts';
import type { WorldEvents } from './surfaces.ts';

/** A scene that stands: its room, its screens, the first view of it. */
export type Place = {
  data: SceneData;
  ground: Ground;
  view: FirstView;
  /** The room's meshes as they were first drawn. */
  meshes: Room['meshes'];
  screens: Surface[];
  /** Gives it the brand's colours and logo. */
  furnish(theme: Pick<Theme, 'colour' | 'fabric' | 'logo'>): void;
  dispose(): void;
};

/** Puts up a scene and stands at its composed first view. */
export async function openPlace(world: World, data: SceneData, events: WorldEvents): Promise<Place> {
  const ground = openGround(data);
  const view = openFirstView(world, data);
  view.stand(data.firstView.from, data.firstView.to);
  const screens = data.screens.map((screen) => openSurface(world, screen, '/assets/film/poster.webp'));
  const room = await loadRoom(world, data, events.loading);
  const furnishing = openFurnishing(world, room, data);
  const portals = openPortals(world, data, events.behind, world.camera.position);
  return {
    data,
    ground,
    view,
    meshes: room.meshes,
    screens,
    furnish: furnishing.show,
    dispose() {
      portals.dispose();
      furnishing.dispose();
      for (const screen of screens) screen.dispose();
      room.dispose();
      view.dispose();
    },
  };
}
