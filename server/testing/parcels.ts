import { randomUUID } from 'node:crypto';
import type { OrderEvent } from '../../shared/model/order.ts';
import { dueMail, type Moved, move } from '../commerce/moves.ts';
import { linesOf, lockOrder } from '../commerce/orderRows.ts';
import type { Database } from '../store/open.ts';
import { transaction } from '../store/transaction.ts';

/** Moves an order as the desk does. */
export const moveOrder = (db: Database, id: string, event: OrderEvent, at: number): Promise<Moved> =>
  transaction(db, async (tx) =>
    move(tx, await lockOrder(tx, id), event, { holdsStock: true, allInParcels: true }, { by: 'desk', at }),
  );

/** Sends all of an order in one parcel, and, when told, lets it arrive at once. */
export async function sendParcel(db: Database, id: string, at: number, arrived = false): Promise<void> {
  const lines = (await linesOf(db, [id])).map(({ sku, quantity }) => ({ sku, quantity }));
  const parcel = randomUUID();
  await db
    .insertInto('shipment')
    .values({
      ...{ id: parcel, order_id: id, carrier: 'DHL', tracking: '00340434161094042557' },
      ...{ url: 'https://www.dhl.com/track?id=00340434161094042557', lines: JSON.stringify(lines) },
      ...{ shipped_at: at, delivered_at: arrived ? at : null },
    })
    .execute();
  await moveOrder(db, id, 'ship', at);
  await dueMail(db, id, 'shipped', parcel, at);
  if (arrived) await moveOrder(db, id, 'deliver', at);
}
