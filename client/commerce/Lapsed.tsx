import type { Order } from '../../shared/model/order.ts';
import { t } from '../ui/i18n.ts';
import type { Flow } from './flow.ts';
import { ProblemNote } from './ProblemNote.tsx';

/** The ten minutes are over: what is kept, and the way back. */
export function Lapsed({ flow }: { flow: Flow }) {
  return (
    <div class="outcome">
      <h3 data-head tabIndex={-1}>
        {t('hold.over')}
      </h3>
      <p role="status">{t('hold.overText')}</p>
      <button type="button" class="primary wide" onClick={() => void flow.open()}>
        {t('hold.again')}
      </button>
      <button type="button" class="quiet wide" onClick={flow.back}>
        {t('checkout.back')}
      </button>
    </div>
  );
}

/** A payment of which nobody knows yet what became of it. */
export function Pending({ flow, order }: { flow: Flow; order: Order }) {
  const busy = flow.paying.value;
  return (
    <div class="outcome">
      <h3 data-head tabIndex={-1}>
        {t('pending.title')}
      </h3>
      <p role="status">{t('pending.text', { number: order.number })}</p>
      <ProblemNote flow={flow} of={['payment']} />
      <button type="button" class="primary wide" aria-disabled={busy} onClick={() => void flow.look()}>
        {t('pending.look')}
      </button>
      <button type="button" class="quiet wide" aria-disabled={busy} onClick={() => void flow.another()}>
        {t('checkout.otherCard')}
      </button>
    </div>
  );
}
