import type { ComponentChildren } from 'preact';
import { inLanguage } from '../../shared/model/localText.ts';
import { isOpen, type LobbyEntry } from '../../shared/model/showroom.ts';
import { useCurrent } from '../ui/current.ts';
import { language, t } from '../ui/i18n.ts';
import { Opening, useOpening } from '../ui/Opening.tsx';
import { Trouble } from '../ui/Trouble.tsx';

/** Milliseconds between two looks at who is live. */
const REFRESH_MS = 5000;

type Listed = { showrooms: LobbyEntry[]; now: () => number };
type LobbyProps = {
  list(): Promise<Listed>;
  /** One came by an address at which there is nothing. */
  astray: boolean;
  /** What comes before the showrooms. */
  children?: ComponentChildren;
};

/** What is live, open and coming, with pictures of the real rooms; current while one looks. */
export function Lobby({ list, astray, children }: LobbyProps) {
  const {
    known: listed,
    trouble,
    refresh,
  } = useCurrent<Listed>(async () => {
    const { showrooms, now } = await list();
    showrooms.sort((a, b) => rank(a, now()) - rank(b, now()));
    return { showrooms, now };
  }, REFRESH_MS);
  const { showrooms, now } = listed.value ?? {};
  return (
    <main class="lobby">
      <header>
        <p class="brand">Vitrine</p>
        <h1>{t(astray ? 'lobby.astray' : 'lobby.title')}</h1>
        <p class="lead">{t(astray ? 'lobby.astrayLead' : 'lobby.lead')}</p>
      </header>
      {children}
      {trouble.value && <Trouble refusal={trouble.value} onRetry={() => void refresh()} />}
      {showrooms?.length === 0 && <p class="empty">{t('lobby.empty')}</p>}
      <ul class="rooms" aria-label={t('lobby.title')} aria-busy={!showrooms && !trouble.value}>
        {!showrooms && !trouble.value && [1, 2, 3, 4].map((card) => <li key={card} class="skeleton card" />)}
        {showrooms?.map((entry) => (
          <Card key={entry.slug} entry={entry} now={now!} />
        ))}
      </ul>
    </main>
  );
}

function Card({ entry, now }: { entry: LobbyEntry; now: () => number }) {
  const { slug, scene, theme, people, title, live } = entry;
  const name = inLanguage(entry.name, language.value);
  const coming = useOpening(entry.opensAt, now);
  return (
    <li class="card">
      <a href={`/s/${slug}`}>
        <img src={`/assets/scenes/${scene}/poster.webp`} alt="" width="640" height="360" />
        <span class="about">
          <b dir="auto">{name}</b>
          <small>{coming ? <Opening {...coming} /> : t('lobby.people', { count: people })}</small>
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

/** Live ones first, then those with people, then the open, then the coming. */
const rank = ({ opensAt, live, people }: LobbyEntry, now: number): number => {
  if (!isOpen(opensAt, now, false)) return 3;
  if (live) return 0;
  return people > 0 ? 1 : 2;
};
