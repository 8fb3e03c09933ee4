import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import type { Film } from './pictures.ts';

/** The room's chat, as far as a tour shows it: its panel, and the number of its latest line. */
export type TourTalk = { panel: ComponentChildren; latest: number };

type ToolsProps = {
  voice: ComponentChildren;
  talk: TourTalk;
  film: Film | undefined;
  soundOn: boolean;
  onSound(on: boolean): void;
  chatOpen: boolean;
  onChat(open: boolean): void;
};

/** What one needs of the room's bar while one is in a tour: microphone, sound, chat; and the film, where there is one. */
export function TourTools({ voice, talk, film, soundOn, onSound, chatOpen, onChat }: ToolsProps) {
  const seen = useRef(talk.latest);
  if (chatOpen) seen.current = talk.latest;
  const unread = talk.latest - seen.current;
  const playing = film?.playing.value;
  return (
    <div class="tour-tools">
      {film && (
        <button
          type="button"
          class="pill"
          aria-label={t(playing ? 'tours.pause' : 'tours.play')}
          onClick={() => film.setPlaying(!playing)}
        >
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
      )}
      {voice}
      <button
        type="button"
        class="pill"
        aria-label={t('tours.sound')}
        aria-pressed={soundOn}
        onClick={() => onSound(!soundOn)}
      >
        <Icon name={soundOn ? 'soundOn' : 'soundOff'} />
      </button>
      <button
        type="button"
        class="pill"
        aria-label={t('tours.chat', { count: unread })}
        aria-expanded={chatOpen}
        aria-controls="tour-chat"
        onClick={() => onChat(!chatOpen)}
      >
        <Icon name="chat" />
        {unread > 0 && <b>{unread}</b>}
      </button>
    </div>
  );
}
