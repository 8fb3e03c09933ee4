import { multiply, rigid } from './matrices.ts';

type End = { turn: readonly number[]; shift: readonly number[] };
/** A part of a controller that moves, as `assets/hands/hands.json` tells it: with a button or an axis of the gamepad, from one end to another. */
export type ControllerPart = {
  /** The part that it lies in, counted from 1; 0 is the body. */
  on: number;
  button?: number;
  axis?: number;
  /** Where it turns, metres in the grip's space. */
  pivot: readonly number[];
  min: End;
  max: End;
};

/** What of a gamepad moves parts. */
export type Pressed = {
  readonly buttons: readonly { readonly value: number }[];
  readonly axes: readonly number[];
};

/** How far a part is moved, 0 to 1. */
export function shareOf({ button, axis }: ControllerPart, pad: Pressed | undefined): number {
  if (axis !== undefined) return within(((pad?.axes[axis] ?? 0) + 1) / 2);
  return within(pad?.buttons[button ?? -1]?.value ?? 0);
}

const within = (value: number): number => Math.max(0, Math.min(1, value));
const own = new Float32Array(16);

/** Lays body and parts, one matrix each, into `into`: the first, the grip's, is there already. Parts lie behind what they lie in. */
export function layParts(
  parts: readonly ControllerPart[],
  pad: Pressed | undefined,
  into: Float32Array,
): void {
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!;
    movePart(part, shareOf(part, pad));
    multiply(into, part.on, own, 0, into, at + 1);
  }
}

const mixed = (from: readonly number[], to: readonly number[], at: number, share: number): number =>
  from[at]! + (to[at]! - from[at]!) * share;

/** The part's own movement: around its pivot, mixed between its ends. */
function movePart({ pivot, min, max }: ControllerPart, share: number): void {
  let qx = mixed(min.turn, max.turn, 0, share);
  let qy = mixed(min.turn, max.turn, 1, share);
  let qz = mixed(min.turn, max.turn, 2, share);
  let qw = mixed(min.turn, max.turn, 3, share);
  const length = Math.sqrt(qx * qx + qy * qy + qz * qz + qw * qw) || 1;
  qx /= length;
  qy /= length;
  qz /= length;
  qw /= length;
  rigid(0, 0, 0, qx, qy, qz, qw, own, 0);
  for (let axis = 0; axis < 3; axis++) {
    const turned = own[axis]! * pivot[0]! + own[4 + axis]! * pivot[1]! + own[8 + axis]! * pivot[2]!;
    own[12 + axis] = pivot[axis]! + mixed(min.shift, max.shift, axis, share) - turned;
  }
}
