import { formatMoney } from '../../shared/model/money.ts';
import type { Order } from '../../shared/model/order.ts';
import { t, writing } from '../ui/i18n.ts';
import { BoughtLines } from './Summary.tsx';

type DoneProps = { order: Order; done: { label: string; go(): void } };

/** The order's number, and where it can be followed. */
export function Done({ order, done }: DoneProps) {
  const email = order.buyer?.email ?? '';
  return (
    <div class="outcome" role="status">
      <h3 data-head tabIndex={-1}>
        {t('done.title')}
      </h3>
      <p>{t(order.status === 'paid' ? 'done.paid' : 'done.placed', { number: order.number, email })}</p>
      <p class="order-number" dir="ltr">
        {order.number}
      </p>
      <BoughtLines lines={order.lines} />
      <p class="total">
        <span>{t('cart.total')}</span>
        <strong>{formatMoney(order.totals.total, writing.value)}</strong>
      </p>
      <button type="button" class="primary wide" onClick={done.go}>
        {done.label}
      </button>
      <a class="link wide" href={`/orders/${order.id}`}>
        {t('done.order')}
      </a>
    </div>
  );
}
