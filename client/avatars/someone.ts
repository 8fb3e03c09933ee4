import type { BodyModel } from './bodyModel.ts';
import type { Fade } from './levels.ts';
import { type Motion, openMotion } from './motion.ts';
import type { ShownPosture } from './postureTrack.ts';

/** Somebody as the crowd keeps them: where they are, what they do, what they are drawn with. */
export type Someone = {
  model: BodyModel | undefined;
  motion: Motion | undefined;
  /** Line of the palettes. */
  palette: number;
  x: number;
  y: number;
  z: number;
  yaw: number;
  clip: string;
  speed: number;
  visible: boolean;
  /** How head and hands are held by somebody with a headset. */
  posture: ShownPosture | undefined;
  fade: Fade;
};

/** Radians of the golden angle as a share of a turn: phases that never meet. */
const GOLDEN = 0.618034;
let made = 0;

/** Somebody without a body yet. */
export function newSomeone(): Someone {
  const fade: Fade = { shown: -1, leaving: -1, share: 1 };
  const place = { x: 0, y: 0, z: 0, yaw: 0 };
  return {
    model: undefined,
    motion: undefined,
    palette: 0,
    ...place,
    clip: '',
    speed: 0,
    visible: true,
    posture: undefined,
    fade,
  };
}

/** Gives somebody a body, which fades in. */
export function dress(one: Someone, model: BodyModel, palette: number): void {
  if (one.model !== model) {
    one.model = model;
    one.motion = openMotion(model.clips, (++made * GOLDEN) % 1);
    unshow(one);
  }
  one.palette = palette;
}

/** Takes somebody out of the picture at once; they fade in again. */
export function unshow({ fade }: Someone): void {
  fade.shown = fade.leaving = -1;
  fade.share = 1;
}
