import { HURRY_SPEED, WALK_SPEED } from '../../shared/model/avatar.ts';
import {
  clampToWalkable,
  type FloorPoint,
  isWalkable,
  sweepTo,
  type Walkable,
} from '../../shared/model/geometry.ts';
import type { Wish } from './controls.ts';
import { lengthOf } from './turns.ts';

/** Where I am and how I move: a plain record that the frame loop rewrites. `yaw` is the body's: 0 looks to -z, positive turns left. */
export type Walker = {
  x: number;
  z: number;
  yaw: number;
  /** Metres per second now. */
  speed: number;
  /** One step: by keys or stick in the view's direction, else towards a goal. */
  step(seconds: number, wish: Omit<Wish, 'turn'>, viewYaw: number): void;
  /** Walks to a point on the floor by itself, by the corners of a way if there is one, then faces `facing` if given. */
  goTo(x: number, z: number, facing?: number, way?: readonly FloorPoint[]): void;
  /** Goes by so many metres in this frame, as far as there is room: as a real step of somebody with a headset does. */
  stride(dx: number, dz: number, seconds: number): void;
  /** Puts me somewhere at once (entering, or the server's correction). */
  place(x: number, z: number, yaw?: number): void;
  readonly walkingTo: boolean;
};

/** Radians per second at which a body turns. */
const TURN_RATE = 9;
/** Metres from a goal at which one has arrived, and from a corner at which one turns to the next. */
const ARRIVED_METRES = 0.12;
const CORNER_METRES = 0.2;
/** Seconds without progress after which a goal is given up. */
const STUCK_SECONDS = 0.6;
/** Metres that one slides at a time: with longer steps one would be thrown across a corner, and so never get around it. */
const SLIDE_METRES = 0.02;

/** A walker that keeps to the walkable area; obstacles are slid along. */
export function openWalker(area: Walkable): Walker {
  let goal: { x: number; z: number; facing: number | undefined } | undefined;
  let corners: FloorPoint[] = [];
  let stuckFor = 0;
  const free = { x: 0, z: 0 };
  const walker: Walker = {
    x: 0,
    z: 0,
    yaw: 0,
    speed: 0,
    get walkingTo() {
      return goal !== undefined;
    },
    place(x, z, yaw = walker.yaw) {
      Object.assign(walker, { x, z, yaw });
    },
    stride(dx, dz, seconds) {
      const fromX = walker.x;
      const fromZ = walker.z;
      stride(area, fromX, fromZ, dx, dz, free);
      walker.x = free.x;
      walker.z = free.z;
      walker.speed = seconds > 0 ? lengthOf(free.x - fromX, 0, free.z - fromZ) / seconds : 0;
    },
    goTo(x, z, facing, way = []) {
      const there = clampToWalkable(area, x, z);
      goal = { x: there.x, z: there.z, facing };
      corners = way.slice(0, -1);
      stuckFor = 0;
    },
    step(seconds, wish, viewYaw) {
      let dx = 0;
      let dz = 0;
      let speed = wish.hurry ? HURRY_SPEED : WALK_SPEED;
      const strength = Math.hypot(wish.ahead, wish.aside);
      if (strength > 0.05) {
        goal = undefined;
        dx = -Math.sin(viewYaw) * wish.ahead + Math.cos(viewYaw) * wish.aside;
        dz = -Math.cos(viewYaw) * wish.ahead - Math.sin(viewYaw) * wish.aside;
        speed *= strength;
      } else if (goal) {
        const next = corners[0];
        dx = (next?.[0] ?? goal.x) - walker.x;
        dz = (next?.[1] ?? goal.z) - walker.z;
        const distance = Math.hypot(dx, dz);
        if (next && distance < CORNER_METRES) corners.shift();
        if ((!next && distance < ARRIVED_METRES) || stuckFor > STUCK_SECONDS) {
          if (goal.facing !== undefined) walker.yaw = goal.facing;
          goal = undefined;
          walker.speed = 0;
          return;
        }
        if (Math.hypot(goal.x - walker.x, goal.z - walker.z) > 4) speed = HURRY_SPEED;
      }
      const length = Math.hypot(dx, dz);
      if (length < 1e-6) {
        walker.speed = 0;
        return;
      }
      const fromX = walker.x;
      const fromZ = walker.z;
      const reach = Math.min(speed * seconds, goal ? length : speed * seconds);
      stride(area, fromX, fromZ, (dx / length) * reach, (dz / length) * reach, free);
      walker.x = free.x;
      walker.z = free.z;
      const moved = Math.hypot(free.x - fromX, free.z - fromZ);
      walker.speed = seconds > 0 ? moved / seconds : 0;
      stuckFor = moved < reach * 0.15 ? stuckFor + seconds : 0;
      walker.yaw = turnTowards(walker.yaw, Math.atan2(-dx, -dz), TURN_RATE * seconds);
    },
  };
  return walker;
}

/**
 * Writes where one gets in one frame, sliding along what stands there: no farther than to where the straight way back is free,
 * as the room sees only where one was told to be. A long frame around a corner would else be taken for a way through it.
 */
function stride(
  area: Walkable,
  x: number,
  z: number,
  dx: number,
  dz: number,
  into: { x: number; z: number },
): void {
  const steps = Math.max(1, Math.ceil(lengthOf(dx, 0, dz) / SLIDE_METRES));
  into.x = x;
  into.z = z;
  for (let step = 0; step < steps; step++) {
    let toX = into.x + dx / steps;
    let toZ = into.z + dz / steps;
    if (!isWalkable(area, toX, toZ)) {
      const beside = clampToWalkable(area, toX, toZ);
      toX = beside.x;
      toZ = beside.z;
    }
    if (sweepTo(area, x, z, toX, toZ) < 1) break;
    into.x = toX;
    into.z = toZ;
  }
}

/** An angle turned towards another by the shorter way, by at most `most` radians. */
export function turnTowards(from: number, to: number, most: number): number {
  const difference = Math.atan2(Math.sin(to - from), Math.cos(to - from));
  return from + Math.max(-most, Math.min(most, difference));
}
