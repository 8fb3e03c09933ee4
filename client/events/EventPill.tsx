import './pill.css';
import { inLanguage, type LocalText } from '../../shared/model/localText.ts';
import type { ServerClock } from '../net/serverClock.ts';
import { language, t } from '../ui/i18n.ts';
import { Left, useOpening } from '../ui/Opening.tsx';

type PillProps = {
  id: string;
  /** In the languages that there are, as JSON. */
  title: string;
  status: string;
  startsAt: number;
  item: string;
  now: ServerClock | undefined;
};

/** What the showroom is about at the moment: an event's title, with what is on or what is left until it starts. Nothing once it is over. */
export function EventPill({ id, title, status, startsAt, item, now }: PillProps) {
  const coming = useOpening(status === 'scheduled' ? startsAt : null, now);
  if (!id || (status !== 'live' && status !== 'scheduled')) return null;
  const live = status === 'live';
  return (
    <aside class="event-pill" aria-label={t('event.one')}>
      {live && <i aria-hidden="true" />}
      <b dir="auto">{inLanguage(JSON.parse(title) as LocalText, language.value)}</b>
      <span class="meta">
        {live ? (
          <span dir="auto">{item || t('lobby.live')}</span>
        ) : coming ? (
          <Left left={coming.left} />
        ) : (
          t('event.soon')
        )}
      </span>
    </aside>
  );
}
