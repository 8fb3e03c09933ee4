import { useSignal } from '@preact/signals';
import goggles from 'lucide-static/icons/rectangle-goggles.svg?raw';
import { useEffect, useRef } from 'preact/hooks';
import { learnWords, t } from '../ui/i18n.ts';
import { say } from '../ui/toast.tsx';
import type { Vr } from './vr.ts';
import { XR_WORDS } from './words.ts';

/** To be called before the button is shown. */
export const learnXrWords = (): Promise<void> => learnWords(XR_WORDS);

/** Shows the room in the headset, and ends it from the page. */
export function VrButton({ enter }: { enter(): Promise<Vr> }) {
  const vr = useSignal<Vr | undefined>(undefined);
  const busy = useRef(false);
  useEffect(() => () => void vr.value?.end(), []);
  const press = async (): Promise<void> => {
    if (vr.value) return vr.value.end();
    if (busy.current) return;
    busy.current = true;
    try {
      const opened = await enter();
      vr.value = opened;
      opened.onEnd(() => (vr.value = undefined));
      say(t('xr.inside'));
    } catch (error) {
      say(t(isRefused(error) ? 'xr.notAllowed' : 'xr.noDevice'), 'error');
    } finally {
      busy.current = false;
    }
  };
  const label = t(vr.value ? 'xr.leave' : 'xr.enter');
  return (
    <button
      type="button"
      class="pill"
      aria-label={label}
      aria-pressed={vr.value !== undefined}
      onClick={() => void press()}
    >
      <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: goggles }} />
      <span>{label}</span>
    </button>
  );
}

const isRefused = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'SecurityError');
