import { useSignal } from '@preact/signals';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatDate } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import { OwnRooms } from '../OwnRooms.tsx';
import { ShareDialog } from '../ShareDialog.tsx';
import { ArIcon } from './ArIcon.tsx';
import { type OverlayProps, openKept, save } from './parts.ts';

type KeptProps = OverlayProps & { onClose(): void };

/** Saving the room, showing it to others, and one's other rooms: whichever is open. */
export function Kept(props: KeptProps) {
  const { keeping, open, onClose } = props;
  switch (open.value) {
    case 'save':
      return <SaveDialog {...props} onSaved={onClose} />;
    case 'saveAndShare':
      return <SaveDialog {...props} onSaved={() => void openKept(open, 'share')} />;
    case 'share':
      return <ShareDialog keeping={keeping} label={t('ar.share')} beside={sendButton} onClose={onClose} />;
    case 'rooms':
      return <OwnRooms keeping={keeping} onOpened={() => {}} onClose={onClose} />;
    default:
      return null;
  }
}

/** Asks once what the room is called, and says that it is kept here in any case. */
function SaveDialog({ parts, placing, keeping, open, onSaved, onClose }: KeptProps & { onSaved(): void }) {
  const first = t('ar.nameDefault', { date: formatDate(Date.now(), writing.value) });
  const name = useSignal(placing.name() || first);
  const busy = useSignal(false);
  const press = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    if (await save(parts, placing, keeping, name.value.trim() || first)) onSaved();
    busy.value = false;
  };
  return (
    <Dialog label={t(open.value === 'save' ? 'ar.save' : 'ar.share')} class="ar-keep" onClose={onClose}>
      <form
        class="ar-bar"
        onSubmit={(event) => {
          event.preventDefault();
          void press();
        }}
      >
        <label class="field">
          <span class="hint">{t('ar.name')}</span>
          <input
            dir="auto"
            maxLength={80}
            value={name}
            onInput={({ currentTarget }) => {
              name.value = currentTarget.value;
            }}
          />
        </label>
        <p class="hint">
          {t('ar.savedHere')} {t('ar.saveWhy')}
        </p>
        <button type="submit" class="primary wide" aria-disabled={busy.value}>
          {t(open.value === 'save' ? 'ar.save' : 'ar.saveAndShare')}
        </button>
      </form>
    </Dialog>
  );
}

/** Sends a link by what the device sends with, where it has that. */
function sendButton(link: string, label: string) {
  if (!('share' in navigator)) return null;
  const send = (): void =>
    void navigator.share({ url: link, title: t('ar.view') }).catch((error: unknown) => {
      // Who closes the device's own panel has changed their mind.
      if (!(error instanceof DOMException && error.name === 'AbortError')) sayError(error);
    });
  return (
    <button type="button" class="icon-button" aria-label={t('ar.send', { name: label })} onClick={send}>
      <ArIcon name="send" />
    </button>
  );
}
