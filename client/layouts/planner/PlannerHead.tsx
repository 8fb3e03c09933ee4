import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import type { Keeping } from '../keeping.ts';
import { OwnRooms } from '../OwnRooms.tsx';
import { ShareDialog } from '../ShareDialog.tsx';
import type { Desk } from './desk.ts';
import { PlanIcon } from './icons.tsx';

type HeadProps = {
  desk: Desk;
  keeping: Keeping;
  /** The way into one's own room, where there is one. */
  ownRoom: ComponentChildren;
  children: ComponentChildren;
};

/** The head of the planner: what the room is called, back and forth, keeping it and showing it to others. */
export function PlannerHead({ desk, keeping, ownRoom, children }: HeadProps) {
  const open = useSignal<'share' | 'rooms' | undefined>(undefined);
  const busy = useSignal(false);
  const isOwn = keeping.opened.value?.key !== null;
  const save = async (then?: () => void): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    try {
      const layout = isOwn ? await keeping.save() : await keeping.copy();
      history.replaceState(null, '', `/planner?layout=${layout.id}`);
      then?.();
    } catch (error) {
      sayError(error);
    }
    busy.value = false;
  };
  const share = (): void => {
    const show = (): void => {
      open.value = 'share';
    };
    if (keeping.opened.value) show();
    else void save(show);
  };
  return (
    <header class="planner-head">
      <a class="brand" href="/lobby">
        Vitrine
      </a>
      <h1 class="visually-hidden">{t('plan.title')}</h1>
      <input
        class="planner-name"
        aria-label={t('plan.name')}
        placeholder={t('plan.nameless')}
        value={desk.name.value}
        maxLength={80}
        dir="auto"
        disabled={!desk.editable.value}
        onInput={({ currentTarget }) => desk.rename(currentTarget.value)}
      />
      <div class="planner-verbs">
        <Step desk={desk} way="back" />
        <Step desk={desk} way="forth" />
        <button
          type="button"
          class="quiet"
          onClick={() => {
            open.value = 'rooms';
          }}
        >
          {t('plan.rooms')}
        </button>
        <button type="button" class="quiet" onClick={share}>
          <PlanIcon name="share" /> <span>{t('plan.share')}</span>
        </button>
        {(!keeping.opened.value || !isOwn) && (
          <button type="button" class="quiet strong" aria-disabled={busy.value} onClick={() => void save()}>
            {t(isOwn ? 'plan.save' : 'plan.copy')}
          </button>
        )}
      </div>
      {ownRoom}
      <div class="planner-end">{children}</div>
      {open.value === 'share' && <ShareDialog keeping={keeping} onClose={() => (open.value = undefined)} />}
      {open.value === 'rooms' && (
        <OwnRooms
          keeping={keeping}
          onOpened={(id) => history.replaceState(null, '', id ? `/planner?layout=${id}` : '/planner')}
          onClose={() => (open.value = undefined)}
        />
      )}
    </header>
  );
}

function Step({ desk, way }: { desk: Desk; way: 'back' | 'forth' }) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={t(way === 'back' ? 'plan.undo' : 'plan.redo')}
      disabled={!desk.undoable.value[way] || !desk.editable.value}
      onClick={way === 'back' ? () => desk.undo() : () => desk.redo()}
    >
      <PlanIcon name={way === 'back' ? 'undo' : 'redo'} />
    </button>
  );
}

/** The cart, with how much is in it. */
export function CartLink({ count, words }: { count: number; words: string }) {
  return (
    <a class="pill strong" href="/checkout" aria-label={t('cart.open', { count })}>
      <Icon name="cart" />
      {count > 0 && <b>{words}</b>}
    </a>
  );
}
