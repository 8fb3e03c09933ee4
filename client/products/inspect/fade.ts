import type { World } from '../../world/world.ts';

/** Milliseconds within which the picture of the former look fades. */
const FADE_MS = 420;

/** Changes a look softly: lays the picture as it was over the next ones, does the change, and lets it fade. */
export function fadeFrom(world: World, layer: HTMLElement, change: () => void): void {
  const canvas = world.engine.getRenderingCanvas()!;
  const copy = document.createElement('canvas');
  copy.className = 'former-look';
  // What was drawn can only be read until the browser has shown it.
  const undo = world.onDrawn(() => {
    undo();
    copy.width = canvas.width;
    copy.height = canvas.height;
    copy.getContext('2d')?.drawImage(canvas, 0, 0);
    layer.append(copy);
    change();
    const fade = copy.animate([{ opacity: 1 }, { opacity: 0 }], { duration: FADE_MS, easing: 'ease-out' });
    void fade.finished.catch(() => undefined).then(() => copy.remove());
  });
}
