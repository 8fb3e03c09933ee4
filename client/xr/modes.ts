/** What this browser and the devices it knows can show: a room all around, products in one's own room. */
export type Modes = { vr: boolean; ar: boolean };

const NONE: Modes = { vr: false, ar: false };

/** Asks the browser; one that can't say has neither. */
export async function readModes(xr: XRSystem | undefined = navigator.xr): Promise<Modes> {
  if (!xr) return NONE;
  const can = (mode: XRSessionMode): Promise<boolean> => xr.isSessionSupported(mode).catch(() => false);
  const [vr, ar] = await Promise.all([can('immersive-vr'), can('immersive-ar')]);
  return { vr, ar };
}

/** Tells what can be shown now, and again when a device comes or goes; returns the undo. */
export function followModes(
  tell: (modes: Modes) => void,
  xr: XRSystem | undefined = navigator.xr,
): () => void {
  let over = false;
  const look = async (): Promise<void> => {
    const modes = await readModes(xr);
    if (!over) tell(modes);
  };
  void look();
  const ask = (): void => void look();
  xr?.addEventListener('devicechange', ask);
  return () => {
    over = true;
    xr?.removeEventListener('devicechange', ask);
  };
}
