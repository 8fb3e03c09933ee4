import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { PreviewDoor } from '../host/Preview.tsx';
import type { Api } from '../net/api.ts';
import { join } from '../net/link.ts';
import { openShelf } from '../products/shelf.ts';
import { openStands } from '../products/stands.ts';
import { openShowroomWorld } from './showroomWorld.ts';

/** A showroom drawn live for those who furnish it: the real room with what stands in it, without a body. */
export const previewWith =
  (api: Api): PreviewDoor =>
  async (canvas, layer, showroom) => {
    const undo: (() => void)[] = [];
    const dispose = (): void => {
      for (const step of undo.splice(0).reverse()) step();
    };
    try {
      const shelf = openShelf(api);
      const quiet = () => {};
      const world = openShowroomWorld({ region: canvas, canvas, layer }, shelf, {
        loading: quiet,
        products: quiet,
        openStand: quiet,
        openPortal: quiet,
        behind: () => undefined,
        refused: quiet,
        moved: quiet,
      });
      undo.push(world.dispose);
      const data = await api.scene<SceneData>(showroom.scene);
      const [{ token }, place] = await Promise.all([api.session(), world.stand(data)]);
      const link = await join(token, { as: 'staff', showroom: showroom.slug });
      undo.push(link.close);
      const stands = openStands(world.world, link, data, shelf.find, quiet);
      undo.push(stands.dispose);
      const furnish = () => place.furnish(link.state.furnishing);
      furnish();
      undo.push(link.watch.changed(link.state.furnishing, furnish));
      return {
        look(id) {
          const view = data.stands.find((stand) => stand.id === id)?.view ?? data.firstView;
          place.view.stand(view.from, view.to);
        },
        dispose,
      };
    } catch (error) {
      dispose();
      throw error;
    }
  };
