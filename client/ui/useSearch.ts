import { type Signal, useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { openPause } from './pause.ts';

/**
 * A field that looks for what is typed after a pause. What is typed stays while all around it is drawn anew, until it is looked
 * for (without spaces at its ends); what is looked for from elsewhere, as by the way back, takes its place.
 */
export function useSearch(
  sought: string,
  look: (words: string) => void,
): { typed: Signal<string>; type(words: string): void } {
  const typed = useSignal(sought);
  const asked = useRef(sought);
  const afterPause = useMemo(openPause, []);
  useLayoutEffect(() => {
    if (asked.current === sought) return;
    asked.current = sought;
    typed.value = sought;
  }, [sought]);
  return {
    typed,
    type(words) {
      typed.value = words;
      afterPause(() => {
        asked.current = words.trim();
        look(asked.current);
      });
    },
  };
}
