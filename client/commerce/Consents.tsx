import { t, writing } from '../ui/i18n.ts';
import { formatDay } from './days.ts';
import type { Flow } from './flow.ts';
import { sayFault } from './ShopField.tsx';
import { Tick } from './Tick.tsx';

/** What one agrees to: to wait for what comes later, and the terms, which are needed; and news, which are not. */
export function Consents({ flow }: { flow: Flow }) {
  const { terms, waits, news } = flow.draft.value;
  const faultOf = (at: 'terms' | 'waits'): string | undefined => {
    const fault = flow.faults.value.get(at);
    return fault && sayFault(flow, at, fault);
  };
  const later = sayWaits(flow);
  return (
    <div class="ticks">
      {later && (
        <Tick
          at="waits"
          label={later}
          checked={waits}
          fault={faultOf('waits')}
          onTick={(on) => flow.write({ waits: on })}
        />
      )}
      <Tick
        at="terms"
        label={t('checkout.terms')}
        checked={terms}
        fault={faultOf('terms')}
        onTick={(on) => flow.write({ terms: on })}
      />
      <a class="terms-link" href="/terms" target="_blank" rel="noreferrer">
        {t('terms.link')}
      </a>
      <Tick label={t('checkout.news')} checked={news} onTick={(on) => flow.write({ news: on })} />
    </div>
  );
}

/** How many come later, and when the last of them; nothing when all is there. */
function sayWaits(flow: Flow): string | undefined {
  const lines = flow.checkout.value?.order.lines.filter(({ ahead }) => ahead > 0) ?? [];
  if (lines.length === 0) return undefined;
  const count = lines.reduce((sum, { ahead }) => sum + ahead, 0);
  const times = lines.flatMap(({ readyAt }) => readyAt ?? []);
  if (times.length < lines.length) return t('checkout.waitsSomeday', { count });
  return t('checkout.waits', { count, date: formatDay(Math.max(...times), writing.value) });
}
