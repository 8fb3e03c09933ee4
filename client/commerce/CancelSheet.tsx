import { useSignal } from '@preact/signals';
import { formatMoney } from '../../shared/model/money.ts';
import type { Order } from '../../shared/model/order.ts';
import { t, writing } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { say, sayError } from '../ui/toast.tsx';
import { Sheet } from './Sheet.tsx';

type CancelProps = { order: Order; cancel(): Promise<void>; onClose(): void };

/** What cancelling does, before it is done: it can't be taken back. */
export function CancelSheet({ order: { number, totals, refunded }, cancel, onClose }: CancelProps) {
  const busy = useSignal(false);
  const left = { ...totals.total, amount: totals.total.amount - refunded.amount };
  const go = async (): Promise<void> => {
    busy.value = true;
    try {
      await cancel();
      say(t('orders.cancel.done', { number }));
    } catch (error) {
      // The desk may have packed it while one was reading.
      if (toRefusal(error).code === 'conflict') say(t('orders.cancel.late'), 'error');
      else sayError(error);
    }
    onClose();
  };
  return (
    <Sheet title={t('orders.cancel.title', { number })} onClose={onClose}>
      <p>
        {left.amount > 0
          ? t('orders.cancel.text', { total: formatMoney(left, writing.value) })
          : t('orders.cancel.free')}
      </p>
      <footer>
        <button type="button" class="quiet" onClick={onClose}>
          {t('orders.keep')}
        </button>
        <button
          type="button"
          class="danger"
          aria-disabled={busy.value}
          onClick={() => !busy.value && void go()}
        >
          {t('orders.cancel.yes')}
        </button>
      </footer>
    </Sheet>
  );
}
