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

/** Looks for headsets, also for a phone that goes into a viewer, until the returned undo is called. */
export function followHeadsets(): () => void {
  let over = false;
  let undo = (): void => {};
  const follow = (): void => {
    if (over) return;
    undo = followModes(({ vr }) => {
      if (vr) void show();
      else headset.value = undefined;
    });
  };
  // Code for browsers without WebXR comes to those alone.
  if (navigator.xr) follow();
  else void import('../xr/lend.ts').then(({ lendXr }) => lendXr()).then(follow, follow);
  return () => {
    over = true;
    undo();
  };
}

async function show(): Promise<void> {
  const [{ VrButton, learnXrWords }, { VrSettings }, { visit, go }] = await Promise.all([
    import('../xr/VrButton.tsx'),
    import('../xr/VrSettings.tsx'),
    import('../xr/session.ts'),
  ]);
  await learnXrWords();
  headset.value = { Button: VrButton, Settings: VrSettings, visit, go };
}
