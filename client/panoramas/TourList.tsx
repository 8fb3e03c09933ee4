import { inLanguage } from '../../shared/model/localText.ts';
import type { Tour, TourHotspot, TourPoint } from '../../shared/model/tour.ts';
import { language, t } from '../ui/i18n.ts';

type ListProps = {
  tour: Tour;
  point: TourPoint;
  open: boolean;
  onOpen(open: boolean): void;
  onGo(point: string, yaw?: number): void;
  onRead(note: TourHotspot): void;
};

/** The points of a tour and the notes of this one: the same as choosing them on the picture, as a list. */
export function TourList({ tour, point, open, onOpen, onGo, onRead }: ListProps) {
  const say = (text: TourPoint['title']): string => inLanguage(text, language.value);
  const notes = point.hotspots.filter(({ kind }) => kind === 'note');
  return (
    <nav class="tour-list panel" aria-label={t('tours.list')}>
      <button type="button" class="quiet wide" aria-expanded={open} onClick={() => onOpen(!open)}>
        {t('tours.list')}
      </button>
      {open && (
        <>
          <ul class="destinations" aria-label={t('tours.points')}>
            {tour.points.map(({ id, title }) => (
              <li key={id}>
                <button
                  type="button"
                  class="row plain"
                  aria-current={id === point.id ? 'location' : undefined}
                  onClick={() => id !== point.id && onGo(id, headingTo(point, id))}
                >
                  <span dir="auto">{say(title)}</span>
                </button>
              </li>
            ))}
          </ul>
          {notes.length > 0 && (
            <ul class="destinations" aria-label={t('tours.notes')}>
              {notes.map((note, index) => (
                <li key={`${point.id} ${index}`}>
                  <button type="button" class="row plain" onClick={() => onRead(note)}>
                    <span dir="auto">{say(note.label)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </nav>
  );
}

/** Where another point lies, as the hotspots of this one say. */
const headingTo = ({ hotspots }: TourPoint, to: string): number | undefined =>
  hotspots.find((spot) => spot.kind === 'go' && spot.to === to)?.yaw;
