import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventFacts } from '../../shared/model/event.ts';
import type { ReplayEntry, ReplayFact } from '../../shared/model/replay.ts';
import type { Database } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';
import { transaction } from '../store/transaction.ts';
import type { Feed } from './feed.ts';

/** One file of a recording. Times in milliseconds. */
export type Segment = Omit<Tables['recording_segment'], 'id' | 'duration_ms' | 'bytes' | 'ready'> & {
  id: number;
  duration_ms: number;
  bytes: number;
  ready: number;
};
/** A recording's own facts. */
export type Recording = Omit<Tables['recording'], 'deleted_at'> & { deleted_at: number | null };

/** Entries of the log in one page. */
const PAGE = 500;

/** What is known of recordings; their files lie in `folder`, one folder for each event. */
export type Records = ReturnType<typeof openRecords>;

/** Opens the records of recordings. */
export function openRecords(db: Database, folder: string) {
  const segments = (event: string): Promise<Segment[]> =>
    db
      .selectFrom('recording_segment')
      .selectAll()
      .where('event', '=', event)
      .orderBy('started_at')
      .orderBy('number')
      .orderBy('id')
      .execute();
  return {
    folderOf: (event: string, feed = '') => join(folder, safe(event), safe(feed)),
    fileOf: (segment: Pick<Segment, 'event' | 'feed' | 'file'>) =>
      join(folder, safe(segment.event), safe(segment.feed), segment.file),
    segments,
    get: (event: string): Promise<Recording | undefined> =>
      db.selectFrom('recording').selectAll().where('event', '=', event).executeTakeFirst(),
    list: (): Promise<Recording[]> =>
      db
        .selectFrom('recording')
        .selectAll()
        .where('deleted_at', 'is', null)
        .orderBy('started_at', 'desc')
        .orderBy('event')
        .limit(500)
        .execute(),
    openSegments: (): Promise<Segment[]> =>
      db.selectFrom('recording_segment').selectAll().where('state', '=', 'open').orderBy('id').execute(),
    /** Events whose files are not all ready for replay, the newest first. */
    async unready(): Promise<string[]> {
      const rows = await db
        .selectFrom('recording_segment')
        .innerJoin('recording', 'recording.event', 'recording_segment.event')
        .select(['recording_segment.event', 'recording.started_at'])
        .distinct()
        .where('recording.ended_at', 'is not', null)
        .where('ready', '=', 0)
        .where('state', 'in', ['closed', 'repaired'])
        .orderBy('recording.started_at', 'desc')
        .orderBy('recording_segment.event')
        .execute();
      return rows.map(({ event }) => event);
    },
    /** Begins a recording, or goes on with it. */
    async begin(facts: EventFacts, now: number): Promise<Recording> {
      const text = JSON.stringify(facts);
      await db
        .insertInto('recording')
        .values({
          event: facts.id,
          showroom: facts.showroom,
          started_at: now,
          ended_at: null,
          trim_from: null,
          trim_to: null,
          facts: text,
        })
        .onConflict((conflict) =>
          conflict.column('event').doUpdateSet({ ended_at: null, deleted_at: null, facts: text }),
        )
        .execute();
      return db.selectFrom('recording').selectAll().where('event', '=', facts.id).executeTakeFirstOrThrow();
    },
    async setFacts(facts: EventFacts): Promise<void> {
      const change = { facts: JSON.stringify(facts) };
      await db.updateTable('recording').set(change).where('event', '=', facts.id).execute();
    },
    async end(event: string, now: number): Promise<void> {
      await db.updateTable('recording').set({ ended_at: now }).where('event', '=', event).execute();
    },
    async setTrim(event: string, from: number | null, to: number | null): Promise<void> {
      const change = { trim_from: from, trim_to: to };
      await db.updateTable('recording').set(change).where('event', '=', event).execute();
    },
    /** The next segment of a feed, open; `file` is made from its number. */
    async addSegment(
      event: string,
      { id: feed, kind, name }: Feed,
      { ending, codec, startedAt }: { ending: string; codec: string; startedAt: number },
    ): Promise<Segment> {
      return transaction(db, async (tx) => {
        await tx.selectFrom('recording').select('event').where('event', '=', event).forUpdate().execute();
        const last = await tx
          .selectFrom('recording_segment')
          .select(({ fn }) => fn.max('number').as('number'))
          .where('event', '=', event)
          .where('feed', '=', feed)
          .executeTakeFirst();
        const number = Number(last?.number ?? 0) + 1;
        return tx
          .insertInto('recording_segment')
          .values({
            event,
            feed,
            kind,
            name,
            number,
            file: `${number}.${ending}`,
            codec,
            started_at: startedAt,
            state: 'open',
          })
          .returningAll()
          .executeTakeFirstOrThrow();
      });
    },
    async setSegment(
      id: number,
      change: Partial<Pick<Segment, 'file' | 'duration_ms' | 'bytes' | 'state' | 'ready'>>,
    ): Promise<void> {
      await db.updateTable('recording_segment').set(change).where('id', '=', id).execute();
    },
    /** Bytes of all recordings together. */
    async bytes(): Promise<number> {
      const row = await db
        .selectFrom('recording_segment')
        .select(({ fn }) => fn.sum('bytes').as('bytes'))
        .executeTakeFirst();
      return Number(row?.bytes ?? 0);
    },
    async addLog(event: string, facts: (ReplayFact & { at: number })[]): Promise<void> {
      if (facts.length === 0) return;
      const rows = facts.map(({ at, kind, data }) => ({ event, at, kind, data: JSON.stringify(data) }));
      // A statement takes so many values and no more.
      await transaction(db, async (tx) => {
        for (let from = 0; from < rows.length; from += PAGE)
          await tx
            .insertInto('event_log')
            .values(rows.slice(from, from + PAGE))
            .execute();
      });
    },
    /** A page of an event's log after an entry, times from `startedAt` on. */
    async log(event: string, after: number, startedAt: number): Promise<ReplayEntry[]> {
      const rows = await db
        .selectFrom('event_log')
        .selectAll()
        .where('event', '=', event)
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute();
      return rows.map(
        ({ id, at, kind, data }) => ({ id, at: at - startedAt, kind, data: JSON.parse(data) }) as ReplayEntry,
      );
    },
    /** Deletes a recording's log and files; that there was one stays known. */
    async remove(event: string, now: number): Promise<void> {
      await transaction(db, async (tx) => {
        await tx.deleteFrom('event_log').where('event', '=', event).execute();
        await tx.deleteFrom('recording_segment').where('event', '=', event).execute();
        const change = { deleted_at: now, trim_from: null, trim_to: null };
        await tx.updateTable('recording').set(change).where('event', '=', event).execute();
      });
      await rm(join(folder, safe(event)), { recursive: true, force: true });
    },
    /** Days for which a showroom's recordings are kept; undefined: as the house has it. */
    async days(showroom: string): Promise<number | undefined> {
      const row = await db
        .selectFrom('setting')
        .select('value')
        .where('key', '=', daysKey(showroom))
        .executeTakeFirst();
      return row && Number(row.value);
    },
    async setDays(showroom: string, days: number): Promise<void> {
      const value = String(days);
      await db
        .insertInto('setting')
        .values({ key: daysKey(showroom), value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    },
  };
}

const daysKey = (showroom: string): string => `recording.days.${showroom}`;

/** A name that leads out of no folder. */
const safe = (name: string): string => name.replace(/[^\w-]/g, '_');
