import { signal } from '@preact/signals';
import type { Vr } from './vr.ts';

/** The visit with a headset that is on, for the page around it. */
export const visit = signal<Vr | undefined>(undefined);

/** Says that a visit is on, until it ends; or that none is. */
export function go(next: Vr | undefined): void {
  visit.value = next;
  next?.onEnd(() => {
    if (visit.value === next) visit.value = undefined;
  });
}
