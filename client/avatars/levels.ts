/** Which level of detail somebody is drawn in: plain rules, without the engine. */

/** Files of a body, finest first: as delivered, a quarter of the triangles, an outline. -1 stands for none. */
export type Level = -1 | 0 | 1 | 2;

/** Heights in pixels from which on a body is drawn in level 0, and from which on in level 1. */
export type Borders = readonly [number, number];

/** The borders with a graphics card, and without one. */
export const BORDERS: { fine: Borders; light: Borders } = {
  fine: [230, 80],
  light: [Number.POSITIVE_INFINITY, 90],
};

/** Share of a border by which one must be past it to change. */
export const HYSTERESIS = 0.12;
/** Seconds that one level takes to fade into another. */
export const FADE_SECONDS = 0.25;
/** People in view from which on the borders move towards the viewer. */
const EASY_CROWD = 24;
const PRESSURE_MAX = [2, 2.5] as const;

/** Pixels that something of a height (metres) covers from top to bottom; `focal` is the picture's height over twice the tangent of half its angle. */
export function pixelsOf(height: number, distance: number, focal: number): number {
  return (height * focal) / Math.max(0.1, distance);
}

/**
 * How many times larger one must appear for the same level when many are in view: 1 for few, then as the root of their
 * number, up to a limit for each border: who stands right before one is always drawn in full.
 */
export function pressure(inView: number, border: 0 | 1): number {
  return inView <= EASY_CROWD ? 1 : Math.min(PRESSURE_MAX[border], Math.sqrt(inView / EASY_CROWD));
}

/** The level for a height in pixels; near a border it stays what it is. */
export function pickLevel(pixels: number, current: Level, borders: Borders): 0 | 1 | 2 {
  if (pixels >= borders[0] * slack(current, 0)) return 0;
  return pixels >= borders[1] * slack(current, 1) ? 1 : 2;
}

function slack(current: Level, border: number): number {
  if (current < 0) return 1;
  return current <= border ? 1 - HYSTERESIS : 1 + HYSTERESIS;
}

/** A change of level in progress: `shown` comes, `leaving` goes, `share` of the change is done. */
export type Fade = { shown: Level; leaving: Level; share: number };

/** Moves a change on by some seconds, or begins one towards `wanted`; one change ends before the next begins. */
export function stepFade(fade: Fade, wanted: Level, seconds: number): void {
  if (fade.share < 1) {
    fade.share = Math.min(1, fade.share + seconds / FADE_SECONDS);
    if (fade.share === 1) fade.leaving = -1;
    return;
  }
  if (wanted === fade.shown) return;
  fade.leaving = fade.shown;
  fade.shown = wanted;
  fade.share = 0;
}

/** What the shader is told of a level that comes, and of one that goes (see crowd.fragment.fx). */
export const coming = (share: number): number => share;
export const going = (share: number): number => 2 + share;
