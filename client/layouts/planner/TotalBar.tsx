import { useSignal } from '@preact/signals';
import { formatMoney } from '../../../shared/model/money.ts';
import { t, writing } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import type { Keeping } from '../keeping.ts';
import type { PlanLine } from '../plan.ts';
import type { Desk } from './desk.ts';
import { nameOf } from './names.ts';

type TotalBarProps = {
  desk: Desk;
  keeping: Keeping;
  addAll(lines: readonly PlanLine[]): Promise<string[]>;
};

/** What all of it costs, how it is kept, and the way into the cart. */
export function TotalBar({ desk, keeping, addAll }: TotalBarProps) {
  const busy = useSignal(false);
  const laid = useSignal(false);
  const pieces = desk.pieces.value;
  const total = pieces.length > 0 ? desk.plan.total() : undefined;
  const lay = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    try {
      const lines = desk.plan.lines();
      const short = await addAll(lines);
      laid.value = true;
      if (short.length === 0) say(t('plan.laid', { count: pieces.length }));
      else {
        const lacking = lines.filter(({ sku }) => short.includes(sku));
        say(t('plan.short', { names: lacking.map((line) => nameOf(desk, line)).join(', ') }), 'error');
      }
    } catch (error) {
      sayError(error);
    }
    busy.value = false;
  };
  return (
    <footer class="planner-total">
      <p class="planner-sum">
        <span>{t('plan.count', { count: pieces.length })}</span>
        {total && <strong>{formatMoney(total, writing.value)}</strong>}
      </p>
      <p class="hint planner-state" role="status">
        {t(`plan.state.${keeping.state.value}`)}
      </p>
      <button
        type="button"
        class="primary"
        disabled={pieces.length === 0}
        aria-disabled={busy.value}
        onClick={() => void lay()}
      >
        {t('plan.addAll')}
      </button>
      {laid.value && (
        <a class="quiet link" href="/checkout">
          {t('plan.checkout')}
        </a>
      )}
    </footer>
  );
}
