import { randomUUID } from 'node:crypto';
import type { EventSheet, ItemKind, RundownItem } from '../../shared/model/event.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import { transaction } from '../store/transaction.ts';
import type { Events } from './records.ts';
import { lockEvent } from './rows.ts';

/** An item as a host plans it; with the id of one that is there it keeps its real times. */
export type PlannedItem = {
  id?: string | undefined;
  kind: ItemKind;
  title: string;
  product: string;
  plannedSeconds: number;
};

/** What happens in an event, in order; each verb is atomic and answers the event as it is then. */
export type Rundown = {
  /** Sets all items in their order; what is left out goes, unless it is running (`conflict`). */
  set(event: string, items: PlannedItem[]): Promise<EventSheet>;
  /** Starts an item and ends the one before; `conflict` when it has run or runs already, or when the event is not on. */
  start(event: string, item: string): Promise<EventSheet>;
  /** Ends an item; `conflict` when it is not running. */
  end(event: string, item: string): Promise<EventSheet>;
};

type RundownParts = {
  db: Database;
  bus: Bus;
  clock: Clock;
  events: Pick<Events, 'get'>;
  /** The stand of a showroom on which a product stands; empty for none. */
  standOf(showroom: string, product: string): Promise<string>;
};

const ON = ['rehearsal', 'live'];

/** The rundowns over the database; a product whose item runs live is pinned in the rooms. */
export function openRundown({ db, bus, clock, events, standOf }: RundownParts): Rundown {
  const told = async (event: string): Promise<EventSheet> => {
    const sheet = await events.get(event);
    bus.publish('rundown.changed', { showroom: sheet.showroom });
    return sheet;
  };
  const unpin = ({ status, showroom }: EventSheet, item: RundownItem | undefined): void => {
    if (status === 'live' && item?.kind === 'product')
      bus.publish('pin.changed', { showroom, stand: '', product: '' });
  };
  const pin = async ({ status, showroom }: EventSheet, { kind, product }: RundownItem): Promise<void> => {
    if (status !== 'live' || kind !== 'product' || !product) return;
    const stand = await standOf(showroom, product);
    if (stand) bus.publish('pin.changed', { showroom, stand, product });
  };
  return {
    async set(event, items) {
      const { items: before } = await events.get(event);
      const known = new Map(before.map((item) => [item.id, item]));
      const rows = items.map((item, position) => ({
        id: item.id && known.has(item.id) ? item.id : randomUUID(),
        event,
        position,
        kind: item.kind,
        title: item.title,
        product: item.kind === 'product' ? item.product : '',
        planned_seconds: item.plannedSeconds,
      }));
      const kept = new Set(rows.map(({ id }) => id));
      if (kept.size < rows.length) throw new Refusal('bad-input', 'items: one of them stands there twice');
      await transaction(db, async (tx) => {
        await lockEvent(tx, event);
        const running = await tx
          .selectFrom('event_item')
          .select('id')
          .where('event', '=', event)
          .where('started_at', 'is not', null)
          .where('ended_at', 'is', null)
          .execute();
        if (running.some(({ id }) => !kept.has(id)))
          throw new Refusal('conflict', 'an item that is running can not be taken out');
        await tx
          .deleteFrom('event_item')
          .where('event', '=', event)
          .$if(kept.size > 0, (query) => query.where('id', 'not in', [...kept]))
          .execute();
        for (const row of rows)
          await tx
            .insertInto('event_item')
            .values(row)
            .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
            .execute();
      });
      return told(event);
    },
    async start(event, item) {
      const before = await events.get(event);
      const previous = before.items.find(({ startedAt, endedAt }) => startedAt !== null && endedAt === null);
      if (!before.items.some(({ id }) => id === item)) throw new Refusal('not-found', 'no such item');
      await transaction(db, async (tx) => {
        const now = clock.now();
        const { status } = await tx
          .selectFrom('event')
          .select('status')
          .where('id', '=', event)
          .forUpdate()
          .executeTakeFirstOrThrow();
        if (!ON.includes(status)) throw new Refusal('conflict', 'the event is not on');
        await tx
          .updateTable('event_item')
          .set({ ended_at: now })
          .where('event', '=', event)
          .where('id', '!=', item)
          .where('started_at', 'is not', null)
          .where('ended_at', 'is', null)
          .execute();
        const { numUpdatedRows } = await tx
          .updateTable('event_item')
          .set({ started_at: now })
          .where('id', '=', item)
          .where('started_at', 'is', null)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) throw new Refusal('conflict', 'this item has been started already');
      });
      const sheet = await told(event);
      unpin(sheet, previous);
      await pin(sheet, sheet.items.find(({ id }) => id === item)!);
      return sheet;
    },
    async end(event, item) {
      await events.get(event);
      const { numUpdatedRows } = await db
        .updateTable('event_item')
        .set({ ended_at: clock.now() })
        .where('id', '=', item)
        .where('event', '=', event)
        .where('started_at', 'is not', null)
        .where('ended_at', 'is', null)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw new Refusal('conflict', 'this item is not running');
      const sheet = await told(event);
      unpin(
        sheet,
        sheet.items.find(({ id }) => id === item),
      );
      return sheet;
    },
  };
}
