import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { DeskOrder } from '../../../shared/model/desk.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Labelled } from '../../ui/Field.tsx';
import { t, writing } from '../../ui/i18n.ts';
import type { DeskApi } from './deskApi.ts';
import type { Doing } from './verbs.ts';

type CancelProps = { api: DeskApi; order: DeskOrder; doing: Doing; onClose(): void };

/** Calls an order off: says what that means before it is done, for money that has gone can't be called back. */
export function CancelDialog({ api, order, doing, onClose }: CancelProps) {
  const key = useMemo(() => crypto.randomUUID(), []);
  const busy = useSignal(false);
  return (
    <Dialog label={t('till.cancel.title', { number: order.number })} class="till-dialog" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          busy.value = true;
          const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
          void doing(() => api.cancel(order.id, key, reason)).then((done) => {
            busy.value = false;
            if (done) onClose();
          });
        }}
      >
        <p>{t('till.cancel.lead', { amount: formatMoney(order.refundable, writing.value) })}</p>
        <Labelled label={t('till.refund.reason')}>
          {(id) => <input id={id} name="reason" maxLength={500} />}
        </Labelled>
        <button type="submit" class="danger" disabled={busy.value}>
          {t('till.cancel.go')}
        </button>
      </form>
    </Dialog>
  );
}
