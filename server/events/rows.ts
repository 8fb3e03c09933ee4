import type { Selectable } from 'kysely';
import {
  DOORS_EARLY_MS,
  type EventCard,
  type EventFacts,
  type EventSheet,
  type RundownItem,
  shownStatus,
} from '../../shared/model/event.ts';
import type { LocalText } from '../../shared/model/localText.ts';
import type { Database } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';

/** Rows of events with their showroom, without the bytes of their pictures. */
export const eventRows = (db: Database) =>
  db
    .selectFrom('event')
    .innerJoin('showroom', 'showroom.slug', 'event.showroom')
    .select([
      'event.id',
      'event.showroom',
      'event.slug',
      'event.title',
      'event.text',
      'event.starts_at',
      'event.ends_at',
      'event.zone',
      'event.status',
      'event.access',
      'event.access_key',
      'event.picture_type',
      'event.started_at',
      'event.ended_at',
      'event.changed_at',
      'showroom.name',
      'showroom.scene',
      'showroom.opens_at',
    ]);

/** Within a transaction: whoever else changes this event, or what belongs to it, waits until it ends. */
export const lockEvent = (tx: Database, id: string): Promise<unknown> =>
  tx.selectFrom('event').select('id').where('id', '=', id).forUpdate().execute();

type Row = Awaited<ReturnType<ReturnType<typeof eventRows>['executeTakeFirstOrThrow']>>;

/** Rows as staff see them, each with its rundown. */
export async function toSheets(db: Database, rows: Row[]): Promise<EventSheet[]> {
  if (rows.length === 0) return [];
  const items = await db
    .selectFrom('event_item')
    .selectAll()
    .where(
      'event',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('position')
    .execute();
  return rows.map((row) => toSheet(row, items.filter(({ event }) => event === row.id).map(toItem)));
}

function toSheet(row: Row, items: RundownItem[]): EventSheet {
  return {
    id: row.id,
    slug: row.slug,
    showroom: row.showroom,
    title: JSON.parse(row.title) as LocalText,
    text: JSON.parse(row.text) as LocalText,
    status: row.status,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    zone: row.zone,
    access: row.access,
    accessKey: row.access_key,
    doorsAt: Math.max(row.starts_at - DOORS_EARLY_MS, row.opens_at ?? 0),
    picture: row.picture_type ? `/api/events/${row.slug}/picture?at=${row.changed_at}` : '',
    place: JSON.parse(row.name) as LocalText,
    scene: row.scene,
    items,
  };
}

function toItem(row: Selectable<Tables['event_item']>): RundownItem {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    product: row.product,
    plannedSeconds: row.planned_seconds,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

/** An event as its visitors see it: no key, nothing of a rehearsal. */
export function toCard(sheet: EventSheet, ticket = ''): EventCard {
  const { accessKey: _, ...card } = sheet;
  const rehearsed = sheet.status === 'rehearsal';
  const picture =
    sheet.picture && ticket ? `${sheet.picture}&ticket=${encodeURIComponent(ticket)}` : sheet.picture;
  return {
    ...card,
    picture,
    status: shownStatus(sheet.status),
    items: rehearsed ? sheet.items.map((item) => ({ ...item, startedAt: null, endedAt: null })) : sheet.items,
  };
}

/** What is told to every room and to those who build on events. */
export function toFacts(sheet: EventSheet): EventFacts {
  const { id, slug, showroom, title, status, startsAt, startedAt, endedAt } = sheet;
  return { id, slug, showroom, title, status, startsAt, startedAt, endedAt };
}
