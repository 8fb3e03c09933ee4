import './roomButton.css';
import { useSignal } from '@preact/signals';
import { learnWords, t } from '../../ui/i18n.ts';
import { say } from '../../ui/toast.tsx';
import { ArIcon } from './ArIcon.tsx';
import { AR_WORDS } from './words.ts';

/** To be called before the button is shown. */
export const learnArWords = (): Promise<void> => learnWords(AR_WORDS);

type RoomButtonProps = {
  /** Begins; throws what the browser says. */
  enter(pressed: number): Promise<void>;
  /** Fetches what is needed to begin, when a press is near. */
  prepare(): void;
};

/** Shows the product in one's own room. */
export function RoomButton({ enter, prepare }: RoomButtonProps) {
  const busy = useSignal(false);
  const press = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    try {
      await enter(performance.now());
    } catch (error) {
      say(t(isRefused(error) ? 'ar.notAllowed' : 'ar.notPossible'), 'error');
    } finally {
      busy.value = false;
    }
  };
  return (
    <button
      type="button"
      class="room-button wide"
      aria-disabled={busy.value}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => void press()}
    >
      <ArIcon name="room" />
      <span>{t(busy.value ? 'ar.opening' : 'ar.enter')}</span>
    </button>
  );
}

const isRefused = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'SecurityError');
