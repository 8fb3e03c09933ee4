import { signal } from '@preact/signals';
import type { Basket } from '../commerce/basket.ts';
import type { CartDialog } from '../commerce/CartDialog.tsx';
import type { Api } from '../net/api.ts';
import { readWish } from '../world/quality.ts';
import type { World } from '../world/world.ts';
import type { OwnRoomParts } from './ownRoom.ts';
import { RoomCorner } from './RoomCorner.tsx';

type Parts = { api: Api; basket: Basket; named: { id: string; key?: string | undefined } };

const Dialog = signal<typeof CartDialog | undefined>(undefined);
let opening: Promise<World> | undefined;

/** What draws one's own room: its own canvas, for the planner's comes and goes with its ways to look. */
async function openWorld(): Promise<World> {
  const [world, cart] = await Promise.all([
    import('../world/world.ts'),
    import('../commerce/CartDialog.tsx'),
  ]);
  Dialog.value = cart.CartDialog;
  const canvas = document.createElement('canvas');
  canvas.hidden = true;
  document.body.append(canvas);
  return world.openWorld(canvas, readWish(), matchMedia('(pointer: coarse)').matches);
}

/** Lays the layout that lies open in the planner out in one's own room. */
export function PlannerRoom({ api, basket, named }: Parts) {
  const Cart: OwnRoomParts['Cart'] = ({ onClose, onward }) => {
    const Shown = Dialog.value;
    const retry = (): void => void basket.refresh().catch(() => undefined);
    return Shown ? (
      <Shown basket={basket} onRetry={retry} onBrowse={onClose} onClose={onClose} onward={onward} />
    ) : null;
  };
  const page = {
    ...{ api, basket, Cart },
    world: () => (opening ??= openWorld()),
  };
  return <RoomCorner page={page} named={named} />;
}
