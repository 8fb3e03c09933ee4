import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { inLanguage } from '../../shared/model/localText.ts';
import type { Tour, TourHotspot, TourPoint } from '../../shared/model/tour.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { language, t } from '../ui/i18n.ts';
import type { Panorama } from './panorama.ts';
import { TourList } from './TourList.tsx';
import './tour.css';

type TourBoardProps = {
  tour: Tour;
  point: TourPoint;
  panorama: Panorama;
  onGo(point: string, yaw?: number): void;
  /** Back into the room. */
  onLeave(): void;
  onClose(): void;
};

/** A tour as a panel alone, where its pictures are all around somebody with a headset. */
export function TourBoard({ tour, point, panorama, onGo, onLeave, onClose }: TourBoardProps) {
  const note = useSignal<TourHotspot | undefined>(undefined);
  const state = panorama.state.value;
  const film = panorama.film.value;
  useEffect(() => {
    note.value = undefined;
  }, [point]);
  const say = (text: TourPoint['title']): string => inLanguage(text, language.value);
  return (
    <Dialog label={say(tour.title)} title={say(point.title)} class="tour-board" onClose={onClose}>
      <div class="stack">
        <button type="button" class="primary" onClick={onLeave}>
          {t('tours.close')}
        </button>
        {film && (
          <button type="button" class="choice" onClick={() => film.setPlaying(!film.playing.value)}>
            {t(film.playing.value ? 'tours.pause' : 'tours.play')}
          </button>
        )}
        {state === 'loading' && <p class="hint">{t('tours.loading')}</p>}
        {state === 'failed' && (
          <p class="problem" role="alert">
            {t('tours.failed')}
            <button type="button" class="quiet" onClick={() => panorama.show(point)}>
              {t('tours.retry')}
            </button>
          </p>
        )}
        {note.value?.kind === 'note' && (
          <div role="status">
            <h3 dir="auto">{say(note.value.label)}</h3>
            <p dir="auto">{say(note.value.text)}</p>
          </div>
        )}
        <TourList
          tour={tour}
          point={point}
          open
          onOpen={() => {}}
          onGo={onGo}
          onRead={(spot) => {
            note.value = spot;
          }}
        />
      </div>
    </Dialog>
  );
}
