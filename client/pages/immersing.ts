import { signal } from '@preact/signals';
import { followModes } from '../xr/modes.ts';

/** The button into a headset, once there is one; its code comes no earlier. */
export const vrButton = signal<typeof import('../xr/VrButton.tsx').VrButton | undefined>(undefined);

/** Looks for headsets until the returned undo is called. */
export const followHeadsets = (): (() => void) =>
  followModes(({ vr }) => {
    if (vr) void show();
    else vrButton.value = undefined;
  });

async function show(): Promise<void> {
  const { VrButton, learnXrWords } = await import('../xr/VrButton.tsx');
  await learnXrWords();
  vrButton.value = VrButton;
}
