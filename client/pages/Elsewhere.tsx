import { CartDialog } from '../commerce/CartDialog.tsx';
import type { Inspection } from '../products/inspect/inspection.ts';
import type { OwnRoomParts } from './ownRoom.ts';
import { RoomCorner } from './RoomCorner.tsx';
import { api, basket } from './state.ts';
import { openCart, parts } from './visit.ts';

/** Cart and checkout over one's own room. */
function Cart({ onClose, onward }: { onClose(): void; onward: boolean }) {
  return (
    <CartDialog basket={basket} onRetry={openCart} onBrowse={onClose} onClose={onClose} onward={onward} />
  );
}

const page: OwnRoomParts = {
  ...{ api, basket, Cart },
  world: async () => {
    const { world } = parts();
    if (!world) throw new Error('nothing draws');
    return world;
  },
};

/** “View in your room”, beside a product that lies open in a showroom. */
export function Elsewhere({ it }: { it: Inspection }) {
  const sku = it.chosen.value?.offer?.sku ?? it.sheet.value?.sku;
  if (!it.canShow || !sku) return null;
  return <RoomCorner page={page} first={{ product: it.slug, sku }} />;
}
