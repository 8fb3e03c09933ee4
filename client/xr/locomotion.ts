import type { Ground } from '../world/ground.ts';
import type { Pad } from '../world/pads.ts';
import type { Walker } from '../world/walker.ts';
import type { Rig } from './rig.ts';
import type { VrComfort } from './vrComfort.ts';

/** What is moved, and by what. */
export type LocomotionParts = {
  rig: Rig;
  walker: Walker;
  ground: Pick<Ground, 'height'>;
  /** Whether one sits on a seat of the room, and how one rises. */
  seats: { readonly seat: number | undefined; rise(): void };
  comfort(): VrComfort;
};

/** How one moves with a headset: real steps, sticks, and being elsewhere at once. */
export type Locomotion = {
  /** One frame: real steps, then what the walking and the turning hand wish; answers whether one is moved by a stick. */
  step(seconds: number, walking: Pad, turning: Pad): boolean;
  /** Is there now, looking along a yaw. */
  be(x: number, z: number, yaw: number): void;
  /** How far a head has left its body, where there is no room for that: 0 not, 1 too far. */
  leaning(): number;
  /** Takes the height at which one's eyes are now for that of somebody who stands. */
  setHeight(): void;
};

/** Radians of one step of turning, how far the stick goes for it and back; and radians a second in a glide. */
const SNAP = { radians: Math.PI / 6, at: 0.7, back: 0.4 } as const;
const SMOOTH_RATE = 1.6;
/** Metres by which a head may be away from its body (leaning over a table) before the view darkens. */
const LEAN = { free: 0.45, dark: 0.9 } as const;
/** How fast the floor follows steps and slopes: share per second. */
const CLIMB_RATE = 8;
/** Radians by which a head turns before its body does, and how fast a body turns after it: share per second, at rest and under way. */
const NECK = { free: 0.6, atRest: 0.8, underWay: 7 } as const;
/** Metres over the floor: eyes of somebody who stands; and how much lower one sits in the room. */
const EYES_METRES = 1.65;
export const SIT_LOWER_METRES = 0.42;

/** Opens it where the body stands. */
export function openLocomotion({ rig, walker, ground, seats, comfort }: LocomotionParts): Locomotion {
  const wish = { ahead: 0, aside: 0, hurry: false };
  const last = { x: walker.x, z: walker.z };
  let begun = false;
  let turned = false;
  /** Metres by which the real floor is raised in the room, and for whom: somebody who sits or not. */
  let lift = 0;
  let wasSeated = false;
  const setHeight = (): void => {
    lift = EYES_METRES - (rig.headY - rig.y);
  };
  const floorHere = (): number => {
    const { seated } = comfort();
    if (seated && !wasSeated) setHeight();
    if (!seated && wasSeated) lift = 0;
    wasSeated = seated;
    const sunk = seats.seat === undefined ? 0 : SIT_LOWER_METRES;
    return ground.height(walker.x, walker.z) + lift - sunk;
  };
  const follow = (seconds: number): void => {
    const isMoved = walker.x !== last.x || walker.z !== last.z;
    if (!begun || isMoved) rig.put(walker.x, walker.z, begun ? rig.headYaw : walker.yaw);
    else if (seats.seat === undefined && !walker.walkingTo)
      walker.stride(rig.headX - walker.x, rig.headZ - walker.z, seconds);
    if (!begun) rig.y = floorHere();
    begun = true;
  };
  const glide = (seconds: number, pad: Pad): boolean => {
    const { glide: wanted } = comfort();
    wish.ahead = wanted ? pad.ahead : 0;
    wish.aside = wanted ? pad.aside : 0;
    wish.hurry = pad.squeeze;
    const wishes = wish.ahead !== 0 || wish.aside !== 0;
    if (wishes && seats.seat !== undefined) seats.rise();
    if (seats.seat !== undefined || (!wishes && !walker.walkingTo)) return false;
    const { x, z } = walker;
    walker.step(seconds, wish, rig.headYaw);
    rig.shift(walker.x - x, walker.z - z);
    return true;
  };
  const turnAll = (radians: number): void => {
    rig.turn(radians);
    if (seats.seat === undefined) walker.yaw += radians;
  };
  const turn = (seconds: number, aside: number): void => {
    if (comfort().turn === 'smooth') {
      if (aside !== 0) turnAll(-aside * SMOOTH_RATE * seconds);
      return;
    }
    if (Math.abs(aside) < SNAP.back) turned = false;
    if (turned || Math.abs(aside) < SNAP.at) return;
    turned = true;
    turnAll(-Math.sign(aside) * SNAP.radians);
  };
  /** The body turns after the head: others see one look around before one turns. */
  const turnBody = (seconds: number): void => {
    const off = rig.headYaw - walker.yaw;
    const ahead = Math.atan2(Math.sin(off), Math.cos(off));
    const isUnderWay = walker.x !== last.x || walker.z !== last.z;
    const left = ahead * Math.exp(-(isUnderWay ? NECK.underWay : NECK.atRest) * seconds);
    walker.yaw = rig.headYaw - Math.max(-NECK.free, Math.min(NECK.free, left));
  };
  const settle = (): void => {
    last.x = walker.x;
    last.z = walker.z;
  };
  return {
    step(seconds, walking, turning) {
      follow(seconds);
      const gliding = glide(seconds, walking);
      turn(seconds, turning.aside);
      if (!walker.walkingTo && seats.seat === undefined) turnBody(seconds);
      rig.y += (floorHere() - rig.y) * Math.min(1, seconds * CLIMB_RATE);
      settle();
      return gliding;
    },
    be(x, z, yaw) {
      walker.place(x, z, yaw);
      rig.put(x, z, yaw);
      rig.y = floorHere();
      begun = true;
      settle();
    },
    leaning() {
      const away = Math.hypot(rig.headX - walker.x, rig.headZ - walker.z);
      return Math.max(0, Math.min(1, (away - LEAN.free) / (LEAN.dark - LEAN.free)));
    },
    setHeight,
  };
}
