import { formatMoney } from '../../shared/model/money.ts';
import { sayRefusal, t, writing } from '../ui/i18n.ts';
import type { Flow } from './flow.ts';
import type { Part } from './flowState.ts';

/** What went wrong in some parts, in the place where it belongs. */
export function ProblemNote({ flow, of }: { flow: Flow; of: readonly Part[] }) {
  const problem = flow.problem.value;
  if (!problem || !of.includes(problem.part)) return null;
  return (
    <p class="problem" role="alert">
      {say(flow, problem)}
    </p>
  );
}

function say({ checkout }: Flow, { part, say: what }: NonNullable<Flow['problem']['value']>): string {
  const total = checkout.value?.order.totals.total;
  if (what === 'total')
    return t('checkout.totalNow', { total: total ? formatMoney(total, writing.value) : '' });
  if (what === 'unknown') return t('checkout.unknown');
  if (part === 'code' && what.code === 'not-found') return t('cart.code.unknown');
  if (part === 'place' && what.code === 'not-found') return t('market.notThere');
  return sayRefusal(what);
}
