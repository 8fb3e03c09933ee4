import { useCurrent } from '../../ui/current.ts';
import { formatTime } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import type { DeskApi } from './deskApi.ts';

/** Milliseconds between two looks: it adds the whole shop up. */
const REFRESH_MS = 60_000;
const SHOWN = 20;

/** For owners: whether stock, orders and money add up, what was healed, who tried what. */
export function HealthPart({ api }: { api: DeskApi }) {
  const { known } = useCurrent(api.health, REFRESH_MS);
  const health = known.value;
  if (!health) return null;
  const { breaches, healed, attempts } = health;
  return (
    <details class={breaches.length > 0 ? 'till-health bad' : 'till-health'} open={breaches.length > 0}>
      <summary>
        {t('till.health')}{' '}
        <b>
          {breaches.length > 0 ? t('till.health.bad', { count: breaches.length }) : t('till.health.good')}
        </b>
      </summary>
      {breaches.length > 0 && (
        <ul class="till-list">
          {breaches.map((breach) => (
            <li key={breach} dir="ltr">
              {breach}
            </li>
          ))}
        </ul>
      )}
      <p>{t('till.health.healed', { count: healed.length })}</p>
      <p>{t('till.health.attempts', { count: attempts.length })}</p>
      {attempts.length > 0 && (
        <ul class="till-list">
          {attempts.slice(0, SHOWN).map(({ at, what }, index) => (
            <li key={`${at} ${index}`}>
              <small>
                {formatTime(at, writing.value)} · <bdi dir="ltr">{what}</bdi>
              </small>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
