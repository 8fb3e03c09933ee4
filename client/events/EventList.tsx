import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EventCard } from '../../shared/model/event.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import type { ServerClock } from '../net/serverClock.ts';
import { formatOpening, ownLocale } from '../ui/format.ts';
import { language, t } from '../ui/i18n.ts';
import { Left, useOpening } from '../ui/Opening.tsx';
import { pictureOf } from './picture.ts';

/** Milliseconds between two looks at what is live. */
const REFRESH_MS = 10_000;

type Announced = { events: EventCard[]; now: ServerClock };

/** Events that are live and coming, each leading to its invitation; nothing where there are none. What fails is tried again: the showrooms below tell that the house can't be reached. */
export function EventList({ load }: { load(): Promise<Announced> }) {
  const announced = useSignal<Announced | undefined>(undefined);
  useEffect(() => {
    const look = (): void => {
      if (!document.hidden)
        load().then(
          (next) => (announced.value = next),
          () => undefined,
        );
    };
    look();
    const timer = setInterval(look, REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const { events, now } = announced.value ?? {};
  const ahead = events?.filter(({ status }) => status === 'live' || status === 'scheduled') ?? [];
  if (!now || ahead.length === 0) return null;
  return (
    <section class="events-ahead">
      <h2 id="events-title">{t('event.title')}</h2>
      <ul class="rooms" aria-labelledby="events-title">
        {ahead.map((event) => (
          <Card key={event.id} event={event} now={now} />
        ))}
      </ul>
    </section>
  );
}

function Card({ event, now }: { event: EventCard; now: ServerClock }) {
  const coming = useOpening(event.startsAt, now);
  const live = event.status === 'live';
  return (
    <li class="card">
      <a href={`/event/${event.slug}`}>
        <img src={pictureOf(event)} alt="" width="640" height="360" />
        <span class="about">
          <b dir="auto">{inLanguage(event.title, language.value)}</b>
          <small>{inLanguage(event.place, language.value)}</small>
          {!live && (
            <small class="opening">
              <span>{formatOpening(event.startsAt, event.startsAt - now(), ownLocale(language.value))}</span>
              {coming ? <Left left={coming.left} /> : <b>{t('event.soon')}</b>}
            </small>
          )}
        </span>
        <span class={live ? 'chip live' : 'chip'}>
          {live && <i />}
          {t(live ? 'lobby.live' : 'lobby.soon')}
        </span>
      </a>
    </li>
  );
}
