import { useSignal } from '@preact/signals';
import { BODIES, type Body, COLOURS, type Colour, NAME_MAX } from '../../shared/model/avatar.ts';
import type { Appearance } from '../../shared/wire/avatars.ts';
import { t } from '../ui/i18n.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';

const STORE_KEY = 'vitrine.appearance';

type DoorProps = {
  /** The showroom's name, once it is known. */
  place: string;
  ready: boolean;
  progress: string;
  problem: string;
  onEnter(appearance: Appearance): Promise<void>;
};

/** The way in: a name, a body, a colour. Remembered on this device. */
export function Door({ place, ready, progress, problem, onEnter }: DoorProps) {
  const before = readAppearance();
  const name = useSignal(before.name);
  const body = useSignal<Body>(before.body);
  const colour = useSignal<Colour>(before.colour);
  const busy = useSignal(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const appearance = { name: name.value.trim(), body: body.value, colour: colour.value };
    if (!appearance.name || busy.value) return;
    localStorage.setItem(STORE_KEY, JSON.stringify(appearance));
    busy.value = true;
    await onEnter(appearance);
    busy.value = false;
  };
  return (
    <section class="panel door" aria-labelledby="door-title">
      <p class="brand">Vitrine</p>
      <h1 id="door-title">{place || t('door.title')}</h1>
      <p class="lead">{t('app.tagline')}</p>
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
        <fieldset class="bodies">
          <legend>{t('door.body')}</legend>
          {BODIES.map((option) => (
            <label key={option} class={option === body.value ? 'choice chosen' : 'choice'}>
              <input
                type="radio"
                name="body"
                value={option}
                checked={option === body.value}
                onChange={() => (body.value = option)}
              />
              <img class="portrait" src={`/assets/avatars/${option}.webp`} alt="" width="48" height="60" />
              {t(`body.${option}`)}
            </label>
          ))}
        </fieldset>
        <fieldset class="colours">
          <legend>{t('door.colour')}</legend>
          {COLOURS.map((option) => (
            <label
              key={option}
              class={option === colour.value ? 'dot chosen' : 'dot'}
              style={{ background: option }}
            >
              <input
                type="radio"
                name="colour"
                value={option}
                aria-label={option}
                checked={option === colour.value}
                onChange={() => (colour.value = option)}
              />
            </label>
          ))}
        </fieldset>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="primary wide" disabled={!ready || busy.value}>
          {busy.value ? t('door.entering') : t('door.enter')}
        </button>
        <p class="hint" role="status">
          {ready ? t('door.hint') : progress}
        </p>
      </form>
      <LanguageField />
      <a class="quiet link" href="/lobby">
        {t('places.all')}
      </a>
    </section>
  );
}

function readAppearance(): Appearance {
  const fallback: Appearance = { name: '', body: BODIES[0], colour: COLOURS[0] };
  try {
    const stored = JSON.parse(localStorage.getItem(STORE_KEY) ?? '{}') as Partial<Appearance>;
    return {
      name: typeof stored.name === 'string' ? stored.name.slice(0, NAME_MAX) : '',
      body: BODIES.find((body) => body === stored.body) ?? fallback.body,
      colour: COLOURS.find((colour) => colour === stored.colour) ?? fallback.colour,
    };
  } catch {
    return fallback;
  }
}
