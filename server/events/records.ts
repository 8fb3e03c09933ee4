import { randomBytes, randomUUID } from 'node:crypto';
import {
  type EventAccess,
  type EventSheet,
  type EventStatus,
  mayMove,
  rulesDoor,
} from '../../shared/model/event.ts';
import type { LocalText } from '../../shared/model/localText.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { PictureType } from '../picture.ts';
import type { Database } from '../store/open.ts';
import { isDuplicate, isStray, transaction } from '../store/transaction.ts';
import { rearm } from './reminders.ts';
import { eventRows, toFacts, toSheets } from './rows.ts';

/** What a host says of an event. */
export type EventWish = {
  showroom: string;
  title: LocalText;
  text: LocalText;
  startsAt: number;
  endsAt: number;
  zone: string;
  access: EventAccess;
};

/** What a host changes of an event; what is left out stays. */
export type EventChange = { [Key in keyof EventWish]?: EventWish[Key] | undefined };

/** A picture that a host gave. */
export type EventPicture = { type: PictureType; bytes: Uint8Array };

/** The events of the house; each verb is atomic. */
export type Events = {
  /** All events, the latest first. */
  list(): Promise<EventSheet[]>;
  /** One event; `not-found`. */
  get(id: string): Promise<EventSheet>;
  /** One event by its address; `not-found`. */
  bySlug(slug: string): Promise<EventSheet>;
  /** The event that a showroom is about: the live one, else one whose doors are open, else the last within a day that is rehearsed or over, else the next. */
  current(showroom: string): Promise<EventSheet | undefined>;
  /** The event that decides who may enter a showroom now. */
  ruling(showroom: string): Promise<EventSheet | undefined>;
  /** Writes a draft; `not-found` for a strange showroom, `bad-input` for an end before the start. */
  create(wish: EventWish): Promise<EventSheet>;
  /** Changes an event and tells its rooms; time and showroom only before it is on (`conflict`). */
  edit(id: string, change: EventChange): Promise<EventSheet>;
  /** Moves an event by the transition table; `conflict` when somebody was faster, when the table has no such way, or while another event of the showroom is on. */
  move(id: string, to: EventStatus): Promise<EventSheet>;
  /** Throws a draft away; `conflict` for an event that was announced. */
  remove(id: string): Promise<void>;
  setPicture(id: string, picture: EventPicture | null): Promise<EventSheet>;
  picture(id: string): Promise<EventPicture | undefined>;
};

const DAY_MS = 86_400_000;
const SLUG_MAX = 40;

