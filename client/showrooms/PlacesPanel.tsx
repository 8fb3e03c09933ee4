import type { ComponentChildren } from 'preact';
import { Dialog } from '../ui/Dialog.tsx';
import { t } from '../ui/i18n.ts';

/** Somewhere to go, and the words for going there. */
export type Destination = { id: string; label: string; note?: string; go(): void };

type PlacesProps = {
  /** The screen, the host: what one comes for. */
  sights: Destination[];
  /** Sits down or stands up; left out where there is no seat. */
  seat?: { sitting: boolean; sit(): void; rise(): void } | undefined;
  doors: Destination[];
  /** More groups of destinations. */
  children?: ComponentChildren;
  onClose(): void;
};

/** Where one can go, as a list: the same as clicking into the room, for keyboards and screen readers and for those in a hurry. */
export function PlacesPanel({ sights, seat, doors, children, onClose }: PlacesProps) {
  return (
    <Dialog label={t('nav.places')} class="side small" onClose={onClose}>
      <DestinationList label={t('nav.places')} items={sights} />
      {seat && (
        <button type="button" class="row plain" onClick={seat.sitting ? seat.rise : seat.sit}>
          {t(seat.sitting ? 'places.rise' : 'places.sit')}
        </button>
      )}
      {children}
      {doors.length > 0 && (
        <>
          <h3>{t('places.doors')}</h3>
          <DestinationList label={t('places.doors')} items={doors} />
        </>
      )}
      <a class="quiet link" href="/lobby">
        {t('places.all')}
      </a>
    </Dialog>
  );
}

/** Destinations, one button each. */
export function DestinationList({ label, items }: { label: string; items: Destination[] }) {
  return (
    <ul class="destinations" aria-label={label}>
      {items.map(({ id, label: words, note, go }) => (
        <li key={id}>
          <button type="button" class="row plain" onClick={go}>
            <span>{words}</span>
            {note && <small>{note}</small>}
          </button>
        </li>
      ))}
    </ul>
  );
}
