import { randomBytes } from 'node:crypto';
import type { EventGuest, EventSheet } from '../../shared/model/event.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { sameText } from '../sameText.ts';
import type { Database } from '../store/open.ts';
import { transaction } from '../store/transaction.ts';
import type { Events } from './records.ts';
import { lockEvent } from './rows.ts';

/** Somebody to be invited. */
export type NewGuest = { email: string; name: string; language: string };

/** Who may come: the lists of events, and tickets. */
export type Guests = {
  list(event: string): Promise<EventGuest[]>;
  /** Adds people; who is on the list already stays as they are. Each is sent their own link once the event is announced. */
  add(event: string, guests: NewGuest[]): Promise<EventGuest[]>;
  /** Takes somebody off the list: their link is worth nothing any more. */
  remove(event: string, email: string): Promise<EventGuest[]>;
  /** Sends somebody's link again; `not-found`. */
  resend(event: string, email: string): Promise<EventGuest[]>;
  /** Whether a ticket lets one see and enter an event: anyone's for a public one, its key, or the token of a guest. */
  admits(event: EventSheet, ticket: string | undefined): Promise<boolean>;
  /** Whether a ticket is the key of an event, which its staff have of every event. */
  holdsKey(event: EventSheet, ticket: string | undefined): boolean;
  /** Whether one may enter a showroom now with a ticket. */
  mayEnter(showroom: string, ticket: string | undefined): Promise<boolean>;
};

/** People that a list takes. */
const GUESTS_MAX = 2000;
/** People that one statement adds. */
const AT_ONCE = 200;

/** The lists over the database. */
export function openGuests(db: Database, events: Pick<Events, 'ruling'>): Guests {
  const list = async (event: string): Promise<EventGuest[]> => {
    const rows = await db
      .selectFrom('event_guest')
      .selectAll()
      .where('event', '=', event)
      .orderBy('name')
      .orderBy('email')
      .execute();
    return rows.map(({ email, name, language, token, invited_at }) => ({
      email,
      name,
      language,
      token,
      invitedAt: invited_at,
    }));
  };
  const admits = async ({ id, access, accessKey }: EventSheet, ticket = ''): Promise<boolean> => {
    if (access === 'public') return true;
    if (access === 'link') return sameText(accessKey, ticket);
    const guest = await db
      .selectFrom('event_guest')
      .select('email')
      .where('event', '=', id)
      .where('token', '=', ticket)
      .executeTakeFirst();
    return guest !== undefined;
  };
  return {
    list,
    admits,
    holdsKey: ({ accessKey }, ticket = '') => sameText(accessKey, ticket),
    async add(event, guests) {
      await transaction(db, async (tx) => {
        await lockEvent(tx, event);
        const { there } = await tx
          .selectFrom('event_guest')
          .select(({ fn }) => fn.countAll<number>().as('there'))
          .where('event', '=', event)
          .executeTakeFirstOrThrow();
        if (there + guests.length > GUESTS_MAX)
          throw new Refusal('too-large', `a list takes ${GUESTS_MAX} people`);
        for (let from = 0; from < guests.length; from += AT_ONCE) {
          const rows = guests.slice(from, from + AT_ONCE).map(({ email, name, language }) => ({
            ...{ event, email: email.toLowerCase(), name, language, invited_at: null },
            token: randomBytes(16).toString('base64url'),
          }));
          const added = await tx
            .insertInto('event_guest')
            .values(rows)
            .onConflict((conflict) => conflict.columns(['event', 'email']).doNothing())
            .returning(['event', 'email', 'language', 'token'])
            .execute();
          const letters = added.map((row) => ({
            ...row,
            kind: 'invitation' as const,
            ticket: row.token,
            sent_at: null,
          }));
          if (letters.length > 0) await tx.insertInto('event_reminder').values(letters).execute();
        }
      });
      return list(event);
    },
    async remove(event, email) {
      await transaction(db, async (tx) => {
        await lockEvent(tx, event);
        await tx.deleteFrom('event_guest').where('event', '=', event).where('email', '=', email).execute();
        await tx.deleteFrom('event_reminder').where('event', '=', event).where('email', '=', email).execute();
      });
      return list(event);
    },
    async resend(event, email) {
      const { numUpdatedRows } = await db
        .updateTable('event_reminder')
        .set({ sent_at: null, attempts: 0, next_at: 0 })
        .where('event', '=', event)
        .where('email', '=', email)
        .where('kind', '=', 'invitation')
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw new Refusal('not-found', 'nobody of that address is on the list');
      return list(event);
    },
    async mayEnter(showroom, ticket) {
      const ruling = await events.ruling(showroom);
      return !ruling || admits(ruling, ticket);
    },
  };
}
