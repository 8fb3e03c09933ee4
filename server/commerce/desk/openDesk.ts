import type { BulkResult, DeskCounts, DeskOrder, DeskPage } from '../../../shared/model/desk.ts';
import type { Order } from '../../../shared/model/order.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../../store/open.ts';
import type { Shopkeeper } from '../issue.ts';
import type { Once } from '../once.ts';
import { toOrders } from '../orderRows.ts';
import type { Press } from '../papers/press.ts';
import type { Refunds } from '../refunds.ts';
import { type BulkWish, inBulk } from './bulk.ts';
import type { Carriers } from './carriers.ts';
import { ordersAsCsv } from './csv.ts';
import { type Giving, openGiving } from './giving.ts';
import { type Notes, openNotes } from './notes.ts';
import { openPacking, type Packing } from './packing.ts';
import { deskRows, openCounts } from './rows.ts';
import { type DeskWish, findOrders } from './search.ts';
import { openShipping, type Shipping } from './shipping.ts';
import { deskOrder } from './wholeOrder.ts';

/** The shop's desk: everybody's orders, found, sent and given back. */
export type Desk = {
  /** The latest orders that were placed. */
  latest(limit: number): Promise<Order[]>;
  list(wish: DeskWish): Promise<DeskPage>;
  counts(): Promise<DeskCounts>;
  /** One order with all that the shop knows of it; `not-found`. */
  order(id: string): Promise<DeskOrder>;
  csv(wish: DeskWish): AsyncGenerator<string>;
  bulk(wish: BulkWish, by: string): Promise<BulkResult[]>;
  packingLists: Packing;
  carriers: Carriers;
  shipping: Shipping;
  giving: Giving;
  notes: Notes;
  once: Once;
  /** Counts are otherwise now. */
  changed(): void;
};

const PAGE = 50;

/** What the desk is made of. */
export type DeskParts = {
  db: Database;
  refunds: Refunds;
  tell(skus: readonly string[]): Promise<void>;
  carriers: Carriers;
  press: Pick<Press, 'renderPapers'>;
  seller: Shopkeeper;
  base(): string;
  once: Once;
  clock: Clock;
  log: Log;
};

/** The desk over the database. */
export function openDesk(parts: DeskParts): Desk {
  const { db, carriers, clock } = parts;
  const shipping = openShipping({ db, carriers, clock });
  const counts = openCounts(db, clock);
  return {
    async latest(limit) {
      const rows = await db
        .selectFrom('orders')
        .selectAll()
        .where('placed_at', 'is not', null)
        .orderBy('placed_at', 'desc')
        .limit(limit)
        .execute();
      return toOrders(db, rows);
    },
    async list(wish) {
      const { ids, next } = await findOrders(db, wish, PAGE);
      return { orders: await deskRows(db, ids), next };
    },
    counts: counts.get,
    once: parts.once,
    changed: counts.stale,
    order: (id) => deskOrder(db, id),
    csv: (wish) => ordersAsCsv(db, wish),
    bulk: (wish, by) => inBulk({ ...parts, shipping }, wish, by),
    packingLists: openPacking(parts),
    ...{ carriers, shipping },
    giving: openGiving({ ...parts, shipping }),
    notes: openNotes(db, clock),
  };
}
