import type { ComponentChildren } from 'preact';
import { GESTURES, type Gesture } from '../../shared/model/avatar.ts';
import type { RoomState } from '../../shared/wire/state.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { t } from '../ui/i18n.ts';

type PeopleProps = {
  visitors: RoomState['visitors'];
  me: string;
  /** What else is shown on somebody's line. */
  beside?: ((id: string) => ComponentChildren) | undefined;
  /** Makes a gesture with one's own body, where there is one. */
  onGesture?: ((name: Gesture) => void) | undefined;
  onClose(): void;
};

/** Everybody in the room, by name. */
export function PeoplePanel({ visitors, me, beside, onGesture, onClose }: PeopleProps) {
  const people = [...visitors.entries()].sort(([, a], [, b]) => a.name.localeCompare(b.name));
  return (
    <Dialog
      label={t('nav.people')}
      title={t('people.title', { count: people.length })}
      class="side small"
      onClose={onClose}
    >
      {onGesture && (
        <div class="gestures" role="group" aria-label={t('gesture.title')}>
          {(Object.keys(GESTURES) as Gesture[]).map((name) => (
            <button key={name} type="button" class="quiet" onClick={() => onGesture(name)}>
              {t(`gesture.${name}`)}
            </button>
          ))}
        </div>
      )}
      <ul class="people">
        {people.map(([id, visitor]) => (
          <li key={id}>
            <i style={{ background: visitor.colour }} aria-hidden="true" />
            {visitor.name}
            {id === me && <small>({t('people.you')})</small>}
            {visitor.away && <small>({t('people.away')})</small>}
            {beside?.(id)}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
