import type { Refund } from '../../../shared/model/order.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../store/open.ts';
import { transaction } from '../../store/transaction.ts';
import { dueMail, move } from '../moves.ts';
import { linesOf, lockOrder, type OrderRow } from '../orderRows.ts';
import { type Refunds, type RefundWish, restock, UNEARNED_REASON } from '../refunds.ts';
import type { Shipping } from './shipping.ts';

/** Money that the desk gives back, by name. */
export type Giving = {
  /** Gives money back, once for each key; `conflict` for more than is left. */
  refund(order: string, wish: RefundWish, by: string): Promise<Refund>;
  /** Calls an order off that was not sent, once for each key: all of its money goes back, and its pieces into stock; its buyer is told. */
  cancel(order: string, wish: { key: string; reason: string }, by: string): Promise<void>;
};

/** What giving is made of. */
export type GivingParts = {
  db: Database;
  refunds: Refunds;
  shipping: Pick<Shipping, 'advance'>;
  tell(skus: readonly string[]): Promise<void>;
  clock: Clock;
};

const BEFORE_SENT = ['paid', 'packed'];

/** The desk's refunds over those of the shop. */
export function openGiving({ db, refunds, shipping, tell, clock }: GivingParts): Giving {
  const give = async (order: string, wish: Parameters<Refunds['refund']>[1], by: string) => {
    // The books tell by this word which money was never ours.
    if (wish.reason === UNEARNED_REASON) throw new Refusal('bad-input', 'reason: say it in other words');
    const refund = await refunds.refund(order, wish, by);
    await shipping.advance(order, by);
    return refund;
  };
  const callOff = async (tx: Database, order: OrderRow): Promise<void> => {
    await notSent(tx, order);
    await dueMail(tx, order.id, 'cancelled', '', clock.now());
  };
  /** What cost nothing has no money to go back. */
  const cancelGift = (tx: Database, order: OrderRow, by: string, note: string) =>
    callOff(tx, order).then(async () => {
      await move(tx, order, 'refund', {}, { by, note, at: clock.now() });
      return restock(tx, order.id, await linesOf(tx, [order.id]), clock.now());
    });
  return {
    refund: (order, wish, by) => give(order, { ...wish, first: notDisputed }, by),
    async cancel(id, wish, by) {
      const skus = await transaction(db, async (tx) => {
        const order = await lockOrder(tx, id);
        return order.total_amount === 0 ? cancelGift(tx, order, by, wish.reason) : undefined;
      });
      if (skus) return tell(skus);
      await give(id, { ...wish, restock: true, first: callOff }, by);
    },
  };
}

/** A bank that holds the money gives it back itself, or does not. */
async function notDisputed(_: Database, { status }: { status: string }): Promise<void> {
  if (status === 'disputed') throw new Refusal('conflict', 'a bank looks into this order');
}

async function notSent(tx: Database, { id, status }: { id: string; status: string }): Promise<void> {
  const parcel = await tx.selectFrom('shipment').select('id').where('order_id', '=', id).executeTakeFirst();
  if (parcel || !BEFORE_SENT.includes(status)) throw new Refusal('conflict', `this order is ${status}`);
}
