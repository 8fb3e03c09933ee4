import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { inLanguage } from '../../shared/model/catalogue.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import { formatTime } from '../ui/format.ts';
import { language, sayRefusal, t } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';

/** Milliseconds between two looks at who is live. */
const REFRESH_MS = 5000;

/** What is live, open and coming, with pictures of the real rooms; current while one looks. */
export function Lobby({ list }: { list(): Promise<LobbyEntry[]> }) {
  const entries = useSignal<LobbyEntry[] | undefined>(undefined);
  const problem = useSignal('');
  const refresh = async (): Promise<void> => {
    try {
      entries.value = (await list()).sort((a, b) => rank(a) - rank(b));
      problem.value = '';
    } catch (error) {
      problem.value = sayRefusal(toRefusal(error));
    }
  };
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => !document.hidden && void refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const now = entries.value;
  return (
    <main class="lobby">
      <header>
        <p class="brand">Vitrine</p>
        <h1>{t('lobby.title')}</h1>
        <p class="lead">{t('lobby.lead')}</p>
      </header>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}{' '}
          <button type="button" class="quiet" onClick={() => void refresh()}>
            {t('lobby.again')}
          </button>
        </p>
      )}
      {now?.length === 0 && <p class="empty">{t('lobby.empty')}</p>}
      <ul class="rooms" aria-label={t('lobby.title')} aria-busy={!now && !problem.value}>
        {!now && !problem.value && [1, 2, 3, 4].map((card) => <li key={card} class="skeleton card" />)}
        {now?.map((entry) => (
          <Card key={entry.slug} entry={entry} />
        ))}
      </ul>
    </main>
  );
}

function Card({ entry }: { entry: LobbyEntry }) {
  const { slug, scene, theme, people, title, live } = entry;
  const name = inLanguage(entry.name, language.value);
  const coming = comingAt(entry);
  return (
    <li class="card">
      <a href={`/s/${slug}`}>
        <img src={`/assets/scenes/${scene}/poster.webp`} alt="" width="640" height="360" />
        <span class="about">
          <b dir="auto">{name}</b>
          <small>
            {coming
              ? t('lobby.opens', { when: formatTime(coming, language.value) })
              : t('lobby.people', { count: people })}
          </small>
          {live && title && <small dir="auto">{title}</small>}
        </span>
        <span class={live ? 'chip live' : 'chip'}>
          {live && <i />}
          {coming ? t('lobby.soon') : t(live ? 'lobby.live' : 'lobby.open')}
        </span>
        {theme.logo && <img class="logo" src={theme.logo} alt="" />}
      </a>
    </li>
  );
}

/** When a showroom opens, if that is still to come. */
const comingAt = ({ opensAt }: LobbyEntry): number | undefined =>
  opensAt !== null && opensAt > Date.now() ? opensAt : undefined;

/** Live ones first, then those with people, then the open, then the coming. */
const rank = (entry: LobbyEntry): number => {
  if (comingAt(entry)) return 3;
  if (entry.live) return 0;
  return entry.people > 0 ? 1 : 2;
};
