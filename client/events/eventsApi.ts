import type { EventCard, EventGuest, EventSheet, EventStatus, ItemKind } from '../../shared/model/event.ts';
import type { Api } from '../net/api.ts';
import { type ServerClock, serverClock } from '../net/serverClock.ts';

/** What a host says of an event. */
export type EventWish = Pick<
  EventSheet,
  'showroom' | 'title' | 'text' | 'startsAt' | 'endsAt' | 'zone' | 'access'
>;
/** An item of a rundown as a host plans it. */
export type PlannedItem = {
  id?: string;
  kind: ItemKind;
  title: string;
  product: string;
  plannedSeconds: number;
};
/** Somebody to be invited. */
export type NewGuest = { email: string; name: string; language: string };
/** An event's calls, for its visitors and its staff; each throws a Refusal. */
export type EventsApi = ReturnType<typeof openEventsApi>;

type One = { event: EventSheet };
type People = { guests: EventGuest[] };
const DESK = '/api/console/events';

/** What follows an address so that who is invited is let in. */
export const withTicket = (address: string, ticket: string | undefined): string =>
  ticket ? `${address}${address.includes('?') ? '&' : '?'}ticket=${encodeURIComponent(ticket)}` : address;

/** The events over the interface. */
export function openEventsApi({ ask }: Pick<Api, 'ask'>) {
  const at = (id: string, rest = ''): string => `${DESK}/${encodeURIComponent(id)}${rest}`;
  const guest = (id: string, email: string, rest = ''): string =>
    at(id, `/guests/${encodeURIComponent(email)}${rest}`);
  const timed = <T extends { now: number }>({ now, ...rest }: T): Omit<T, 'now'> & { now: ServerClock } => ({
    ...rest,
    now: serverClock(now),
  });
  const one = async (answer: Promise<One>): Promise<EventSheet> => (await answer).event;
  const people = async (answer: Promise<People>): Promise<EventGuest[]> => (await answer).guests;
  return {
    announced: async () => timed(await ask<{ events: EventCard[]; now: number }>('GET', '/api/events')),
    invitation: async (slug: string, ticket?: string) =>
      timed(
        await ask<{ event: EventCard; now: number }>(
          'GET',
          withTicket(`/api/events/${encodeURIComponent(slug)}`, ticket),
        ),
      ),
    remind: (slug: string, who: { email: string; language: string; ticket?: string }) =>
      ask('POST', `/api/events/${encodeURIComponent(slug)}/reminders`, who),
    forget: (token: string) => ask('POST', `/api/events/reminders/${encodeURIComponent(token)}/end`),
    all: async () => timed(await ask<{ events: EventSheet[]; now: number }>('GET', DESK)),
    create: (wish: EventWish) => one(ask<One>('POST', DESK, wish)),
    edit: (id: string, change: Partial<EventWish>) => one(ask<One>('PUT', at(id), change)),
    remove: (id: string) => ask('DELETE', at(id)),
    move: (id: string, to: EventStatus) => one(ask<One>('POST', at(id, '/status'), { to })),
    setPicture: (id: string, picture: Blob | undefined) =>
      one(ask<One>(picture ? 'PUT' : 'DELETE', at(id, '/picture'), picture)),
    setRundown: (id: string, items: PlannedItem[]) => one(ask<One>('PUT', at(id, '/rundown'), { items })),
    startItem: (id: string, item: string) => one(ask<One>('POST', at(id, `/rundown/${item}/start`))),
    endItem: (id: string, item: string) => one(ask<One>('POST', at(id, `/rundown/${item}/end`))),
    guests: (id: string) => people(ask<People>('GET', at(id, '/guests'))),
    addGuests: (id: string, guests: NewGuest[]) => people(ask<People>('POST', at(id, '/guests'), { guests })),
    removeGuest: (id: string, email: string) => people(ask<People>('DELETE', guest(id, email))),
    resend: (id: string, email: string) => people(ask<People>('POST', guest(id, email, '/invitation'))),
    poster: (id: string, language: string) => ask<Blob>('GET', at(id, `/poster.svg?language=${language}`)),
  };
}
