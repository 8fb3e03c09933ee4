import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { toRefusal } from './report.ts';

/** What was last heard of something, and why it could not be asked for since; `refresh` asks at once. */
export type Current<T> = {
  known: Signal<T | undefined>;
  trouble: Signal<Refusal | undefined>;
  refresh(): Promise<void>;
};

/** Asks again and again while one looks, every so many milliseconds; what is known stays when it can't be asked for. */
export function useCurrent<T>(ask: () => Promise<T>, everyMs: number): Current<T> {
  const known = useSignal<T | undefined>(undefined);
  const trouble = useSignal<Refusal | undefined>(undefined);
  const refresh = async (): Promise<void> => {
    try {
      known.value = await ask();
      trouble.value = undefined;
    } catch (error) {
      trouble.value = toRefusal(error);
    }
  };
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => !document.hidden && void refresh(), everyMs);
    return () => clearInterval(timer);
  }, []);
  return { known, trouble, refresh };
}
