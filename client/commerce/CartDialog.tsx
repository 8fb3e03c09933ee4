import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { t } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { Trouble } from '../ui/Trouble.tsx';
import type { CartRoom } from './CartRoom.tsx';
import type { CartProps } from './cartProps.ts';

/** Cart and checkout come with the first look into the cart. */
const room = signal<typeof CartRoom | undefined>(undefined);
const trouble = signal<Refusal | undefined>(undefined);
async function fetchRoom(): Promise<void> {
  trouble.value = undefined;
  try {
    const { CartRoom, readyToSay } = await import('./CartRoom.tsx');
    await readyToSay();
    room.value = CartRoom;
  } catch (error) {
    trouble.value = toRefusal(error);
  }
}

/** The cart, and from it the checkout, in one panel; the room stays in view. */
export function CartDialog(props: CartProps) {
  const Room = room.value;
  useEffect(() => {
    if (!room.value) void fetchRoom();
  }, []);
  if (Room) return <Room {...props} />;
  return (
    <Dialog key="cart" label={t('cart.dialog')} class="cart" onClose={props.onClose}>
      {trouble.value ? (
        <Trouble refusal={trouble.value} onRetry={() => void fetchRoom()} />
      ) : (
        <div class="skeleton" aria-busy="true" />
      )}
    </Dialog>
  );
}
