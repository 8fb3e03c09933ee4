import './purchase.css';
import './purchaseParts.css';
import './orders.css';
import './afterwards.css';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import type { Order } from '../../shared/model/order.ts';
import { useCurrent } from '../ui/current.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { formatDay } from './days.ts';
import { sayState } from './orderState.ts';

/** Milliseconds between two looks at the orders. */
const REFRESH_MS = 15_000;
/** Pictures that are shown of one order. */
const PICTURES = 4;

/** One's orders, the newest first. */
export function OrderList({ load }: { load(): Promise<Order[]> }) {
  const { known, trouble, refresh } = useCurrent(load, REFRESH_MS);
  const orders = known.value;
  if (!orders && trouble.value) return <Trouble refusal={trouble.value} onRetry={() => void refresh()} />;
  if (orders?.length === 0)
    return (
      <div class="nothing">
        <p class="empty">{t('orders.empty')}</p>
        <p class="hint">{t('orders.elsewhere')}</p>
        <p class="verbs">
          <a class="order-link" href="/shop">
            {t('cart.browse')}
          </a>
          <a class="order-link" href="/account">
            {t('orders.signIn')}
          </a>
        </p>
      </div>
    );
  return (
    <ul class="orders" aria-busy={!orders}>
      {!orders && [1, 2].map((row) => <li key={row} class="skeleton" />)}
      {orders?.map((order) => (
        <OrderRow key={order.id} order={order} />
      ))}
    </ul>
  );
}

/** One order of a list; it leads to its page, unless that is not one's own yet. */
export function OrderRow({ order, isLink = true }: { order: Order; isLink?: boolean }) {
  const { id, number, status, placedAt, totals, lines } = order;
  const names = lines.map(({ name }) => inLanguage(name, language.value));
  const what = (
    <>
      <span class="pictures">
        {lines.slice(0, PICTURES).map(({ sku, thumbnail }) => (
          <img key={sku} src={thumbnail} alt="" width="56" height="56" loading="lazy" />
        ))}
      </span>
      <span class="about">
        <b dir="ltr">{number}</b>
        <small dir="auto">
          {new Intl.ListFormat(language.value, { type: 'unit', style: 'short' }).format(names)}
        </small>
        {placedAt && <small>{t('orders.placed', { date: formatDay(placedAt, writing.value) })}</small>}
      </span>
      <span class="end">
        <strong>{formatMoney(totals.total, writing.value)}</strong>
        <small class={`state ${status}`}>{sayState(order)}</small>
      </span>
    </>
  );
  return <li>{isLink ? <a href={`/orders/${id}`}>{what}</a> : <span>{what}</span>}</li>;
}
