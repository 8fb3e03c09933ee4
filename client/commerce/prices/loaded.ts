import { type Signal, signal } from '@preact/signals';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { toRefusal } from '../../ui/report.ts';

/** Something that is fetched: what is known of it, and why it could not be had. `load` fetches it anew and keeps what is known meanwhile. */
export type Loaded<T> = {
  known: Signal<T | undefined>;
  trouble: Signal<Refusal | undefined>;
  load(): Promise<void>;
};

/** Opens it; nothing is fetched before `load`. An answer to an older question is dropped. */
export function openLoaded<T>(ask: () => Promise<T>): Loaded<T> {
  const known = signal<T | undefined>(undefined);
  const trouble = signal<Refusal | undefined>(undefined);
  let asked = 0;
  return {
    known,
    trouble,
    async load() {
      const mine = ++asked;
      try {
        const found = await ask();
        if (mine !== asked) return;
        known.value = found;
        trouble.value = undefined;
      } catch (error) {
        if (mine === asked) trouble.value = toRefusal(error);
      }
    },
  };
}
