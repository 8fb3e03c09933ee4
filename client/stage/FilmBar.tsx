import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import type { FilmControls } from './capture.ts';

const MOVES = ['play', 'pause', 'timeupdate', 'durationchange', 'seeked'] as const;

/** Plays, pauses and seeks a film of this machine; everybody sees it so. */
export function FilmBar({ film, name }: { film: FilmControls; name: string }) {
  const now = useSignal({
    at: film.currentTime,
    length: film.duration,
    paused: film.paused,
    loop: film.loop,
  });
  useEffect(() => {
    const read = (): void => {
      now.value = { at: film.currentTime, length: film.duration, paused: film.paused, loop: film.loop };
    };
    for (const move of MOVES) film.addEventListener(move, read);
    return () => {
      for (const move of MOVES) film.removeEventListener(move, read);
    };
  }, [film]);
  const { at, length, paused, loop } = now.value;
  const known = Number.isFinite(length);
  return (
    <div class="film-bar">
      <button
        type="button"
        class="icon-button"
        aria-label={t(paused ? 'studio.playFilm' : 'studio.pauseFilm', { name })}
        onClick={() => (paused ? void film.play().catch(() => undefined) : film.pause())}
      >
        <Icon name={paused ? 'play' : 'pause'} />
      </button>
      <input
        type="range"
        aria-label={t('studio.seek', { name })}
        aria-valuetext={clock(at)}
        min={0}
        max={known ? length : 0}
        step={0.1}
        value={at}
        disabled={!known}
        onInput={(event) => {
          film.currentTime = Number(event.currentTarget.value);
        }}
      />
      <small>{clock(known ? length - at : at)}</small>
      <label class="small-check">
        <input
          type="checkbox"
          checked={loop}
          onChange={(event) => {
            film.loop = event.currentTarget.checked;
            now.value = { ...now.value, loop: film.loop };
          }}
        />
        {t('studio.loop')}
      </label>
    </div>
  );
}

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
