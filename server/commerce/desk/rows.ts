import { sql } from 'kysely';
import { COUNTED_MOST, DESK_STATUSES, type DeskCounts, type DeskRow } from '../../../shared/model/desk.ts';
import type { OrderStatus } from '../../../shared/model/order.ts';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../store/open.ts';
import { linesOf } from '../orderRows.ts';
import { waitingOrders } from './search.ts';

/** Lines of an order that its row shows. */
const LINES_SHOWN = 4;
/** Milliseconds for which counts hold: many desks that look cost what one does. */
const COUNTS_MS = 5000;

/** Orders as the list shows them, in the order of their ids. */
export async function deskRows(db: Database, ids: readonly string[]): Promise<DeskRow[]> {
  if (ids.length === 0) return [];
  const [orders, allLines, parcels, waiting] = await Promise.all([
    db
      .selectFrom('orders')
      .select(['id', 'number', 'status', 'market', 'country', 'name', 'email', 'currency'])
      .select(['total_amount', 'refunded_amount', 'placed_at', 'paid_at'])
      .where('id', 'in', ids)
      .execute(),
    linesOf(db, ids),
    db.selectFrom('shipment').select(['order_id', 'delivered_at']).where('order_id', 'in', ids).execute(),
    waitingOrders(db, ids),
  ]);
  const rows = new Map(orders.map((row) => [row.id, row]));
  const linesBy = Map.groupBy(allLines, ({ order_id }) => order_id);
  return ids.flatMap((id): DeskRow[] => {
    const row = rows.get(id);
    if (!row) return [];
    const lines = linesBy.get(id) ?? [];
    const sent = parcels.filter(({ order_id }) => order_id === id);
    const { status, market, country, name, email, currency } = row;
    return [
      {
        ...{ id, status, market, country, name, email },
        number: row.number ?? '',
        total: { amount: row.total_amount, currency },
        refunded: { amount: row.refunded_amount, currency },
        placedAt: row.placed_at ?? 0,
        paidAt: row.paid_at,
        lines: lines.slice(0, LINES_SHOWN).map(({ sku, name: called, quantity, thumbnail }) => ({
          ...{ sku, quantity, thumbnail },
          name: JSON.parse(called),
        })),
        pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
        parcels: sent.length,
        arrived: sent.filter(({ delivered_at }) => delivered_at !== null).length,
        waiting: waiting.includes(id),
      },
    ];
  });
}

const countUpTo = (status: OrderStatus, most: number) =>
  sql<number>`(select count(*) from (select 1 from orders
    where status = ${sql.lit(status)} and placed_at is not null limit ${most}) as counted)`.as(status);

/** Counts orders by status along an index, up to `most` and one more, at most every five seconds; `stale` makes the next one count anew. */
export function openCounts(
  db: Database,
  clock: Clock,
  most = COUNTED_MOST,
): { get(): Promise<DeskCounts>; stale(): void } {
  let known: { at: number; counts: Promise<DeskCounts> } | undefined;
  const count = async (): Promise<DeskCounts> => {
    const [row, waiting] = await Promise.all([
      db.selectNoFrom(DESK_STATUSES.map((status) => countUpTo(status, most + 1))).executeTakeFirstOrThrow(),
      waitingOrders(db),
    ]);
    return { counts: row as DeskCounts['counts'], waiting: waiting.length };
  };
  return {
    get() {
      if (!known || clock.now() - known.at >= COUNTS_MS) {
        const counts = count();
        known = { at: clock.now(), counts };
        // What failed is not kept.
        counts.catch(() => (known = undefined));
      }
      return known.counts;
    },
    stale: () => (known = undefined),
  };
}
