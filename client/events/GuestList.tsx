import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { EventGuest, EventSheet } from '../../shared/model/event.ts';
import { Field } from '../ui/Field.tsx';
import { formatTime } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { useOwnId } from '../ui/ownId.ts';
import { say, sayError } from '../ui/toast.tsx';
import { type EventsApi, withTicket } from './eventsApi.ts';
import { readPastedGuests } from './pastedGuests.ts';

type ListProps = { api: EventsApi; event: EventSheet };

/** Milliseconds between two looks at whose mail has gone out. */
const REFRESH_MS = 5000;
/** People that the server takes with one request. */
const MOST_AT_ONCE = 200;

/** Who is invited: each gets a link of their own by mail once the event is announced. */
export function GuestList({ api, event: { id, slug } }: ListProps) {
  const guests = useSignal<EventGuest[] | undefined>(undefined);
  const take = async (answer: Promise<EventGuest[]>): Promise<boolean> =>
    answer.then(
      (list) => {
        guests.value = list;
        return true;
      },
      (error) => {
        sayError(error);
        return false;
      },
    );
  useEffect(() => {
    void take(api.guests(id));
    const look = (): void => {
      if (!document.hidden)
        api.guests(id).then(
          (list) => (guests.value = list),
          () => undefined,
        );
    };
    const timer = setInterval(look, REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const add = async (form: HTMLFormElement): Promise<void> => {
    const fields = new FormData(form);
    const [name, email] = ['name', 'email'].map((field) => String(fields.get(field) ?? '').trim());
    const guest = { name: name!, email: email!, language: language.value };
    if (await take(api.addGuests(id, [guest]))) {
      form.reset();
      form.querySelector('input')?.focus();
    }
  };
  /** Takes a pasted list, as many at a time as the server does; what could not be read stays where it was. */
  const addMany = async (field: HTMLTextAreaElement): Promise<void> => {
    const { guests: pasted, unread } = readPastedGuests(field.value);
    for (let at = 0; at < pasted.length; at += MOST_AT_ONCE) {
      const some = pasted.slice(at, at + MOST_AT_ONCE);
      if (
        !(await take(
          api.addGuests(
            id,
            some.map((guest) => ({ ...guest, language: language.value })),
          ),
        ))
      )
        return;
    }
    field.value = unread.join('\n');
    if (unread.length > 0) say(t('events.unreadGuests', { count: unread.length }));
    else if (pasted.length > 0) say(t('events.addedGuests', { count: guests.value?.length ?? 0 }));
    field.focus();
  };
  const copy = (token: string): void => {
    const link = withTicket(`${location.origin}/event/${slug}`, token);
    navigator.clipboard.writeText(link).then(
      () => say(t('events.copied')),
      () => say(link),
    );
  };
  return (
    <fieldset class="guest-list">
      <legend>{t('events.guests')}</legend>
      {guests.value?.length === 0 && <p class="empty">{t('events.noGuests')}</p>}
      <ul>
        {guests.value?.map(({ email, name, token, invitedAt }) => (
          <li key={email}>
            <span>
              <b dir="auto">{name || email}</b>{' '}
              <small>
                <bdi>{email}</bdi> ·{' '}
                {invitedAt === null
                  ? t('events.notInvited')
                  : t('events.invited', { when: formatTime(invitedAt, writing.value) })}
              </small>
            </span>
            <button type="button" class="quiet" onClick={() => copy(token)}>
              {t('events.copyLink')}
            </button>
            <button type="button" class="quiet" onClick={() => void take(api.resend(id, email))}>
              {t('events.resend')}
            </button>
            <button type="button" class="quiet" onClick={() => void take(api.removeGuest(id, email))}>
              {t('events.removeGuest')}
            </button>
          </li>
        ))}
      </ul>
      <form
        class="guest-form"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void add(submitted.currentTarget);
        }}
      >
        <Field name="name" label={t('events.guestName')} autocomplete="off" maxLength={80} />
        <Field name="email" label={t('events.guestMail')} type="email" autocomplete="off" maxLength={254} />
        <button type="submit" class="primary">
          {t('events.addGuest')}
        </button>
      </form>
      <ManyGuests onAdd={addMany} />
    </fieldset>
  );
}

/** A field for a whole list. */
function ManyGuests({ onAdd }: { onAdd(field: HTMLTextAreaElement): Promise<void> }) {
  const id = useOwnId();
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <details class="many-guests">
      <summary>{t('events.manyGuests')}</summary>
      <div class="field">
        <label for={id}>{t('events.manyGuestsHint')}</label>
        <textarea id={id} ref={field} rows={5} dir="auto" autocomplete="off" spellcheck={false} />
      </div>
      <button type="button" class="primary" onClick={() => void onAdd(field.current!)}>
        {t('events.addGuests')}
      </button>
    </details>
  );
}
