import { useCurrent } from '../ui/current.ts';
import { formatTime } from '../ui/format.ts';
import { t, writing } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { say, sayError } from '../ui/toast.tsx';
import type { AccountApi, SessionSheet } from './accountApi.ts';

/** Milliseconds between two looks at the sessions. */
const REFRESH_MS = 15_000;

/** Where one is signed in, and how to end it there. */
export function SessionList({ api }: { api: AccountApi }) {
  const { known, trouble, refresh } = useCurrent<SessionSheet[]>(api.sessions, REFRESH_MS);
  const end = (id: string): void => {
    api.endSession(id).then(() => {
      say(t('account.sessionEnded'));
      return refresh();
    }, sayError);
  };
  const others = known.value?.some(({ own }) => !own);
  return (
    <section>
      <h2>{t('account.sessions')}</h2>
      {trouble.value && <Trouble refusal={trouble.value} onRetry={() => void refresh()} />}
      <ul class="account-list" aria-label={t('account.sessions')}>
        {known.value?.map(({ id, device, address, seenAt, own }) => {
          const name = deviceOf(device) || t('account.sessionUnknown');
          return (
            <li key={id}>
              <span>
                <strong dir="auto">{name}</strong> {own && <em>{t('account.sessionOwn')}</em>}
                <small>
                  {t('account.sessionSeen', { when: formatTime(seenAt, writing.value) })} ·{' '}
                  <bdi>{address}</bdi>
                </small>
              </span>
              {!own && (
                <button
                  type="button"
                  class="quiet"
                  aria-label={t('account.sessionEndNamed', { name })}
                  onClick={() => end(id)}
                >
                  {t('account.signOut')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {others && (
        <p class="verbs">
          <button type="button" class="quiet" onClick={() => end('others')}>
            {t('account.sessionEndOthers')}
          </button>
        </p>
      )}
    </section>
  );
}

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'Mac'],
  [/Windows/, 'Windows'],
  [/Linux/, 'Linux'],
];

/** What a browser says of itself, as people call it; empty when it is none we know. */
function deviceOf(agent: string): string {
  const found = [BROWSERS, SYSTEMS].map((known) => known.find(([sign]) => sign.test(agent))?.[1]);
  return found.filter(Boolean).join(' · ');
}
