import { type ReadonlySignal, signal } from '@preact/signals';

/** Whether the server can be reached. */
export type Reach = {
  offline: ReadonlySignal<boolean>;
  /** Says that a request had no answer: from now on it is asked again and again. */
  lost(): void;
};

const RETRY_MS = 3000;

/** Watches the server from the first request without an answer on; `ask` resolves when it answers, `back` is called then. */
export function openReach(ask: () => Promise<unknown>, back: () => void): Reach {
  const offline = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    ask().then(
      () => {
        if (!offline.value) return; // two were asked at a time
        clearTimeout(timer);
        removeEventListener('online', look);
        offline.value = false;
        back();
      },
      () => {
        clearTimeout(timer);
        timer = setTimeout(look, RETRY_MS);
      },
    );
  };
  return {
    offline,
    lost() {
      if (offline.value) return;
      offline.value = true;
      addEventListener('online', look);
      timer = setTimeout(look, RETRY_MS);
    },
  };
}
