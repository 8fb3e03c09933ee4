import type { ComponentChildren } from 'preact';
import type { RoomState } from '../../shared/wire/state.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { t } from '../ui/i18n.ts';

type PeopleProps = {
  visitors: RoomState['visitors'];
  me: string;
  /** What else is shown on somebody's line. */
  beside?: ((id: string) => ComponentChildren) | undefined;
  onClose(): void;
};

/** Everybody in the room, by name. */
export function PeoplePanel({ visitors, me, beside, onClose }: PeopleProps) {
  const people = [...visitors.entries()].sort(([, a], [, b]) => a.name.localeCompare(b.name));
  return (
    <Dialog
      label={t('nav.people')}
      title={t('people.title', { count: people.length })}
      class="side small"
      onClose={onClose}
    >
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
