import './purchase.css';
import './orders.css';
import './afterwards.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Order } from '../../shared/model/order.ts';
import { t } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';
import { OrderRow } from './OrderList.tsx';

type ClaimProps = {
  /** Orders that may be claimed. */
  offered(): Promise<Order[]>;
  /** Claims all of them; answers how many. */
  claim(): Promise<number>;
  onClaimed?(): void;
};

/** Orders that were bought as a guest with an address of the account, and the button that makes them the account's; nothing where there are none. */
export function ClaimOrders({ offered, claim, onClaimed }: ClaimProps) {
  const orders = useSignal<Order[]>([]);
  const busy = useSignal(false);
  const look = (): Promise<void> =>
    offered().then(
      (found) => {
        orders.value = found;
      },
      () => undefined,
    );
  useEffect(() => void look(), []);
  const go = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    try {
      say(t('claim.done', { count: await claim() }));
      await look();
      onClaimed?.();
    } catch (error) {
      sayError(error);
    }
    busy.value = false;
  };
  const count = orders.value.length;
  if (count === 0) return null;
  return (
    <section class="claim" aria-label={t('claim.title')}>
      <h2>{t('claim.title')}</h2>
      <p>{t('claim.text', { count })}</p>
      <ul class="orders">
        {orders.value.map((order) => (
          <OrderRow key={order.id} order={order} isLink={false} />
        ))}
      </ul>
      <p class="verbs">
        <button type="button" class="primary" aria-disabled={busy.value} onClick={() => void go()}>
          {t('claim.add')}
        </button>
      </p>
    </section>
  );
}
