import { randomBytes } from 'node:crypto';
import { type EventSheet, shownStatus } from '../../shared/model/event.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { MailPort } from '../mail/mail.ts';
import type { Database } from '../store/open.ts';
import { transaction } from '../store/transaction.ts';
import type { Letter } from './letters.ts';

/** Mails that are due by themselves: each is sent once. */
export type Reminders = {
  /** Signs somebody up for what is still ahead of an event; twice is once. `conflict` when it is no longer ahead. */
  signUp(event: EventSheet, who: { email: string; language: string; ticket: string }): Promise<void>;
  /** Ends the reminders of a sign-up; `not-found` for a strange token. */
  forget(token: string): Promise<void>;
  /** Sends what is due; answers how many were handed over. */
  tick(): Promise<number>;
  /** Sends nothing more; resolves when what was being sent is. Twice is once. */
  close(): Promise<unknown>;
};

type RemindersParts = {
  db: Database;
  events: { get(id: string): Promise<EventSheet> };
  mail: Pick<MailPort, 'send'>;
  write: Letter;
  clock: Clock;
  log: Log;
};

/** How long before the start each reminder goes out, milliseconds. */
const LEAD_MS = { day: 86_400_000, hour: 3_600_000 } as const;
/** Times that a mail is tried, and milliseconds before it is tried again, doubled each time. */
const ATTEMPTS = 5;
const RETRY_MS = 60_000;
/** Mails that are sent in one go. */
const BATCH = 50;

/** The reminders over the database. */
export function openReminders({ db, events, mail, write, clock, log }: RemindersParts): Reminders {
  type Due = Awaited<ReturnType<typeof dueOf>>[number];
  const rowOf = ({ event, email, kind }: Due) =>
    db
      .updateTable('event_reminder')
      .where('event', '=', event)
      .where('email', '=', email)
      .where('kind', '=', kind);
  const deliver = async (due: Due): Promise<boolean> => {
    // Taken before it is sent: neither another turn nor a restart takes it again.
    const { numUpdatedRows } = await rowOf(due)
      .set({ sent_at: clock.now(), attempts: due.attempts + 1 })
      .where('sent_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    try {
      const { email: to, kind, language, token, ticket } = due;
      await mail.send(write({ event: await events.get(due.event), to, kind, language, token, ticket }));
      if (kind === 'invitation') await noteInvited(db, due.event, to, clock.now());
      return true;
    } catch (error) {
      const given = due.attempts + 1 >= ATTEMPTS;
      // The error itself may name the person: its codes tell enough.
      const { code, responseCode } = error as { code?: string; responseCode?: number };
      log[given ? 'error' : 'warn']({ kind: due.kind, code, responseCode }, 'a mail could not be sent');
      await rowOf(due)
        .set({ sent_at: null, next_at: clock.now() + RETRY_MS * 2 ** due.attempts })
        .execute();
      return false;
    }
  };
  let turn: Promise<number> = Promise.resolve(0);
  let closed = false;
  const sendDue = async (): Promise<number> => {
    let sent = 0;
    for (const due of await dueOf(db, clock.now())) if (!closed && (await deliver(due))) sent++;
    return sent;
  };
  return {
    async signUp(event, { email, language, ticket }) {
      const now = clock.now();
      if (shownStatus(event.status) !== 'scheduled' || event.startsAt <= now)
        throw new Refusal('conflict', 'there is nothing ahead to be reminded of');
      const ahead = (['day', 'hour'] as const).filter((kind) => event.startsAt - LEAD_MS[kind] > now);
      const token = randomBytes(16).toString('base64url');
      const to = email.toLowerCase();
      await transaction(db, async (tx) => {
        for (const kind of ['confirmation', ...ahead] as const)
          await tx
            .insertInto('event_reminder')
            .values({ event: event.id, email: to, kind, language, token, ticket, sent_at: null })
            .onConflict((conflict) => conflict.columns(['event', 'email', 'kind']).doNothing())
            .execute();
      });
    },
    async forget(token) {
      const { numDeletedRows } = await db
        .deleteFrom('event_reminder')
        .where('token', '=', token)
        .where('kind', '!=', 'invitation')
        .executeTakeFirstOrThrow();
      if (numDeletedRows === 0n) throw new Refusal('not-found', 'there are no such reminders');
    },
    tick() {
      turn = turn
        .then(async () => (closed ? 0 : sendDue()))
        .catch((error) => {
          log.error({ err: error }, 'mails that are due could not be read');
          return 0;
        });
      return turn;
    },
    close() {
      closed = true;
      return turn;
    },
  };
}

/** Mails that wait and whose time has come; of an event that is no longer announced none. */
const dueOf = (db: Database, now: number) =>
  db
    .selectFrom('event_reminder as mail')
    .innerJoin('event', 'event.id', 'mail.event')
    .selectAll('mail')
    .where('mail.sent_at', 'is', null)
    .where('mail.next_at', '<=', now)
    .where('mail.attempts', '<', ATTEMPTS)
    .where(({ eb, or, and }) => {
      const awaited = eb('event.status', 'in', ['scheduled', 'rehearsal']);
      const left = (more: number) => eb('event.starts_at', '>', now + more);
      const near = (lead: number) => eb('event.starts_at', '<=', now + lead);
      const kind = (name: 'invitation' | 'confirmation' | 'day' | 'hour') => eb('mail.kind', '=', name);
      return or([
        and([kind('invitation'), eb('event.status', 'in', ['scheduled', 'rehearsal', 'live'])]),
        and([kind('confirmation'), awaited]),
        and([kind('day'), awaited, near(LEAD_MS.day), left(LEAD_MS.hour)]),
        and([kind('hour'), awaited, near(LEAD_MS.hour), left(0)]),
      ]);
    })
    .orderBy('mail.next_at')
    .orderBy('mail.event')
    .orderBy('mail.email')
    .orderBy('mail.kind')
    .limit(BATCH)
    .execute();

const noteInvited = (db: Database, event: string, email: string, now: number) =>
  db
    .updateTable('event_guest')
    .set({ invited_at: now })
    .where('event', '=', event)
    .where('email', '=', email)
    .execute();

/** An event that begins at another time is reminded of anew, as far as that is still ahead. */
export async function rearm(db: Database, event: string, startsAt: number, now: number): Promise<void> {
  for (const kind of ['day', 'hour'] as const)
    if (startsAt - LEAD_MS[kind] > now)
      await db
        .updateTable('event_reminder')
        .set({ sent_at: null, attempts: 0, next_at: 0 })
        .where('event', '=', event)
        .where('kind', '=', kind)
        .execute();
}
