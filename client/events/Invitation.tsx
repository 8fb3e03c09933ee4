import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EventCard } from '../../shared/model/event.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import type { ServerClock } from '../net/serverClock.ts';
import { formatOpening, ownLocale } from '../ui/format.ts';
import { language, t } from '../ui/i18n.ts';
import { Left, useOpening } from '../ui/Opening.tsx';
import { toRefusal } from '../ui/report.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { withTicket } from './eventsApi.ts';
import { pictureOf } from './picture.ts';
import { Forget, RemindMe } from './Reminder.tsx';
import { ownZone } from './zonedTime.ts';

/** Milliseconds between two looks at how far the event has come. */
const REFRESH_MS = 10_000;

type Loaded = { event: EventCard; now: ServerClock };
type InvitationProps = {
  load(): Promise<Loaded>;
  remind(email: string): Promise<unknown>;
  forget(token: string): Promise<unknown>;
  ticket: string | undefined;
  /** Ends the reminders of one who came by the link of a mail. */
  forgetToken: string | undefined;
  onTitle(title: string): void;
};

/** An invitation: what, when, where, and the way in when it is open; current while one looks. */
export function Invitation(props: InvitationProps) {
  const loaded = useSignal<Loaded | undefined>(undefined);
  const trouble = useSignal<Refusal | undefined>(undefined);
  const refresh = async (): Promise<void> => {
    try {
      loaded.value = await props.load();
      trouble.value = undefined;
    } catch (error) {
      trouble.value = toRefusal(error);
    }
  };
  useEffect(() => {
    const look = (): void => {
      if (!document.hidden) void refresh();
    };
    look();
    const timer = setInterval(look, REFRESH_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  const now = loaded.value;
  const title = now && inLanguage(now.event.title, language.value);
  useEffect(() => {
    if (title) props.onTitle(title);
  }, [title]);
  if (!now)
    return trouble.value ? (
      <Closed refusal={trouble.value} onRetry={() => void refresh()} />
    ) : (
      <main class="invitation" aria-busy="true">
        <p class="brand">Vitrine</p>
        <div class="skeleton cover" />
      </main>
    );
  return <Card {...props} {...now} />;
}

/** Why one does not see it, and where else one may go. */
function Closed({ refusal, onRetry }: { refusal: Refusal; onRetry(): void }) {
  const gone = refusal.code === 'not-found';
  const uninvited = refusal.code === 'not-invited';
  return (
    <main class="invitation closed">
      <p class="brand">Vitrine</p>
      {gone || uninvited ? (
        <>
          <h1>{t(gone ? 'event.gone' : 'event.byInvitation')}</h1>
          <p>{t(gone ? 'event.goneLead' : 'refusal.not-invited')}</p>
        </>
      ) : (
        <Trouble refusal={refusal} onRetry={onRetry} />
      )}
      <a class="quiet link" href="/lobby">
        {t('places.all')}
      </a>
    </main>
  );
}

function Card({ event, now, ...props }: InvitationProps & Loaded) {
  const { slug, status, startsAt } = event;
  const ticket = event.access === 'public' ? undefined : props.ticket;
  const words = inLanguage(event.text, language.value);
  const api = `/api/events/${slug}`;
  const ahead = status === 'scheduled';
  return (
    <main class="invitation">
      <p class="brand">Vitrine</p>
      <img class="cover" src={pictureOf(event)} alt="" width="1280" height="720" />
      <section class="what" aria-labelledby="event-title">
        <h1 id="event-title" dir="auto">
          {inLanguage(event.title, language.value)}
        </h1>
        <When event={event} now={now} />
        <Way event={event} now={now} ticket={ticket} />
        {ahead && (
          <a
            class="quiet link"
            href={withTicket(`${api}/calendar.ics?language=${language.value}`, ticket)}
            download={`${slug}.ics`}
          >
            {t('event.addToCalendar')}
          </a>
        )}
      </section>
      <div class="more">
        {words && (
          <p class="words" dir="auto">
            {words}
          </p>
        )}
        {props.forgetToken && <Forget forget={() => props.forget(props.forgetToken!)} />}
        {event.items.length > 0 && <Rundown items={event.items} />}
        {ahead && startsAt > now() && !props.forgetToken && <RemindMe remind={props.remind} />}
        <figure class="phone">
          <img src={withTicket(`${api}/qr.svg`, ticket)} alt={t('event.qr')} width="112" height="112" />
          <figcaption>
            <b>{t('event.phone')}</b>
            <small>{t('event.phoneHint')}</small>
          </figcaption>
        </figure>
      </div>
    </main>
  );
}

/** Where and when: in the reader's own zone, and in the host's where that is another. */
function When({ event: { place, startsAt, zone, status }, now }: Loaded) {
  const locale = ownLocale(language.value);
  const left = startsAt - now();
  const own = formatOpening(startsAt, left, locale);
  const theirs = formatOpening(startsAt, left, locale, zone);
  const sameTime =
    zone === ownZone() || formatOpening(startsAt, left, 'en', zone) === formatOpening(startsAt, left, 'en');
  return (
    <p class="when">
      {status === 'live' && (
        <span class="chip live">
          <i />
          {t('lobby.live')}
        </span>
      )}
      <span>{inLanguage(place, language.value)}</span>
      <time dateTime={new Date(startsAt).toISOString()}>{own}</time>
      {!sameTime && (
        <small>
          {t('event.hostTime', { when: theirs, zone: zone.replace(/^.*\//, '').replace(/_/g, ' ') })}
        </small>
      )}
    </p>
  );
}

type WayProps = Loaded & { ticket: string | undefined };

/** The way in, or why there is none yet or any more. */
function Way({ event: { slug, showroom, status, startsAt, doorsAt }, now, ticket }: WayProps) {
  const start = useOpening(status === 'scheduled' ? startsAt : null, now);
  const doors = useOpening(status === 'scheduled' ? doorsAt : null, now);
  const room = withTicket(`/s/${showroom}`, ticket);
  if (status === 'ended' || status === 'replay')
    return (
      <div class="way">
        <p>{t(status === 'replay' ? 'event.overReplay' : 'event.over')}</p>
        {status === 'replay' && (
          <a class="primary wide link" href={withTicket(`/replay/${slug}`, ticket)}>
            {t('event.replay')}
          </a>
        )}
        <a class="quiet link" href={room}>
          {t('event.visit')}
        </a>
      </div>
    );
  return (
    <div class="way">
      {status === 'scheduled' && (
        <p class="countdown">{start ? <Left left={start.left} /> : <b>{t('event.soon')}</b>}</p>
      )}
      {doors ? (
        <p class="hint">{t('event.doors')}</p>
      ) : (
        <a class="primary wide link" href={room}>
          {t('event.enter')}
        </a>
      )}
    </div>
  );
}

/** What happens, in short. */
function Rundown({ items }: Pick<EventCard, 'items'>) {
  return (
    <section class="program" aria-labelledby="program-title">
      <h2 id="program-title">{t('event.rundown')}</h2>
      <ol>
        {items.map(({ id, title, plannedSeconds, startedAt, endedAt }) => (
          <li key={id} aria-current={startedAt !== null && endedAt === null ? 'step' : undefined}>
            <span dir="auto">{title}</span>
            <small>{t('event.minutes', { count: Math.max(1, Math.round(plannedSeconds / 60)) })}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}
