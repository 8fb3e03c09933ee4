import { useSignal } from '@preact/signals';
import type { Look } from '../../shared/model/avatar.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { t } from '../ui/i18n.ts';
import { readAppearance, storeAppearance } from './appearance.ts';
import { LookFields } from './LookFields.tsx';

type LookPanelProps = {
  /** Shows everybody how one looks now. */
  onLook(look: Look): Promise<void>;
  onClose(): void;
};

/** Changes how one looks while one is in the room; remembered on this device. */
export function LookPanel({ onLook, onClose }: LookPanelProps) {
  const before = readAppearance();
  const { name, ...own } = before;
  const look = useSignal<Look>(own);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    await onLook(look.value);
    storeAppearance({ name, ...look.value });
    onClose();
  };
  return (
    <Dialog label={t('look.title')} class="side small" onClose={onClose}>
      <form class="look" onSubmit={(event) => void save(event)}>
        <LookFields look={look} />
        <button type="submit" class="primary wide">
          {t('look.save')}
        </button>
      </form>
    </Dialog>
  );
}
