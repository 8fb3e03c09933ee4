import './share.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LayoutEntry } from '../../shared/model/layoutChange.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { formatTime } from '../ui/format.ts';
import { t, writing } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { sayError } from '../ui/toast.tsx';
import type { Keeping } from './keeping.ts';
import { PlanIcon } from './planner/icons.tsx';

type OwnRoomsProps = {
  keeping: Keeping;
  /** Hears of the layout that is opened; of none when one begins anew. */
  onOpened(id: string | undefined): void;
  onClose(): void;
};

/** One's own rooms that are kept: opened, taken away, or a new one begun. */
export function OwnRooms({ keeping, onOpened, onClose }: OwnRoomsProps) {
  const trouble = useSignal<Refusal | undefined>(undefined);
  const look = (): void => {
    trouble.value = undefined;
    keeping.list().catch((error: unknown) => {
      trouble.value = toRefusal(error);
    });
  };
  useEffect(look, []);
  const rooms = keeping.own.value;
  const go = (what: Promise<unknown>, id?: string): void => {
    void what.then(() => {
      onOpened(id);
      onClose();
    }, sayError);
  };
  return (
    <Dialog label={t('plan.rooms')} class="plan-dialog" onClose={onClose}>
      {trouble.value && <Trouble refusal={trouble.value} onRetry={look} />}
      {!rooms && !trouble.value && <div class="skeleton" aria-busy="true" />}
      {rooms?.length === 0 && <p class="empty">{t('plan.rooms.none')}</p>}
      <ul class="own-rooms">
        {rooms?.map((room) => (
          <OwnRoom
            key={room.id}
            room={room}
            onOpen={() => go(keeping.open(room.id), room.id)}
            onRemove={() => void keeping.remove(room.id).catch(sayError)}
          />
        ))}
      </ul>
      <button type="button" class="primary" onClick={() => go(keeping.begin())}>
        {t('plan.rooms.begin')}
      </button>
      <p class="hint">{t('plan.rooms.hint')}</p>
    </Dialog>
  );
}

type OwnRoomProps = { room: LayoutEntry; onOpen(): void; onRemove(): void };

function OwnRoom({ room, onOpen, onRemove }: OwnRoomProps) {
  const name = room.name || t('plan.nameless');
  return (
    <li>
      <button type="button" class="own-room" onClick={onOpen}>
        <span>
          <b dir="auto">{name}</b>
          <small>{formatTime(room.savedAt, writing.value)}</small>
        </span>
        <small>{t('plan.count', { count: room.products.length })}</small>
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={t('plan.rooms.remove', { name })}
        onClick={onRemove}
      >
        <PlanIcon name="remove" />
      </button>
    </li>
  );
}
