import { POSE_HZ } from '../../shared/model/avatar.ts';
import {
  copyPosture,
  type HeldHand,
  newPosture,
  type Posture,
  USUAL_EYES_METRES,
} from '../../shared/model/posture.ts';
import { tellPosture } from '../../shared/wire/toldPosture.ts';
import type { Link } from '../net/link.ts';
import type { Ground } from '../world/ground.ts';
import type { Pad, Pads } from '../world/pads.ts';
import type { Walker } from '../world/walker.ts';
import type { Rig } from './rig.ts';

/** What head and hands are read from. */
export type HoldingParts = {
  link: Pick<Link, 'send'>;
  rig: Rig;
  pads: Pick<Pads, 'left' | 'right'>;
  /** The head's orientation over the real floor. */
  head: { x: number; y: number; z: number; w: number };
  walker: Pick<Walker, 'x' | 'z' | 'yaw'>;
  ground: Pick<Ground, 'height'>;
  /** Metres by which one is lower on a seat of the room. */
  sunk(): number;
};

/** My head and hands, told to the room. */
export type Holding = {
  /** One frame: tells what has changed, at most POSE_HZ times a second, and once a second that I am still there. */
  step(seconds: number): void;
  /** Tells that the headset is put down; twice is once. */
  end(): void;
};

/** Metres, radians and share of a quaternion below which it is not worth telling. */
const STILL = { metres: 0.008, radians: 0.025, turn: 0.03 } as const;
const STILL_THERE_SECONDS = 1;
/** Metres over the floor at which the eyes of somebody who stands are taken to be, at least: who sits from the start is shown to stand. */
const STANDING_METRES = 1.3;
/** Metres by which the floor may move in a frame for a height to count. */
const FLOOR_AT_REST = 0.001;

/** Opens it for a headset. */
export function openHolding({ link, rig, pads, head, walker, ground, sunk }: HoldingParts): Holding {
  const now = newPosture();
  const told = newPosture();
  const place = { x: 0, y: 0, z: 0 };
  let standing = STANDING_METRES;
  let floor = Number.NaN;
  let wait = 0;
  let silent = 0;
  let over = false;
  const readHead = (): void => {
    const height = rig.headY - ground.height(walker.x, walker.z);
    if (Math.abs(rig.y - floor) < FLOOR_AT_REST) standing = Math.max(standing, height + sunk());
    floor = rig.y;
    const { x, y, z, w } = head;
    const yaw = rig.headYaw - walker.yaw;
    now.here = true;
    now.height = (height * USUAL_EYES_METRES) / standing;
    now.yaw = Math.atan2(Math.sin(yaw), Math.cos(yaw));
    now.pitch = Math.asin(Math.max(-1, Math.min(1, 2 * (w * x - y * z))));
    now.roll = Math.atan2(2 * (x * y + w * z), 1 - 2 * (x * x + z * z));
  };
  const readHand = (hand: HeldHand, { here, trigger, squeeze, grip }: Pad): void => {
    hand.here = here;
    hand.closed = here && (trigger || squeeze);
    if (!here) return;
    const scale = USUAL_EYES_METRES / standing;
    const { x, z, yaw } = walker;
    rig.toRoom(grip.x, grip.y, grip.z, place);
    const cos = Math.cos(yaw);
    const sin = Math.sin(yaw);
    hand.x = ((place.x - x) * cos - (place.z - z) * sin) * scale;
    hand.y = (place.y - ground.height(x, z)) * scale;
    hand.z = ((place.z - z) * cos + (place.x - x) * sin) * scale;
    // From over the real floor to the body: both are turned around the same upright.
    const half = (rig.yaw - yaw) / 2;
    const c = Math.cos(half);
    const s = Math.sin(half);
    hand.qx = c * grip.qx + s * grip.qz;
    hand.qy = c * grip.qy + s * grip.qw;
    hand.qz = c * grip.qz - s * grip.qx;
    hand.qw = c * grip.qw - s * grip.qy;
  };
  const tell = (): void => {
    copyPosture(now, told);
    link.send('avatars.hold', { posture: tellPosture(now), at: Math.round(performance.now()) });
    wait = 1 / POSE_HZ;
    silent = 0;
  };
  return {
    step(seconds) {
      if (over) return;
      wait -= seconds;
      silent += seconds;
      readHead();
      readHand(now.left, pads.left);
      readHand(now.right, pads.right);
      if (wait <= 0 && (silent > STILL_THERE_SECONDS || !isLike(now, told))) tell();
    },
    end() {
      if (over) return;
      over = true;
      link.send('avatars.hold', { posture: null, at: Math.round(performance.now()) });
    },
  };
}

function isLike(one: Posture, other: Posture): boolean {
  return (
    one.here === other.here &&
    Math.abs(one.height - other.height) < STILL.metres &&
    Math.abs(one.yaw - other.yaw) < STILL.radians &&
    Math.abs(one.pitch - other.pitch) < STILL.radians &&
    Math.abs(one.roll - other.roll) < STILL.radians &&
    isHandLike(one.left, other.left) &&
    isHandLike(one.right, other.right)
  );
}

function isHandLike(one: HeldHand, other: HeldHand): boolean {
  if (one.here !== other.here || one.closed !== other.closed) return false;
  if (!one.here) return true;
  const turn = one.qx * other.qx + one.qy * other.qy + one.qz * other.qz + one.qw * other.qw;
  const dx = one.x - other.x;
  const dy = one.y - other.y;
  const dz = one.z - other.z;
  return (
    dx * dx + dy * dy + dz * dz < STILL.metres * STILL.metres &&
    Math.sqrt(Math.max(0, 1 - turn * turn)) < STILL.turn
  );
}
