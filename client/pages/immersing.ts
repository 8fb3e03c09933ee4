import { signal } from '@preact/signals';
import { followModes } from '../xr/modes.ts';

type Parts = {
  Button: typeof import('../xr/VrButton.tsx').VrButton;
  Settings: typeof import('../xr/VrSettings.tsx').VrSettings;
  /** The visit that is on, and how another one takes its place. */
  visit: typeof import('../xr/session.ts').visit;
  go: typeof import('../xr/session.ts').go;
};

/** The button into a headset and its settings, once there is one; their code comes no earlier. */
export const headset = signal<Parts | undefined>(undefined);

/** Looks for headsets until the returned undo is called. */
export const followHeadsets = (): (() => void) =>
  followModes(({ vr }) => {
    if (vr) void show();
    else headset.value = undefined;
  });

async function show(): Promise<void> {
  const [{ VrButton, learnXrWords }, { VrSettings }, { visit, go }] = await Promise.all([
    import('../xr/VrButton.tsx'),
    import('../xr/VrSettings.tsx'),
    import('../xr/session.ts'),
  ]);
  await learnXrWords();
  headset.value = { Button: VrButton, Settings: VrSettings, visit, go };
}
