import { newPad, type Pad } from '../world/pads.ts';
import { aheadOf } from '../world/turns.ts';

/** Where a head is over the real floor and how it is turned. */
type Eyes = {
  position: { x: number; y: number; z: number };
  turn: { x: number; y: number; z: number; w: number };
};

/** A hand for who has none: it points where the head looks. */
export type Gaze = {
  pad: Pad;
  /** One frame; `selects` tells whether a look that rests is meant, which it is not for who can press otherwise. */
  read(eyes: Eyes, seconds: number, selects?: boolean): void;
  /** The viewer's button, or a tap on the screen. */
  tap(): void;
};

/** Seconds for which a look rests until it selects, and how far it may stray (cosines): while it rests, and until it may again. */
const REST_SECONDS = 2;
const STEADY = Math.cos(0.035);
const ELSEWHERE = Math.cos(0.16);

/** Opens it: a tap selects, and so does a look that rests; the next one only after the look was elsewhere. */
export function openGaze(): Gaze {
  const pad = newPad();
  const { ray } = pad;
  const from = { dx: 0, dy: 0, dz: -1 };
  let rested = 0;
  let spent = false;
  let tapped = false;
  return {
    pad,
    tap() {
      tapped = true;
    },
    read({ position: p, turn: q }, seconds, selects = true) {
      pad.here = true;
      ray.x = p.x;
      ray.y = p.y;
      ray.z = p.z;
      aheadOf(q, ray);
      const same = ray.dx * from.dx + ray.dy * from.dy + ray.dz * from.dz;
      if (same < (spent ? ELSEWHERE : STEADY)) {
        from.dx = ray.dx;
        from.dy = ray.dy;
        from.dz = ray.dz;
        rested = 0;
        spent = false;
      } else rested += seconds;
      const rests = selects && !spent && rested >= REST_SECONDS;
      if (rests) spent = true;
      pad.trigger = tapped || rests;
      tapped = false;
    },
  };
}
