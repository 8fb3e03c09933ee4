import './inputs.css';
import { HOUSE_INPUT, PROGRAMME } from '../../shared/model/sources.ts';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import { sayError } from '../ui/toast.tsx';
import type { Desk, DeskInput } from './desk.ts';
import { DeskIcon } from './deskIcons.tsx';
import { FilmBar } from './FilmBar.tsx';
import { LevelMeter } from './LevelMeter.tsx';
import { MonitorPicture } from './MonitorPicture.tsx';
import { SlideBar } from './SlideBar.tsx';

/** What an input is called: its own name, or its kind. */
export const nameOfInput = ({ name, kind }: Pick<DeskInput, 'name' | 'kind'>): string =>
  name || t(`studio.${kind}`);

type TilesProps = {
  desk: Desk;
  screens: readonly string[];
  onScreens: ReadonlyMap<string, string>;
  small: boolean;
};

/** All inputs, with the light that tells which are on air (red) and which come next (green). `small`: see `MonitorPicture`. */
export function InputTiles({ desk, screens, onScreens, small }: TilesProps) {
  const inputs = desk.inputs.value;
  return (
    <ol class="inputs" aria-label={t('studio.inputs')}>
      {inputs.map((input, index) => (
        <Tile
          key={input.id}
          desk={desk}
          input={input}
          number={index + 1}
          screens={screens}
          small={small}
          shownOn={[...onScreens].find(([, id]) => id === input.id)?.[0] ?? ''}
        />
      ))}
    </ol>
  );
}

type TileProps = {
  desk: Desk;
  input: DeskInput;
  number: number;
  screens: readonly string[];
  small: boolean;
  shownOn: string;
};

function Tile({ desk, input, number, screens, small, shownOn }: TileProps) {
  const { id, kind, stream, local, muted } = input;
  const name = nameOfInput(input);
  const onAir = desk.shown.value.inputs.includes(id) && desk.phase.value === 'live';
  const next = desk.next.value.inputs.includes(id);
  const hasSound = stream.getAudioTracks().length > 0;
  const state = onAir ? 'on-air' : next ? 'next' : '';
  return (
    <li class={`input ${state}`}>
      <button
        type="button"
        class="face"
        aria-pressed={next}
        aria-label={t('studio.choose', { name, number })}
        onClick={() => desk.choose(id)}
        onDblClick={() => desk.take('cut')}
      >
        <span class={`picture ${kind}`}>
          <MonitorPicture stream={stream} small={small} />
        </span>
        <span class="tally">{onAir ? t('studio.onAir') : next ? t('studio.next') : ''}</span>
      </button>
      {hasSound && <LevelMeter stream={stream} />}
      <div class="about">
        <DeskIcon name={kind} />
        <bdi title={name}>
          {number}. {name}
        </bdi>
        {hasSound && (
          <button
            type="button"
            class="icon-button"
            aria-pressed={muted}
            aria-label={t(muted ? 'studio.unmute' : 'studio.mute', { name })}
            onClick={() => desk.setMuted(id, !muted)}
          >
            <Icon name={muted ? 'soundOff' : 'soundOn'} />
          </button>
        )}
        {local && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('studio.remove', { name })}
            onClick={() => desk.close(id)}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      {local?.capture.film && <FilmBar film={local.capture.film} name={name} />}
      {local?.capture.slides && <SlideBar slides={local.capture.slides} name={name} />}
      {screens.length > 0 && id !== HOUSE_INPUT && stream.getVideoTracks().length > 0 && (
        <select
          aria-label={t('studio.onScreen', { name })}
          value={shownOn}
          onChange={(event) => {
            const screen = event.currentTarget.value;
            const change = screen ? desk.setScreen(screen, id) : desk.setScreen(shownOn, PROGRAMME);
            change.catch(sayError);
          }}
        >
          <option value="">{t('studio.noScreen')}</option>
          {screens.map((screen) => (
            <option key={screen} value={screen}>
              {t('studio.screenNamed', { screen })}
            </option>
          ))}
        </select>
      )}
    </li>
  );
}
