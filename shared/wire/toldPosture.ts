import { type HeldHand, keepPlausible, type Posture } from '../model/posture.ts';

/** A hand as a page says it, in whole numbers since those are short: millimetres, then thousandths of its quaternion; whether it is closed. */
export type ToldHand = [
  ...[x: number, y: number, z: number],
  ...[qx: number, qy: number, qz: number, qw: number],
  closed: boolean,
];
/** Head and hands as a page says them: height (mm), yaw, pitch and roll (thousandths of a radian); the hands that are seen. */
export type ToldPosture = {
  head: [height: number, yaw: number, pitch: number, roll: number];
  left?: ToldHand | undefined;
  right?: ToldHand | undefined;
};

const whole = (value: number): number => Math.round(value * 1000);

/** A posture as a page says it. */
export function tellPosture({ height, yaw, pitch, roll, left, right }: Posture): ToldPosture {
  const told: ToldPosture = { head: [whole(height), whole(yaw), whole(pitch), whole(roll)] };
  if (left.here) told.left = tellHand(left);
  if (right.here) told.right = tellHand(right);
  return told;
}

const tellHand = ({ x, y, z, qx, qy, qz, qw, closed }: HeldHand): ToldHand => [
  ...([whole(x), whole(y), whole(z)] as const),
  ...([whole(qx), whole(qy), whole(qz), whole(qw)] as const),
  closed,
];

/** Takes over what a page said, as far as a body can do it. */
export function hearPosture({ head, left, right }: ToldPosture, into: Posture): void {
  into.here = true;
  into.height = head[0] / 1000;
  into.yaw = head[1] / 1000;
  into.pitch = head[2] / 1000;
  into.roll = head[3] / 1000;
  hearHand(left, into.left);
  hearHand(right, into.right);
  keepPlausible(into);
}

function hearHand(told: ToldHand | undefined, into: HeldHand): void {
  into.here = told !== undefined;
  if (!told) return;
  into.x = told[0] / 1000;
  into.y = told[1] / 1000;
  into.z = told[2] / 1000;
  into.qx = told[3] / 1000;
  into.qy = told[4] / 1000;
  into.qz = told[5] / 1000;
  into.qw = told[6] / 1000;
  into.closed = told[7];
}
