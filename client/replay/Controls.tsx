import fullScreen from 'lucide-static/icons/maximize.svg?raw';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, t, writing } from '../ui/i18n.ts';
import { formatClock } from './format.ts';
import { type Player, SPEEDS } from './player.ts';
import type { Story } from './story.ts';

/** Milliseconds by which keys jump. */
const STEP_MS = { arrow: 5000, letter: 10_000 } as const;

/** What a key does to a player: space and K, J and L, arrows, Home and End, M; true when it did something. */
export function playerKey(player: Player, key: string): boolean {
  const rightToLeft = document.documentElement.dir === 'rtl';
  const forth = rightToLeft ? 'ArrowLeft' : 'ArrowRight';
  const back = rightToLeft ? 'ArrowRight' : 'ArrowLeft';
  const by = (ms: number) => player.seek(player.at.value + ms);
  const verbs: Record<string, () => void> = {
    ' ': () => (player.playing.value ? player.pause() : player.play()),
    k: () => (player.playing.value ? player.pause() : player.play()),
    j: () => by(-STEP_MS.letter),
    l: () => by(STEP_MS.letter),
    [back]: () => by(-STEP_MS.arrow),
    [forth]: () => by(STEP_MS.arrow),
    Home: () => player.seek(player.from),
    End: () => player.seek(player.to - 1000),
    m: () => player.setVolume(player.volume.value > 0 ? 0 : 1),
  };
  const verb = verbs[key.length === 1 ? key.toLowerCase() : key];
  verb?.();
  return verb !== undefined;
}

type ControlsProps = {
  player: Player;
  story: Story | undefined;
  products: ReadonlyMap<string, Product>;
  captions?: { on: boolean; set(on: boolean): void } | undefined;
  onFullScreen?: (() => void) | undefined;
  /** Without loudness: the room's own switch does that. */
  quiet?: boolean;
};

/** Play, seek, loudness, speed, captions and full screen under the picture. */
export function Controls({ player, story, products, captions, onFullScreen, quiet = false }: ControlsProps) {
  const playing = player.playing.value;
  return (
    <div class="replay-controls" role="group" aria-label={t('replay.controls')}>
      <button
        type="button"
        class="icon-button"
        aria-label={t(playing ? 'replay.pause' : 'replay.play')}
        onClick={() => (playing ? player.pause() : player.play())}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <SeekBar player={player} story={story} products={products} />
      <span class="replay-time">
        <bdi>
          {formatClock(player.at.value - player.from)} / {formatClock(player.to - player.from)}
        </bdi>
      </span>
      {!quiet && (
        <label class="replay-volume">
          <Icon name={player.volume.value > 0 ? 'soundOn' : 'soundOff'} />
          <input
            type="range"
            min="0"
            max="1"
            step="0.05"
            aria-label={t('replay.volume')}
            value={player.volume.value}
            onInput={(event) => player.setVolume(Number(event.currentTarget.value))}
          />
        </label>
      )}
      <select
        aria-label={t('replay.speed')}
        value={player.speed.value}
        onChange={(event) => player.setSpeed(Number(event.currentTarget.value))}
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={speed}>
            {new Intl.NumberFormat(writing.value).format(speed)}×
          </option>
        ))}
      </select>
      {captions && (
        <button
          type="button"
          class="quiet"
          aria-pressed={captions.on}
          onClick={() => captions.set(!captions.on)}
        >
          {t('replay.captions')}
        </button>
      )}
      {onFullScreen && (
        <button type="button" class="icon-button" aria-label={t('replay.fullScreen')} onClick={onFullScreen}>
          <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: fullScreen }} />
        </button>
      )}
    </div>
  );
}

type SeekProps = Pick<ControlsProps, 'player' | 'story' | 'products'>;

function SeekBar({ player, story, products }: SeekProps) {
  const length = Math.max(1, player.to - player.from);
  const share = (at: number): string => `${((at - player.from) / length) * 100}%`;
  return (
    <div class="replay-seek" style={{ '--done': share(player.at.value) }}>
      {story && story.applause.length > 0 && (
        <svg viewBox="0 0 96 10" preserveAspectRatio="none" aria-hidden="true">
          <path
            d={`M0 10 ${story.applause.map((sum, i) => `L${i + 0.5} ${10 - sum * 9}`).join(' ')} L96 10 Z`}
          />
        </svg>
      )}
      <input
        type="range"
        min={player.from}
        max={player.to}
        step="100"
        aria-label={t('replay.seek')}
        aria-valuetext={formatClock(player.at.value - player.from)}
        value={player.at.value}
        onInput={(event) => player.seek(Number(event.currentTarget.value))}
      />
      {story?.chapters.map(({ at, product }) => {
        const known = products.get(product);
        const name = known ? inLanguage(known.name, language.value) : product;
        return (
          <button
            key={at}
            type="button"
            class="replay-chapter"
            style={{ insetInlineStart: share(at) }}
            title={name}
            aria-label={t('replay.chapter', { name, time: formatClock(at - player.from) })}
            onClick={() => player.seek(at)}
          />
        );
      })}
    </div>
  );
}
