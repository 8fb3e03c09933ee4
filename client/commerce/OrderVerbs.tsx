import { useSignal } from '@preact/signals';
import { mayCancel, returnable, returnUntil } from '../../shared/model/afterSale.ts';
import type { Order } from '../../shared/model/order.ts';
import { t, writing } from '../ui/i18n.ts';
import { CancelSheet } from './CancelSheet.tsx';
import { formatDay } from './days.ts';
import type { ReturnWish } from './orderPort.ts';
import { ReturnSheet } from './ReturnSheet.tsx';

/** What a buyer may do with an order; each throws the server's refusal. */
export type OrderActions = {
  cancel(): Promise<void>;
  giveBack(wish: ReturnWish): Promise<void>;
};

/** Cancelling and sending back, where the order allows it; else, until when or why not. */
export function OrderVerbs({ order, actions }: { order: Order; actions: OrderActions }) {
  const open = useSignal<'cancel' | 'return' | undefined>(undefined);
  const close = (): void => {
    open.value = undefined;
  };
  const [cancels, left] = [mayCancel(order), returnable(order, Date.now())];
  return (
    <div class="order-verbs">
      {cancels && (
        <button type="button" class="quiet edged" onClick={() => (open.value = 'cancel')}>
          {t('orders.cancel')}
        </button>
      )}
      {left.length > 0 && (
        <button type="button" class="quiet edged" onClick={() => (open.value = 'return')}>
          {t('orders.return')}
        </button>
      )}
      {order.status === 'packed' && <p class="hint">{t('orders.packed')}</p>}
      <ReturnTime order={order} />
      {open.value === 'cancel' && <CancelSheet order={order} cancel={actions.cancel} onClose={close} />}
      {open.value === 'return' && (
        <ReturnSheet order={order} left={left} ask={actions.giveBack} onClose={close} />
      )}
    </div>
  );
}

function ReturnTime({ order }: { order: Order }) {
  const { status, returnDays } = order;
  if (returnDays === null || (status !== 'shipped' && status !== 'delivered')) return null;
  const until = returnUntil(order);
  if (until === null) return <p class="hint">{t('orders.return.within', { count: returnDays })}</p>;
  if (until <= Date.now()) return <p class="hint">{t('orders.return.over')}</p>;
  // Its last moment is the one before midnight.
  return <p class="hint">{t('orders.return.until', { date: formatDay(until - 1, writing.value) })}</p>;
}
