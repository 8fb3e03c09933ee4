/**
 * How somebody with a headset holds head and hands. All is told as if they were of a usual height (`USUAL_EYES_METRES`), so
 * that it fits any body; a place is seen from the point of the floor below them: x to their right, y up, -z ahead.
 */

/** One hand: where its grip is (metres) and how it is turned (https://www.w3.org/TR/webxr/#xrinputsource-interface). */
export type HeldHand = {
  /** Whether it is seen at all. */
  here: boolean;
  /** A pinch, a trigger, a fist. */
  closed: boolean;
  x: number;
  y: number;
  z: number;
  qx: number;
  qy: number;
  qz: number;
  qw: number;
};

/** Head and hands. `here` is false once the headset is put down. */
export type Posture = {
  here: boolean;
  /** Of the eyes over the floor, metres. */
  height: number;
  /** Radians against the body: left, up and to the left shoulder are positive. */
  yaw: number;
  pitch: number;
  roll: number;
  left: HeldHand;
  right: HeldHand;
};

/** Metres over the floor at which the eyes of somebody of usual height are. */
export const USUAL_EYES_METRES = 1.65;
/** Where shoulders are: aside, and below the eyes (metres); and how far a grip may be from its own, a leaning body included. */
export const SHOULDER = { aside: 0.18, below: 0.26 } as const;
export const REACH_METRES = 0.9;
/** How far a head rises (metres over the floor) and turns (radians). */
export const HEAD = { low: 0.3, high: 2.1, yaw: Math.PI / 2, pitch: Math.PI / 2, roll: Math.PI / 4 } as const;

const newHand = (): HeldHand => ({
  ...{ here: false, closed: false, x: 0, y: 0, z: 0 },
  ...{ qx: 0, qy: 0, qz: 0, qw: 1 },
});

/** Somebody who stands and looks ahead, without hands. */
export const newPosture = (): Posture => ({
  ...{ here: false, height: USUAL_EYES_METRES, yaw: 0, pitch: 0, roll: 0 },
  ...{ left: newHand(), right: newHand() },
});

/** Copies one into another; nothing is allocated. */
export function copyPosture(from: Readonly<Posture>, into: Posture): void {
  into.here = from.here;
  into.height = from.height;
  into.yaw = from.yaw;
  into.pitch = from.pitch;
  into.roll = from.roll;
  copyHand(from.left, into.left);
  copyHand(from.right, into.right);
}

function copyHand(from: Readonly<HeldHand>, into: HeldHand): void {
  into.here = from.here;
  into.closed = from.closed;
  into.x = from.x;
  into.y = from.y;
  into.z = from.z;
  into.qx = from.qx;
  into.qy = from.qy;
  into.qz = from.qz;
  into.qw = from.qw;
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** Makes of what somebody says what a body can do: in place. A hand beyond reach is drawn in along its way to the shoulder. */
export function keepPlausible(posture: Posture): void {
  posture.height = within(posture.height, HEAD.low, HEAD.high);
  posture.yaw = within(posture.yaw, -HEAD.yaw, HEAD.yaw);
  posture.pitch = within(posture.pitch, -HEAD.pitch, HEAD.pitch);
  posture.roll = within(posture.roll, -HEAD.roll, HEAD.roll);
  drawIn(posture.left, -SHOULDER.aside, posture.height - SHOULDER.below);
  drawIn(posture.right, SHOULDER.aside, posture.height - SHOULDER.below);
}

function drawIn(hand: HeldHand, x: number, y: number): void {
  const far = Math.hypot(hand.x - x, hand.y - y, hand.z);
  if (far > REACH_METRES) {
    const share = REACH_METRES / far;
    hand.x = x + (hand.x - x) * share;
    hand.y = y + (hand.y - y) * share;
    hand.z *= share;
  }
  const length = Math.hypot(hand.qx, hand.qy, hand.qz, hand.qw);
  if (length < 0.5) {
    hand.qx = hand.qy = hand.qz = 0;
    hand.qw = 1;
    return;
  }
  hand.qx /= length;
  hand.qy /= length;
  hand.qz /= length;
  hand.qw /= length;
}
