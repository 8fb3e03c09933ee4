import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DeskAct, DeskOrder } from '../../../shared/model/desk.ts';
import { formatTime } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { t, writing } from '../../ui/i18n.ts';
import { Trouble } from '../../ui/Trouble.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import type { DeskApi } from './deskApi.ts';
import { StatusChip } from './OrderTable.tsx';
import { BuyerPart, HistoryPart, LinesPart, PapersPart, PaymentsPart } from './orderParts.tsx';
import { ParcelsPart } from './ParcelsPart.tsx';
import { RefundDialog } from './RefundDialog.tsx';
import { RefundsPart, ReturnsPart } from './ReturnsPart.tsx';
import { ShipDialog } from './ShipDialog.tsx';
import { TalkPart } from './TalkPart.tsx';
import type { Till } from './till.ts';
import { doingOf, plainly } from './verbs.ts';

type DialogName = 'ship' | 'refund' | 'cancel';

/** The order that is open: all of it, and what may be done with it now. */
export function OrderDesk({ api, till }: { api: DeskApi; till: Till }) {
  const dialog = useSignal<DialogName | ''>('');
  const order = till.order.value;
  const unread = order?.messages.some(({ from, readAt }) => from === 'buyer' && readAt === null) ?? false;
  useEffect(() => {
    if (order && unread)
      api.read(order.id).then(
        () => till.refresh(),
        () => undefined,
      );
  }, [order?.id, unread]);
  const close = (): void => till.show('');
  if (!order)
    return (
      <section class="till-order" aria-label={t('till.order')}>
        <button type="button" class="quiet till-back" onClick={close}>
          {t('till.close')}
        </button>
        {till.orderTrouble.value ? (
          <Trouble refusal={till.orderTrouble.value} onRetry={() => void till.look()} />
        ) : (
          <div class="rows" aria-busy="true">
            {[1, 2, 3].map((row) => (
              <div key={row} class="skeleton" />
            ))}
          </div>
        )}
      </section>
    );
  const doing = doingOf(till);
  const shut = (): void => {
    dialog.value = '';
  };
  const parts = { api, order, doing };
  return (
    <section class="till-order" aria-label={`${t('till.order')} ${order.number}`}>
      <header class="till-order-head">
        <button type="button" class="quiet till-back" onClick={close}>
          {t('till.close')}
        </button>
        <h2>
          <bdi dir="ltr">{order.number}</bdi> <StatusChip status={order.status} />
        </h2>
        <small>{formatTime(order.placedAt ?? 0, writing.value)}</small>
        <button type="button" class="icon-button till-shut" aria-label={t('till.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <Acts
        order={order}
        packing={api.packingLists([order.id])}
        onAct={(act) => {
          if (act === 'ship' || act === 'refund' || act === 'cancel') dialog.value = act;
          else void plainly(api, doing, act, order.id);
        }}
      />
      <LinesPart order={order} />
      <ReturnsPart {...parts} />
      <ParcelsPart {...parts} />
      <BuyerPart order={order} />
      <TalkPart {...parts} />
      <PaymentsPart order={order} />
      <RefundsPart order={order} />
      <PapersPart api={api} order={order} />
      <HistoryPart order={order} />
      {dialog.value === 'ship' && <ShipDialog {...parts} onClose={shut} />}
      {dialog.value === 'refund' && <RefundDialog {...parts} onClose={shut} />}
      {dialog.value === 'cancel' && <CancelDialog {...parts} onClose={shut} />}
    </section>
  );
}

type ActsProps = { order: DeskOrder; packing: string; onAct(act: DeskAct): void };

/** What may be done now; what may not is not shown. The next step on its way is the one that stands out. */
function Acts({ order: { acts, shipments, status }, packing, onAct }: ActsProps) {
  const next = (['pack', 'ship', 'deliver'] as const).find((act) => acts.includes(act));
  const shown = acts.filter((act) => act !== 'deliver' || status === 'shipped' || shipments.length > 0);
  return (
    <div class="till-acts">
      {shown.map((act) => (
        <button
          key={act}
          type="button"
          class={act === next ? 'primary' : act === 'cancel' ? 'quiet till-danger' : 'quiet'}
          onClick={() => onAct(act)}
        >
          {t(`till.act.${act}`)}
        </button>
      ))}
      <a class="quiet link" href={packing} target="_blank" rel="noopener">
        {t('till.packing')}
      </a>
    </div>
  );
}
