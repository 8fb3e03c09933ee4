import { formatMoney } from '../../shared/model/money.ts';
import type { Order } from '../../shared/model/order.ts';
import { t, writing } from '../ui/i18n.ts';
import type { Flow } from './flow.ts';
import { ProblemNote } from './ProblemNote.tsx';

/** The bank's question, as the built-in provider plays it. */
export function Bank({ flow, order }: { flow: Flow; order: Order }) {
  const busy = flow.paying.value;
  return (
    <div class="outcome" role="group" aria-label={t('confirm.title')}>
      <h3 data-head tabIndex={-1}>
        {t('confirm.title')}
      </h3>
      <p>{t('confirm.text', { total: formatMoney(order.totals.total, writing.value) })}</p>
      <ProblemNote flow={flow} of={['payment']} />
      <button type="button" class="primary wide" aria-disabled={busy} onClick={() => void flow.answer(true)}>
        {t('confirm.yes')}
      </button>
      <button type="button" class="quiet wide" aria-disabled={busy} onClick={() => void flow.answer(false)}>
        {t('confirm.no')}
      </button>
    </div>
  );
}
