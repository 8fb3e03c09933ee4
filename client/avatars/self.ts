import { GAITS, GESTURES, type Gesture, POSE_HZ } from '../../shared/model/avatar.ts';
import { sweep, type Walkable } from '../../shared/model/geometry.ts';
import type { Link } from '../net/link.ts';
import type { Walker } from '../world/walker.ts';
import type { World } from '../world/world.ts';

/** Metres and radians below which a pose is not worth telling. */
const STILL = { metres: 0.01, radians: 0.03 } as const;

/** Metres per second at which a walk becomes a run. */
const RUN_METRES_PER_SECOND = 2;

const SIT = GAITS.indexOf('sit');

/** My own body: what it does, told to the room. */
export type Self = {
  /** Makes a gesture, until it is over or one walks. */
  gesture(name: Gesture): void;
  /** What I do now, as an index of GAITS. */
  gait(): number;
  dispose(): void;
};

/**
 * Tells the room where I am and what I do, at most POSE_HZ times a second, once more when I stand and at each corner that I
 * walk around: the room takes the way between two places for a straight one. Takes the room's corrections.
 */
export function openSelf(
  world: World,
  link: Link,
  walker: Walker,
  area: Walkable,
  seated: () => boolean,
): Self {
  const told = { x: Number.NaN, z: 0, yaw: 0, gait: -1 };
  const before = { x: Number.NaN, z: 0 };
  let wait = 0;
  let gesture = 0;
  let left = 0;
  const gaitNow = (): number => {
    if (seated()) return SIT;
    const own = gaitAt(walker.speed);
    return own === 0 && left > 0 ? gesture : own;
  };
  const tell = (x: number, z: number, gait: number): void => {
    Object.assign(told, { x, z, yaw: walker.yaw, gait });
    const yaw = Math.atan2(Math.sin(walker.yaw), Math.cos(walker.yaw));
    link.send('avatars.move', { x, z, yaw, gait, at: Math.round(performance.now()) });
  };
  /** Whether the last frame's step led around a corner, seen from where I was told to be. */
  const roundCorner = (): boolean =>
    Math.hypot(walker.x - before.x, walker.z - before.z) > 0 &&
    sweep(area, [told.x, told.z], [walker.x, walker.z]) < 1;
  const undo = [
    link.on('avatars.corrected', ({ x, z }) => {
      walker.place(x, z);
      Object.assign(told, { x, z });
    }),
    world.onFrame((seconds) => {
      wait -= seconds;
      left = walker.speed > 0.15 ? 0 : left - seconds;
      if (seated()) {
        before.x = Number.NaN;
        return;
      }
      if (roundCorner()) tell(before.x, before.z, gaitNow());
      before.x = walker.x;
      before.z = walker.z;
      if (wait > 0) return;
      const gait = gaitNow();
      const moved = Math.hypot(walker.x - told.x, walker.z - told.z) > STILL.metres || Number.isNaN(told.x);
      if (!moved && Math.abs(walker.yaw - told.yaw) < STILL.radians && gait === told.gait) return;
      wait = 1 / POSE_HZ;
      tell(walker.x, walker.z, gait);
    }),
  ];
  return {
    gesture(name) {
      gesture = GAITS.indexOf(name);
      left = GESTURES[name];
    },
    gait: gaitNow,
    dispose() {
      for (const step of undo.splice(0)) step();
    },
  };
}

/** The gait of a speed, metres a second. */
export function gaitAt(speed: number): number {
  if (speed > RUN_METRES_PER_SECOND) return GAITS.indexOf('run');
  return GAITS.indexOf(speed > 0.15 ? 'walk' : 'idle');
}
