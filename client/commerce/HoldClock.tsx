import { t, writing } from '../ui/i18n.ts';
import { formatClock } from './days.ts';
import type { Flow } from './flow.ts';

const SOON_MS = 60_000;

/** For how long the goods are still held, by the server's time. */
export function HoldClock({ flow }: { flow: Flow }) {
  const left = flow.left.value;
  if (left === undefined) return <p class="hold" />;
  return (
    <p class={left < SOON_MS ? 'hold soon' : 'hold'}>
      {t('hold.left')} <b role="timer">{formatClock(left, writing.value)}</b>
    </p>
  );
}