/** The events over the database. */
export function openEvents(db: Database, bus: Bus, clock: Clock): Events {
  const one = async (column: 'event.id' | 'event.slug', value: string): Promise<EventSheet> => {
    const rows = await eventRows(db).where(column, '=', value).execute();
    const [sheet] = await toSheets(db, rows);
    if (!sheet) throw new Refusal('not-found', 'no such event');
    return sheet;
  };
  const get = (id: string) => one('event.id', id);
  /** Announced events of a showroom, but for those that are long over. */
  const of = async (showroom: string): Promise<EventSheet[]> => {
    const rows = await eventRows(db)
      .where('event.showroom', '=', showroom)
      .where(({ eb, or, fn }) =>
        or([
          eb('event.status', 'in', ['scheduled', 'rehearsal', 'live']),
          eb(fn.coalesce('event.ended_at', 'event.starts_at'), '>', clock.now() - DAY_MS),
        ]),
      )
      .where('event.status', '!=', 'draft')
      .orderBy('event.starts_at')
      .orderBy('event.id')
      .execute();
    return toSheets(db, rows);
  };
  const tell = async (id: string): Promise<EventSheet> => {
    const sheet = await get(id);
    bus.publish('event.changed', { event: toFacts(sheet) });
    return sheet;
  };
  return {
    get,
    bySlug: (slug) => one('event.slug', slug),
    list: async () =>
      toSheets(db, await eventRows(db).orderBy('event.starts_at', 'desc').orderBy('event.id').execute()),
    current: async (showroom) => chooseCurrent(await of(showroom), clock.now()),
    async ruling(showroom) {
      const ruling = (await of(showroom)).filter((event) => rulesDoor(event, clock.now()));
      return ruling.find(({ status }) => status === 'live') ?? ruling[0];
    },
    async create(wish) {
      checkTimes(wish);
      const showroom = await db
        .selectFrom('showroom')
        .select('slug')
        .where('slug', '=', wish.showroom)
        .executeTakeFirst();
      if (!showroom) throw new Refusal('not-found', 'no such showroom');
      const id = randomUUID();
      const now = clock.now();
      const fresh = {
        ...toColumns(wish),
        id,
        access_key: randomBytes(16).toString('base64url'),
        created_at: now,
        changed_at: now,
      };
      await insertUnderFreeSlug(db, fresh as never, slugOf(wish.title.en));
      return get(id);
    },
    async edit(id, change) {
      await transaction(db, async (tx) => {
        const before = await get1(tx, id);
        checkTimes({ startsAt: before.starts_at, endsAt: before.ends_at, ...defined(change) });
        const moved = change.startsAt !== undefined && change.startsAt !== before.starts_at;
        const elsewhere = change.showroom !== undefined && change.showroom !== before.showroom;
        const longer = change.endsAt !== undefined && change.endsAt !== before.ends_at;
        const begun = !['draft', 'scheduled'].includes(before.status);
        if (begun && (moved || elsewhere || longer))
          throw new Refusal('conflict', 'the event has begun: its time and place stay');
        if (before.status === 'scheduled' && moved) checkAhead(change.startsAt!, clock.now());
        await tx
          .updateTable('event')
          .set({ ...toColumns(change), changed_at: clock.now() })
          .where('id', '=', id)
          .execute()
          .catch((error) => {
            throw isStray(error) ? new Refusal('not-found', 'no such showroom') : error;
          });
        if (moved) await rearm(tx, id, change.startsAt!, clock.now());
      });
      return tell(id);
    },
    async move(id, to) {
      const from = await transaction(db, async (tx) => {
        const event = await get1(tx, id);
        const { status: from } = event;
        if (!mayMove(from, to)) throw new Refusal('conflict', `the event is ${from} already`);
        const now = clock.now();
        if (from === 'draft') checkAhead(event.starts_at, now);
        const busy = tx
          .selectFrom('event as other')
          .select('other.id')
          .where('other.showroom', '=', event.showroom)
          .where('other.id', '!=', id)
          .where('other.status', 'in', ['rehearsal', 'live']);
        const { numUpdatedRows } = await tx
          .updateTable('event')
          .set({
            status: to,
            changed_at: now,
            ...(to === 'live' && { started_at: event.started_at ?? now, ended_at: null }),
            ...(from === 'live' && { ended_at: now }),
          })
          .where('id', '=', id)
          .where('status', '=', from)
          .$if(to === 'rehearsal' || to === 'live', (query) =>
            query.where(({ not, exists }) => not(exists(busy))),
          )
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) throw new Refusal('conflict', 'another event of this showroom is on');
        if (from === 'rehearsal') await forgetTimes(tx, id);
        if (from === 'live') await endRunning(tx, id, now);
        return from;
      }).catch((error) => {
        // Two events of a showroom that go on at the same moment: the index lets one through.
        throw isDuplicate(error) ? new Refusal('conflict', 'another event of this showroom is on') : error;
      });
      const sheet = await tell(id);
      if (from === 'live') bus.publish('pin.changed', { showroom: sheet.showroom, stand: '', product: '' });
      return sheet;
    },
    async remove(id) {
      await get(id);
      const { numDeletedRows } = await db
        .deleteFrom('event')
        .where('id', '=', id)
        .where('status', '=', 'draft')
        .executeTakeFirstOrThrow();
      if (numDeletedRows === 0n) throw new Refusal('conflict', 'the event is announced');
    },
    async setPicture(id, picture) {
      await get(id);
      const changes = { picture: picture?.bytes ?? null, picture_type: picture?.type ?? null };
      await db
        .updateTable('event')
        .set({ ...changes, changed_at: clock.now() })
        .where('id', '=', id)
        .execute();
      return get(id);
    },
    async picture(id) {
      const row = await db
        .selectFrom('event')
        .select(['picture', 'picture_type'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.picture && row.picture_type ? { type: row.picture_type, bytes: row.picture } : undefined;
    },
  };
}

/** Of a showroom's announced events, ordered by start, the one that it is about now. */
export function chooseCurrent(events: EventSheet[], nowMs: number): EventSheet | undefined {
  const live = events.find(({ status }) => status === 'live');
  const imminent = events.find((event) => event.status === 'scheduled' && rulesDoor(event, nowMs));
  const when = ({ status, endedAt, startsAt }: EventSheet): number =>
    status === 'rehearsal' ? nowMs : (endedAt ?? startsAt);
  const [last] = events
    .filter((event) => !['draft', 'scheduled', 'live'].includes(event.status) && nowMs - when(event) < DAY_MS)
    .sort((a, b) => when(b) - when(a));
  const rehearsed = last?.status === 'rehearsal' ? last : undefined;
  const next = events.find(({ status, endsAt }) => status === 'scheduled' && endsAt > nowMs);
  return live ?? rehearsed ?? imminent ?? last ?? next;
}

/** The row that decides what may be done with an event, locked until the transaction ends. */
async function get1(db: Database, id: string) {
  const columns = ['status', 'showroom', 'starts_at', 'ends_at', 'started_at'] as const;
  const row = await db
    .selectFrom('event')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found', 'no such event');
  return row;
}

/** What was tried out did not happen. */
const forgetTimes = (db: Database, event: string) =>
  db.updateTable('event_item').set({ started_at: null, ended_at: null }).where('event', '=', event).execute();

const endRunning = (db: Database, event: string, now: number) =>
  db
    .updateTable('event_item')
    .set({ ended_at: now })
    .where('event', '=', event)
    .where('started_at', 'is not', null)
    .where('ended_at', 'is', null)
    .execute();

function checkTimes({ startsAt, endsAt }: Pick<EventWish, 'startsAt' | 'endsAt'>): void {
  if (endsAt <= startsAt) throw new Refusal('bad-input', 'endsAt: it ends after it starts');
}

function checkAhead(startsAt: number, now: number): void {
  if (startsAt <= now) throw new Refusal('bad-input', 'startsAt: choose a time that is still to come');
}

const defined = (change: EventChange) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<EventWish>;

function toColumns({ showroom, title, text, startsAt, endsAt, zone, access }: EventChange) {
  return {
    ...(showroom !== undefined && { showroom }),
    ...(title && { title: JSON.stringify(title) }),
    ...(text && { text: JSON.stringify(text) }),
    ...(startsAt !== undefined && { starts_at: startsAt }),
    ...(endsAt !== undefined && { ends_at: endsAt }),
    ...(zone !== undefined && { zone }),
    ...(access !== undefined && { access }),
  };
}

type Fresh = Parameters<ReturnType<Database['insertInto']>['values']>[0];

/** Two hosts may take the same address at once: one gets the next number. */
async function insertUnderFreeSlug(db: Database, fresh: Fresh, wished: string): Promise<void> {
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wished : `${wished}-${number}`;
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('event')
      .values({ ...(fresh as object), slug } as never)
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows) return;
  }
}

/** An address made of a title: `Spring & light` is `spring-light`. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX)
    .replace(/^-+|-+$/g, '');
  return plain || 'event';
}
