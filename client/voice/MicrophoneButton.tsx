import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import type { VoicePreferences } from './preferences.ts';
import type { Talk } from './talk.ts';

/** Milliseconds after which a held button talks instead of switching. */
const HOLD_MS = 250;

/** Switches the microphone; with push-to-talk, talks while it is held. Shows how loud one is. */
export function MicrophoneButton({ talk, mode }: { talk: Talk; mode: VoicePreferences['mode'] }) {
  const button = useRef<HTMLButtonElement>(null);
  const held = useRef({ timer: undefined as ReturnType<typeof setTimeout> | undefined, talked: false });
  useEffect(() => talk.meter(button.current!), [talk]);
  const release = (): void => {
    clearTimeout(held.current.timer);
    if (held.current.talked) talk.press(false);
  };
  return (
    <button
      ref={button}
      type="button"
      class={talk.open.value ? 'pill microphone open' : 'pill microphone'}
      aria-label={t('voice.microphone')}
      aria-pressed={talk.on.value}
      aria-keyshortcuts={mode === 'push' ? 'V' : undefined}
      title={mode === 'push' ? t('voice.pushHint') : undefined}
      onPointerDown={() => {
        held.current.talked = false;
        if (mode !== 'push' || !talk.on.value) return;
        held.current.timer = setTimeout(() => {
          held.current.talked = true;
          talk.press(true);
        }, HOLD_MS);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={release}
      onClick={() => {
        if (!held.current.talked) talk.toggle();
        held.current.talked = false;
      }}
    >
      <Icon name={talk.on.value ? 'microphone' : 'microphoneOff'} />
    </button>
  );
}
