import type { Database } from '../store/open.ts';
import { transaction } from '../store/transaction.ts';
import type { Carts } from './cart.ts';
import type { Payments } from './payments.ts';
import { OPEN } from './underWay.ts';
import { moveUses } from './uses.ts';

/** Makes what is a guest's the account's: cart, market, orders. A checkout that both have open is given up for the guest. */
export const openAdoption =
  (db: Database, carts: Carts, payments: Payments) =>
  async (guest: string, visitor: string, account: string): Promise<void> => {
    if (guest === visitor) return;
    const open = await db
      .selectFrom('orders')
      .select(['id', 'visitor'])
      .where('visitor', 'in', [guest, visitor])
      .where('status', 'in', OPEN)
      .execute();
    const both = new Set(open.map((order) => order.visitor)).size > 1;
    for (const order of open) if (both && order.visitor === guest) await payments.giveUp(order.id, 'cancel');
    await carts.merge(guest, visitor);
    await transaction(db, async (tx) => {
      await moveUses(tx, guest, visitor);
      await tx.updateTable('orders').set({ visitor, account }).where('visitor', '=', guest).execute();
    });
  };
