import goggles from 'lucide-static/icons/rectangle-goggles.svg?raw';
import { useRef } from 'preact/hooks';
import { learnWords, t } from '../ui/i18n.ts';
import { say } from '../ui/toast.tsx';
import { BOARD_WORDS } from '../world/boards/words.ts';
import { go, visit } from './session.ts';
import type { Vr } from './vr.ts';
import { XR_WORDS } from './words.ts';

/** To be called before the button is shown. */
export const learnXrWords = async (): Promise<void> => {
  await Promise.all([learnWords(XR_WORDS), learnWords(BOARD_WORDS)]);
};

/** Shows the room in the headset, and ends it from the page. */
export function VrButton({ enter }: { enter(): Promise<Vr> }) {
  const busy = useRef(false);
  const press = async (): Promise<void> => {
    if (visit.value) return visit.value.end();
    if (busy.current) return;
    busy.current = true;
    try {
      go(await enter());
      say(t('xr.inside'));
    } catch (error) {
      say(t(isRefused(error) ? 'xr.notAllowed' : 'xr.noDevice'), 'error');
    } finally {
      busy.current = false;
    }
  };
  const label = t(visit.value ? 'xr.leave' : 'xr.enter');
  return (
    <button
      type="button"
      class="pill"
      aria-label={label}
      aria-pressed={visit.value !== undefined}
      onClick={() => void press()}
    >
      <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: goggles }} />
      <span>{label}</span>
    </button>
  );
}

const isRefused = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'SecurityError');
