import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { GESTURES, type Gesture } from '../../shared/model/avatar.ts';
import type { RoomState } from '../../shared/wire/state.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import { say } from '../ui/toast.tsx';
import type { Moves } from './moves.ts';

type PeopleProps = {
  visitors: RoomState['visitors'];
  me: string;
  /** What else is shown on somebody's line. */
  beside?: ((id: string) => ComponentChildren) | undefined;
  /** Ways to somebody, where there is a room to walk in. */
  moves?: Pick<Moves, 'goToPerson' | 'follow' | 'following'> | undefined;
  /** A link that brings friends here. */
  invitation: string;
  /** Opens the choice of one's own look. */
  onLook(): void;
  /** Makes a gesture with one's own body, where there is one. */
  onGesture?: ((name: Gesture) => void) | undefined;
  onClose(): void;
};

/** Everybody in the room, by name. */
export function PeoplePanel({
  visitors,
  me,
  beside,
  moves,
  invitation,
  onLook,
  onGesture,
  onClose,
}: PeopleProps) {
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
      <button type="button" class="quiet wide" onClick={onLook}>
        {t('look.title')}
      </button>
      <Invite link={invitation} />
      {people.length === 1 && <p class="empty">{t('people.alone')}</p>}
      <ul class="people">
        {people.map(([id, visitor]) => (
          <li key={id}>
            <i style={{ background: visitor.colour }} aria-hidden="true" />
            <bdi>{visitor.name}</bdi>
            {id === me && <small>({t('people.you')})</small>}
            {visitor.tour && <small>({t('tours.in')})</small>}
            {visitor.away && <small>({t('people.away')})</small>}
            {moves && id !== me && <Ways id={id} name={visitor.name} moves={moves} onClose={onClose} />}
            {beside?.(id)}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

type WaysProps = {
  id: string;
  name: string;
  moves: NonNullable<PeopleProps['moves']>;
  onClose(): void;
};

/** Going to somebody, and going along with them. */
function Ways({ id, name, moves, onClose }: WaysProps) {
  const followed = moves.following === id;
  return (
    <span class="ways">
      <button
        type="button"
        class="icon-button"
        aria-label={t('people.goto', { name })}
        onClick={() => {
          onClose();
          moves.goToPerson(id);
        }}
      >
        <Icon name="places" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-pressed={followed}
        aria-label={followed ? t('people.unfollow') : t('people.follow', { name })}
        onClick={() => {
          onClose();
          moves.follow(followed ? undefined : id);
        }}
      >
        <Icon name="follow" />
      </button>
    </span>
  );
}

/** A link for friends; where copying is not allowed it can be taken by hand. */
function Invite({ link }: { link: string }) {
  const shown = useSignal(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      say(t('people.invited'));
    } catch {
      shown.value = true;
    }
  };
  if (shown.value)
    return (
      <div class="field">
        <label for="invite-link">{t('people.link')}</label>
        <input id="invite-link" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
      </div>
    );
  return (
    <button type="button" class="quiet wide" onClick={() => void copy()}>
      {t('people.invite')}
    </button>
  );
}
