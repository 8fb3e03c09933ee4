import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { type Look, NAME_MAX } from '../../shared/model/avatar.ts';
import type { Appearance } from '../../shared/wire/avatars.ts';
import { t } from '../ui/i18n.ts';
import { type Coming, Opening } from '../ui/Opening.tsx';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { readAppearance, storeAppearance } from './appearance.ts';
import { LookFields } from './LookFields.tsx';

type DoorProps = {
  /** The showroom's name, once it is known. */
  place: string;
  ready: boolean;
  progress: string;
  problem: string;
  /** When it opens, while that is still to come. */
  coming: Coming | undefined;
  onEnter(appearance: Appearance): Promise<void>;
};

/** The way in: a name, a body, its colours. Remembered on this device. Before the showroom opens one waits here, and the door opens by itself. */
export function Door({ place, ready, progress, problem, coming, onEnter }: DoorProps) {
  const before = readAppearance();
  const name = useSignal(before.name);
  const { name: _, ...own } = before;
  const look = useSignal<Look>(own);
  const busy = useSignal(false);
  const closed = coming?.closed === true;
  const waitedFor = useRef('');
  if (closed) waitedFor.current = place;
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const appearance = { name: name.value.trim(), ...look.value };
    if (!appearance.name || busy.value || closed) return;
    storeAppearance(appearance);
    busy.value = true;
    await onEnter(appearance);
    busy.value = false;
  };
  return (
    <section class="panel door" aria-labelledby="door-title">
      <p class="brand">Vitrine</p>
      <h1 id="door-title">{place || t('door.title')}</h1>
      {coming ? (
        <p class="door-opening">
          <Opening {...coming} />
        </p>
      ) : (
        <p class="lead">{t('app.tagline')}</p>
      )}
      <form onSubmit={(event) => void submit(event)}>
        <div class="field">
          <label for="door-name">{t('door.name')}</label>
          <input
            id="door-name"
            name="name"
            autocomplete="nickname"
            required
            maxLength={NAME_MAX}
            value={name}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
        </div>
        <LookFields look={look} />
        {problem && (
          <div class="problem" role="alert">
            {problem}
            {!ready && (
              <button type="button" class="quiet" onClick={() => location.reload()}>
                {t('lobby.again')}
              </button>
            )}
          </div>
        )}
        <button type="submit" class="primary wide" disabled={!ready || busy.value || closed}>
          {busy.value ? t('door.entering') : t('door.enter')}
        </button>
        <p class="hint" role="status">
          {ready ? hintOf(coming, waitedFor.current !== '' && waitedFor.current === place) : progress}
        </p>
      </form>
      <LanguageField />
      <a class="quiet link" href="/lobby">
        {t('places.all')}
      </a>
    </section>
  );
}

/** What is said once below the button: that one waits, that the wait is over, or that one needs no account. */
function hintOf(coming: Coming | undefined, waited: boolean): string {
  if (coming) return t(coming.closed ? 'opening.wait' : 'opening.staff');
  return t(waited ? 'opening.now' : 'door.hint');
}
