import type { Covered } from './framing.ts';

/** Width of the panel with its margins, pixels, and the most of the picture that it may take. */
const PANEL = { px: 392, share: 0.43 } as const;
/** What bar and panel take of an upright screen. */
const UPRIGHT: Covered = { right: 0, top: 0.12, bottom: 0.53 };

/** What the panel of the inspector covers of the picture now; nothing while that is alone in the window. */
export function coveredBy(alone: boolean): Covered {
  if (alone) return { right: 0, top: 0, bottom: 0 };
  if (matchMedia('(max-width: 720px) and (orientation: portrait)').matches) return UPRIGHT;
  const right = Math.min(PANEL.px / innerWidth, PANEL.share);
  return { right: document.documentElement.dir === 'rtl' ? -right : right, top: 0, bottom: 0 };
}
