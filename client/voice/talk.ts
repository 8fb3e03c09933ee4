import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Link } from '../net/link.ts';
import { t } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';
import type { VoiceDevice } from './device.ts';
import { type Microphone, onTalkKey, openMicrophone } from './microphone.ts';
import type { PreferenceStore, VoicePreferences } from './preferences.ts';
import { openSpeaking } from './speaking.ts';

/** One's own microphone: off, on, and (with push-to-talk) pressed. */
export type Talk = {
  on: ReadonlySignal<boolean>;
  /** Whether what the microphone hears is let out now. */
  open: ReadonlySignal<boolean>;
  toggle(): void;
  off(): void;
  /** Talks while pressed, when the microphone is on and push-to-talk chosen. */
  press(pressed: boolean): void;
  /** Shows how loud the microphone is in an element's `--level` until the returned undo is called. */
  meter(element: HTMLElement): () => void;
  restart(): void;
  dispose(): void;
};

/** What the microphone is opened with; when one of these changes it is opened anew. */
const inputOf = ({ device, echoCancellation, noiseSuppression, autoGainControl }: VoicePreferences): string =>
  JSON.stringify([device, echoCancellation, noiseSuppression, autoGainControl]);

/** Opens one's own side: the microphone stays off, and its device untouched, until it is switched on. */
export function openTalk(link: Link, device: VoiceDevice, preferences: PreferenceStore): Talk {
  const speaking = openSpeaking(link, device);
  const on = signal(false);
  const open = signal(false);
  const meters = new Set<HTMLElement>();
  let microphone: Microphone | undefined;
  let input = '';
  let attempt = 0;
  let frame = 0;

  const draw = (): void => {
    const level = (open.value && microphone?.level()) || 0;
    for (const element of meters) element.style.setProperty('--level', level.toFixed(2));
    frame = microphone ? requestAnimationFrame(draw) : 0;
  };
  const setOpen = (next: boolean): void => {
    if (open.peek() === next) return;
    open.value = next;
    speaking.setOpen(next).catch((error) => {
      off();
      sayError(error);
    });
  };
  const release = (): void => {
    attempt++;
    microphone?.stop();
    microphone = undefined;
  };
  const off = (): void => {
    release();
    on.value = false;
    open.value = false;
    void speaking.setOpen(false).catch(() => undefined);
    void speaking.setTrack(undefined).catch(() => undefined);
  };
  const start = async (): Promise<void> => {
    release();
    const mine = attempt;
    const wish = preferences.value.value;
    input = inputOf(wish);
    on.value = true;
    try {
      const opened = await openMicrophone(wish, () => {
        off();
        say(t('voice.ended'));
      });
      if (attempt !== mine) return opened.stop();
      microphone = opened;
      if (frame === 0) draw();
      await speaking.setTrack(opened.track);
      if (attempt === mine && wish.mode === 'toggle') setOpen(true);
    } catch (error) {
      if (attempt !== mine) return;
      off();
      explain(error);
    }
  };
  const undo = [
    onTalkKey((pressed) => talk.press(pressed)),
    effect(() => {
      const wish = preferences.value.value;
      if (!microphone) return;
      if (inputOf(wish) !== input) void start();
      setOpen(wish.mode === 'toggle');
    }),
  ];
  const talk: Talk = {
    on,
    open,
    off,
    restart: speaking.restart,
    toggle() {
      if (on.value) return off();
      void start();
      if (preferences.value.value.mode === 'push') say(t('voice.pushHint'));
    },
    press(pressed) {
      if (microphone && preferences.value.value.mode === 'push') setOpen(pressed);
    },
    meter(element) {
      meters.add(element);
      return () => meters.delete(element);
    },
    dispose() {
      for (const step of undo.splice(0)) step();
      cancelAnimationFrame(frame);
      release();
      speaking.dispose();
    },
  };
  return talk;
}

/** Says why there is no microphone, and what to do. */
function explain(error: unknown): void {
  if (!(error instanceof DOMException) && !(error instanceof TypeError)) sayError(error);
  else if (error.name === 'NotAllowedError') say(t('voice.denied'), 'error');
  else if (error.name === 'NotFoundError') say(t('voice.absent'), 'error');
  else say(t('voice.failed', { reason: error.message }), 'error');
}
