import './rundown.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EventSheet, RundownItem } from '../../shared/model/event.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import type { ServerClock } from '../net/serverClock.ts';
import { useCurrent } from '../ui/current.ts';
import { SelectField } from '../ui/Field.tsx';
import { ownLocale } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { Left, useOpening } from '../ui/Opening.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { sayError } from '../ui/toast.tsx';
import type { EventsApi } from './eventsApi.ts';
import { StatusButtons, StatusChip } from './StatusButtons.tsx';
import { formatSpan } from './span.ts';

/** Milliseconds between two looks at the server: others may run the event too. */
const REFRESH_MS = 4000;
const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

type PanelProps = { api: EventsApi; showroom: string };

/** Where a host runs the event of a showroom: rehearse, go live, end; what of the rundown is on, how long it takes, and what is next. */
export function RundownPanel({ api, showroom }: PanelProps) {
  const { known, trouble, refresh } = useCurrent(api.all, REFRESH_MS);
  const chosen = useSignal('');
  const busy = useSignal(false);
  const act = async (verb: () => Promise<unknown>): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    await verb().catch(sayError);
    await refresh();
    busy.value = false;
  };
  const { events = [], now } = known.value ?? {};
  const here = now ? runnable(events, showroom, now()) : [];
  const event = here.find(({ id }) => id === chosen.value) ?? here[0];
  return (
    <section class="rundown-panel" aria-labelledby="rundown-title">
      <h2 id="rundown-title">{t('events.panel')}</h2>
      {!known.value && !trouble.value && <div class="skeleton" aria-busy="true" />}
      {trouble.value && !known.value && <Trouble refusal={trouble.value} onRetry={() => void refresh()} />}
      {known.value && !event && <p class="empty">{t('events.noneHere')}</p>}
      {here.length > 1 && (
        <SelectField
          name="event"
          label={t('events.choose')}
          options={here.map(({ id, title }) => [id, inLanguage(title, language.value)])}
          initial={event?.id}
          onChange={(id) => (chosen.value = id)}
        />
      )}
      {event && now && (
        <>
          <Head event={event} now={now} />
          <StatusButtons
            status={event.status}
            without={['draft']}
            busy={busy.value}
            onMove={(to) => void act(() => api.move(event.id, to))}
          />
          <Items
            event={event}
            now={now}
            busy={busy.value}
            onStart={(item) => void act(() => api.startItem(event.id, item))}
            onEnd={(item) => void act(() => api.endItem(event.id, item))}
          />
        </>
      )}
    </section>
  );
}

/** Events of a showroom that can be run, what is on first, then the next, then what is over since less than a day. */
function runnable(events: EventSheet[], showroom: string, now: number): EventSheet[] {
  const order = ['live', 'rehearsal', 'scheduled', 'ended', 'replay'];
  return events
    .filter((event) => event.showroom === showroom && order.includes(event.status))
    .filter(({ endedAt }) => endedAt === null || now - endedAt < DAY_MS)
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status) || a.startsAt - b.startsAt);
}

function Head({ event, now }: { event: EventSheet; now: ServerClock }) {
  const coming = useOpening(event.status === 'scheduled' ? event.startsAt : null, now);
  return (
    <p class="event-head">
      <b dir="auto">{inLanguage(event.title, language.value)}</b>
      <StatusChip status={event.status} />
      {coming && (
        <small>
          <Left left={coming.left} />
        </small>
      )}
    </p>
  );
}

type ItemsProps = {
  event: EventSheet;
  now: ServerClock;
  busy: boolean;
  onStart(item: string): void;
  onEnd(item: string): void;
};

const isRunning = ({ startedAt, endedAt }: RundownItem): boolean => startedAt !== null && endedAt === null;

/** The rundown: planned times beside the real ones, which run. */
function Items({ event, now, busy, onStart, onEnd }: ItemsProps) {
  const { items, status } = event;
  const on = status === 'live' || status === 'rehearsal';
  const running = items.find(isRunning);
  const next = on ? items.find(({ startedAt }) => startedAt === null) : undefined;
  const tick = useSignal(0);
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => tick.value++, SECOND_MS);
    return () => clearInterval(timer);
  }, [running?.id]);
  void tick.value;
  if (items.length === 0) return <p class="empty">{t('events.noItems')}</p>;
  return (
    <>
      <ol class="running-order">
        {items.map((item) => (
          <li key={item.id} class={isRunning(item) ? 'on' : item.endedAt !== null ? 'done' : ''}>
            <span dir="auto">{item.title}</span>
            <Times item={item} at={now()} />
            {isRunning(item) && on && (
              <button type="button" class="quiet" aria-disabled={busy} onClick={() => onEnd(item.id)}>
                {t('events.endItem', { title: item.title })}
              </button>
            )}
          </li>
        ))}
      </ol>
      {next && (
        <button type="button" class="primary wide" aria-disabled={busy} onClick={() => onStart(next.id)}>
          {t('events.next', { title: next.title })}
        </button>
      )}
    </>
  );
}

/** `at` is the time now: a component is drawn anew only for what it is given. */
function Times({ item, at }: { item: RundownItem; at: number }) {
  const locale = ownLocale(writing.value);
  const planned = formatSpan(item.plannedSeconds * SECOND_MS, locale);
  if (item.startedAt === null) return <small>{planned}</small>;
  const real = (item.endedAt ?? at) - item.startedAt;
  const over = real > item.plannedSeconds * SECOND_MS;
  return (
    <small class={over ? 'over' : ''}>{t('events.times', { real: formatSpan(real, locale), planned })}</small>
  );
}
