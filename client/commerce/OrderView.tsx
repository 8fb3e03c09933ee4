import './purchase.css';
import './purchaseParts.css';
import './orders.css';
import './afterwards.css';
import { formatMoney } from '../../shared/model/money.ts';
import type { Order } from '../../shared/model/order.ts';
import { useCurrent } from '../ui/current.ts';
import { t, writing } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { Conversation } from './Conversation.tsx';
import { formatDay } from './days.ts';
import { OrderVerbs } from './OrderVerbs.tsx';
import { Papers, Parcels, Part, Place, Refunds, Returns, Steps } from './orderParts.tsx';
import type { OrderPort, ReturnWish } from './orderPort.ts';
import { sayState } from './orderState.ts';
import { BoughtLines } from './Summary.tsx';
import { mergeDiscounts, SumList } from './Totals.tsx';

/** Milliseconds between two looks at the order. */
const REFRESH_MS = 10_000;

/** One order with everything that happened to it and what may be done with it; what did not happen is not shown. */
export function OrderView({ port }: { port: OrderPort }) {
  const { known, trouble, refresh } = useCurrent(port.load, REFRESH_MS);
  const order = known.value;
  if (!order) {
    if (trouble.value?.code === 'not-found' || trouble.value?.code === 'not-signed-in') return <Astray />;
    if (trouble.value) return <Trouble refusal={trouble.value} onRetry={() => void refresh()} />;
    return <div class="skeleton address" aria-busy="true" />;
  }
  const take = async (answer: Promise<Order>): Promise<void> => {
    known.value = await answer;
  };
  const actions = {
    cancel: () => take(port.cancel()),
    giveBack: (wish: ReturnWish) => take(port.giveBack(wish)),
  };
  return (
    <>
      <Head order={order} />
      {trouble.value && <Trouble refusal={trouble.value} onRetry={() => void refresh()} />}
      <div class="purchase order-page">
        <div class="columns">
          <div class="column">
            <OrderVerbs order={order} actions={actions} />
            <Steps order={order} />
            <Parcels order={order} />
            <Refunds order={order} />
            <Returns order={order} />
            <Papers order={order} fetchPaper={port.paper} />
            <Part title={t('orders.messages')}>
              <Conversation
                order={order}
                write={(text) => take(port.write(text))}
                onSeen={() => void take(port.seen()).catch(() => undefined)}
              />
            </Part>
          </div>
          <Bought order={order} />
        </div>
      </div>
    </>
  );
}

function Head({ order }: { order: Order }) {
  return (
    <header class="order-head">
      <a class="order-link" href="/orders">
        {t('orders.back')}
      </a>
      <h1>{t('orders.order', { number: order.number })}</h1>
      <p>
        <span class={`state ${order.status}`}>{sayState(order)}</span>
        {order.placedAt && (
          <small> · {t('orders.placed', { date: formatDay(order.placedAt, writing.value) })}</small>
        )}
      </p>
    </header>
  );
}

function Bought({ order: { lines, delivery, totals, refunded, buyer } }: { order: Order }) {
  const discounts = mergeDiscounts(
    [...lines, ...(delivery ? [delivery] : [])].flatMap((one) => one.discounts),
  );
  return (
    <aside class="column aside" aria-label={t('checkout.summary')}>
      <h2>{t('checkout.summary')}</h2>
      <BoughtLines lines={lines} />
      <SumList sums={{ ...totals, delivery, discounts, byRegion: false }} />
      {refunded.amount > 0 && (
        <p class="total">
          <span>{t('orders.refunded')}</span>
          <strong>{formatMoney(refunded, writing.value)}</strong>
        </p>
      )}
      {buyer && <Place title={t('orders.to')} address={buyer.address} />}
      {buyer?.billing && <Place title={t('orders.bill')} address={buyer.billing} />}
    </aside>
  );
}

/** An order that is not there, or not one's own: how it can be reached. */
function Astray() {
  return (
    <div class="nothing" role="alert">
      <p class="empty">{t('orders.astray')}</p>
      <p class="verbs">
        <a class="order-link" href="/account">
          {t('orders.signIn')}
        </a>
        <a class="order-link" href="/orders">
          {t('orders.back')}
        </a>
      </p>
    </div>
  );
}
