import './captions.css';
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { isLiveSource } from '../../shared/model/sources.ts';
import type { Caption } from '../../shared/wire/stage.ts';
import type { Link } from '../net/link.ts';
import { t } from '../ui/i18n.ts';

/** What is said on the stage, to read: ready to be placed. */
export type Captions = {
  /** The place of the captions; empty while nothing is said. */
  Slot(): ComponentChildren;
  Settings(): ComponentChildren;
  dispose(): void;
};

/** Whether one wants captions, and how large; remembered on this device. */
type CaptionWish = { on: boolean; large: boolean };

const STORE_KEY = 'vitrine.captions';
/** How long a caption stays that nobody takes away, milliseconds: at least, for each character, and when it is held. */
const STAY_MS = { least: 3000, character: 70, held: 30_000 } as const;

/** Follows the room's captions; one who has just come in sees the next. */
export function openCaptions(link: Pick<Link, 'on' | 'watch' | 'state'>): Captions {
  const wish = signal(readWish());
  const shown = signal<Caption | undefined>(undefined);
  let fading: ReturnType<typeof setTimeout> | undefined;
  const clear = (): void => {
    clearTimeout(fading);
    shown.value = undefined;
  };
  const undo = [
    link.on('stage.caption', (caption) => {
      clear();
      if (!caption.text) return;
      shown.value = caption;
      const readingMs = Math.max(STAY_MS.least, caption.text.length * STAY_MS.character);
      fading = setTimeout(clear, caption.held ? STAY_MS.held : readingMs);
    }),
    link.watch.changed(link.state.programme, () => {
      if (!isLiveSource(link.state.programme.source)) clear();
    }),
  ];
  const set = (change: Partial<CaptionWish>): void => {
    wish.value = { ...wish.value, ...change };
    localStorage.setItem(STORE_KEY, JSON.stringify(wish.value));
  };
  return {
    // Not a live region: who listens to a screen reader hears the voice itself.
    Slot: () => (
      <div class={wish.value.large ? 'captions large' : 'captions'} role="region" aria-label={t('captions')}>
        {wish.value.on && shown.value && (
          <p dir="auto" lang={shown.value.language}>
            {shown.value.text}
          </p>
        )}
      </div>
    ),
    Settings: () => (
      <>
        <h3>{t('captions')}</h3>
        {(['on', 'large'] as const).map((name) => (
          <label key={name} class="check">
            <input
              type="checkbox"
              checked={wish.value[name]}
              onChange={(event) => set({ [name]: event.currentTarget.checked })}
            />
            <span>{t(`captions.${name}`)}</span>
          </label>
        ))}
      </>
    ),
    dispose() {
      for (const step of undo.splice(0)) step();
      clear();
    },
  };
}

/** As this device remembers it; on unless one has switched them off. */
function readWish(): CaptionWish {
  try {
    const { on, large } = JSON.parse(localStorage.getItem(STORE_KEY) ?? '{}');
    return { on: on !== false, large: large === true };
  } catch {
    return { on: true, large: false };
  }
}
