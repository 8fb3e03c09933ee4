import { type EventSheet, type EventStatus, movesFrom } from '../../shared/model/event.ts';
import { type MessageKey, t } from '../ui/i18n.ts';

type ButtonsProps = {
  status: EventStatus;
  /** Moves that belong elsewhere, such as announcing on a page that only runs events. */
  without?: EventStatus[];
  busy: boolean;
  onMove(to: EventStatus): void;
};

/** Where an event may go from here: one button for each move of the transition table, the usual one first. */
export function StatusButtons({ status, without = [], busy, onMove }: ButtonsProps) {
  const moves = movesFrom(status).filter((to) => !without.includes(to));
  const usual = moves.toSorted((a, b) => RANK.indexOf(a) - RANK.indexOf(b));
  return (
    <div class="event-moves">
      {usual.map((to) => (
        <button
          key={to}
          type="button"
          class={to === 'ended' && status === 'live' ? 'danger' : to === usual[0] ? 'primary' : 'quiet'}
          aria-disabled={busy}
          onClick={() => !busy && onMove(to)}
        >
          {t(`events.move.${status}.${to}` as MessageKey)}
        </button>
      ))}
    </div>
  );
}

/** Of two moves the one that is more usual comes first. */
const RANK: EventStatus[] = ['live', 'ended', 'replay', 'rehearsal', 'scheduled', 'draft'];

/** How far an event has come, in words; red only while it is live. */
export function StatusChip({ status }: Pick<EventSheet, 'status'>) {
  return (
    <span class={status === 'live' ? 'chip live' : 'chip'}>
      <i aria-hidden="true" />
      {t(`events.status.${status}`)}
    </span>
  );
}
