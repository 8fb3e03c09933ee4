/** When the view counts as still, and how the sharp picture of it is cut: the plain part of the light tier's backdrop. */

/** Layer of meshes that never move by themselves. */
export const STILL_LAYER = 0x10000000;
/** Layers of everything else. */
export const MOVING_LAYERS = 0x0fffffff;
/** Layer of pictures all around somebody with a headset, and of what stays with them there. */
export const AROUND_LAYER = 0x20000000;
/** Name of the camera that draws the backdrop. */
export const BACKDROP_CAMERA = 'backdrop';

/** Pixels of one strip: about as long as a coarse frame takes in software. */
const STRIP_PIXELS = 130_000;
/** Frames and milliseconds without a change after which the view counts as still. */
const CALM = { frames: 3, ms: 150 } as const;
/** Largest change of a view matrix' number that the eye does not see. */
const TOLERANCE = 6e-4;

/** How many strips a picture of so many pixels is drawn in. */
export function strips(pixels: number): number {
  return Math.max(1, Math.ceil(pixels / STRIP_PIXELS));
}

/** Lines of the n-th of `total` strips: together they cover every line once. */
export function stripOf(index: number, total: number, height: number): { from: number; lines: number } {
  const from = Math.floor((index * height) / total);
  return { from, lines: Math.floor(((index + 1) * height) / total) - from };
}

/** Watches the view: tells whether it has been still for a while. */
export type Stillness = {
  /** `marks` are whole things that must not change (size, version of what is shown); `view` the view matrix. */
  watch(now: number, view: ArrayLike<number>, marks: readonly number[]): 'changed' | 'settling' | 'still';
};

export function openStillness(): Stillness {
  let base: number[] = [];
  let known: readonly number[] = [];
  let since = 0;
  let frames = 0;
  return {
    watch(now, view, marks) {
      const same =
        base.length === view.length &&
        base.every((value, index) => Math.abs(value - view[index]!) <= TOLERANCE) &&
        known.length === marks.length &&
        known.every((value, index) => value === marks[index]);
      if (!same) {
        base = Array.from(view);
        known = marks.slice();
        since = now;
        frames = 0;
        return 'changed';
      }
      frames++;
      return frames >= CALM.frames && now - since >= CALM.ms ? 'still' : 'settling';
    },
  };
}
