import './desk.css';
import { useSignal } from '@preact/signals';
import type { Product } from '../../shared/model/catalogue.ts';
import type { EventSheet } from '../../shared/model/event.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import { useCurrent } from '../ui/current.ts';
import { formatOpening, ownLocale } from '../ui/format.ts';
import { language, t } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { say, sayError } from '../ui/toast.tsx';
import { EventForm } from './EventForm.tsx';
import { EventTools } from './EventTools.tsx';
import type { EventsApi, EventWish } from './eventsApi.ts';
import { GuestList } from './GuestList.tsx';
import { RundownEditor } from './RundownEditor.tsx';
import { StatusChip } from './StatusButtons.tsx';

/** Milliseconds between two looks at the server. */
const REFRESH_MS = 5000;
const NEW = 'new';

type DeskProps = {
  api: EventsApi;
  showrooms(): Promise<LobbyEntry[]>;
  products(): Promise<Product[]>;
};
type Data = { events: EventSheet[]; showrooms: LobbyEntry[]; products: Product[] };

/** Where events are planned: the list of them, and the one that is being written with its rundown and its guests. */
export function EventsDesk({ api, showrooms, products }: DeskProps) {
  const {
    known: data,
    trouble,
    refresh,
  } = useCurrent<Data>(async () => {
    const [{ events }, rooms, shelf] = await Promise.all([api.all(), showrooms(), products()]);
    return { events, showrooms: rooms, products: shelf };
  }, REFRESH_MS);
  const chosen = useSignal('');
  const act = async (verb: () => Promise<EventSheet>, words?: string): Promise<boolean> => {
    try {
      const event = await verb();
      chosen.value = event.id;
      if (words) say(words);
      return true;
    } catch (error) {
      sayError(error);
      return false;
    } finally {
      await refresh();
    }
  };
  const remove = async (event: EventSheet): Promise<void> => {
    await api.remove(event.id).then(() => {
      chosen.value = '';
      const { showroom, title, text, startsAt, endsAt, zone, access } = event;
      const again: EventWish = { showroom, title, text, startsAt, endsAt, zone, access };
      say(t('events.removed'), 'note', {
        label: t('console.undo'),
        run: () => void act(() => api.create(again)),
      });
    }, sayError);
    await refresh();
  };
  const now = data.value;
  const event = now?.events.find(({ id }) => id === chosen.value);
  return (
    <section class="events-desk" aria-labelledby="events-desk-title">
      <header>
        <h2 id="events-desk-title">{t('events.title')}</h2>
        <button type="button" class="quiet" onClick={() => (chosen.value = NEW)}>
          {t('events.new')}
        </button>
      </header>
      {trouble.value && !now && <Trouble refusal={trouble.value} onRetry={() => void refresh()} />}
      {!now && !trouble.value && <div class="skeleton" aria-busy="true" />}
      {now?.events.length === 0 && chosen.value !== NEW && <p class="empty">{t('events.none')}</p>}
      <ul class="event-list" aria-label={t('events.title')}>
        {now?.events.map((one) => (
          <Row
            key={one.id}
            event={one}
            shown={one.id === chosen.value}
            onChoose={() => (chosen.value = one.id === chosen.value ? '' : one.id)}
          />
        ))}
      </ul>
      {now && chosen.value === NEW && (
        <EventForm
          key={NEW}
          showrooms={now.showrooms}
          onSave={(wish) => act(() => api.create(wish), t('events.drafted'))}
        />
      )}
      {now && event && (
        <div class="event-sheet" key={event.id}>
          <EventTools api={api} event={event} act={act} onRemove={() => void remove(event)} />
          <EventForm
            event={event}
            showrooms={now.showrooms}
            onSave={(wish) => act(() => api.edit(event.id, wish), t('events.saved'))}
          />
          <RundownEditor
            event={event}
            products={now.products}
            onChange={(items) => act(() => api.setRundown(event.id, items))}
          />
          {event.access === 'list' && <GuestList api={api} event={event} />}
        </div>
      )}
    </section>
  );
}

function Row({ event, shown, onChoose }: { event: EventSheet; shown: boolean; onChoose(): void }) {
  const { title, place, startsAt, status } = event;
  return (
    <li>
      <button type="button" aria-expanded={shown} class={shown ? 'chosen' : ''} onClick={onChoose}>
        <b dir="auto">{inLanguage(title, language.value)}</b>
        <small>
          {formatOpening(startsAt, startsAt - Date.now(), ownLocale(language.value))} ·{' '}
          {inLanguage(place, language.value)}
        </small>
        <StatusChip status={status} />
      </button>
    </li>
  );
}
