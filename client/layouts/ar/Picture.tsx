import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../../ui/Dialog.tsx';
import { t } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import { takePicture } from './photo.ts';
import type { Placing } from './placing.ts';
import type { RoomView } from './view.ts';

/** The pieces as they stand, with their prices, in the room where it can be had: to be looked at and saved. */
export function Picture({ placing, view, onClose }: { placing: Placing; view: RoomView; onClose(): void }) {
  const url = useSignal('');
  const withRoom = useSignal(true);
  useEffect(() => {
    let gone = false;
    void takePicture(view, placing).then((taken) => {
      if (gone) return;
      url.value = URL.createObjectURL(taken.picture);
      withRoom.value = taken.withRoom;
    }, sayError);
    return () => {
      gone = true;
      URL.revokeObjectURL(url.peek());
    };
  }, []);
  return (
    <Dialog label={t('ar.photo')} class="ar-picture" onClose={onClose}>
      {url.value ? <img src={url.value} alt={t('ar.photoAlt')} /> : <div class="skeleton" aria-busy="true" />}
      {!withRoom.value && <p class="hint">{t('ar.photoPlain')}</p>}
      {url.value && (
        <a class="primary wide ar-save" href={url.value} download="vitrine.png">
          {t('ar.photoSave')}
        </a>
      )}
    </Dialog>
  );
}
