import { signal } from '@preact/signals';
import type { Vr } from './vr.ts';

/** The visit with a headset that is on, for the page around it. */
export const visit = signal<Vr | undefined>(undefined);
