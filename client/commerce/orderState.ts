import type { Order } from '../../shared/model/order.ts';
import { t } from '../ui/i18n.ts';

/** Where an order stands, as its buyer sees it: one that they cancelled is cancelled, whatever became of its money. */
export function sayState({ status, steps, refunded, totals }: Order): string {
  const isGone = refunded.amount > 0 && refunded.amount === totals.total.amount;
  if (status === 'paid' && isGone) return t('orders.cancelling');
  const cancelled =
    status === 'refunded' && steps.some(({ event, by }) => event === 'refund' && by === 'buyer');
  return t(cancelled ? 'order.cancelled' : `order.${status}`);
}
