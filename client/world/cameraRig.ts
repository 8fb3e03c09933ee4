import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { openArm } from './arm.ts';
import type { Comfort } from './comfort.ts';
import type { Ground } from './ground.ts';
import type { Solid } from './solid.ts';
import type { World } from './world.ts';

/** The camera behind one's shoulder. `yaw` is where the view looks: 0 to -z, positive turns left. */
export type CameraRig = {
  yaw: number;
  look(dx: number, dy: number): void;
  /** Turns the view by a part of a second's glide; 1 is left. */
  turn(way: number, seconds: number): void;
  /** Turns it by one step: 1 is left. */
  snap(way: number): void;
  setComfort(comfort: Comfort): void;
  zoom(amount: number): void;
  /** Follows a point from now on; `y` is where the feet are, `sunk` how much lower than usual the eyes are. */
  follow(x: number, y: number, z: number, seconds: number, sunk?: number): void;
  /** Turns gently towards a heading while walking by itself. */
  easeYaw(yaw: number, seconds: number): void;
  /** Turns to a heading, in a glide or at once where that is wished; answers whether it is reached. */
  turnTo(yaw: number, seconds: number): boolean;
  /** Whether the own body is to be hidden (the camera is inside it). */
  readonly firstPerson: boolean;
};

const RADIANS_PER_PIXEL = 0.0045;
const PITCH = { min: -0.5, max: 0.7, start: 0.06 } as const;
const DISTANCE = { min: 0, max: 4.5, start: 2.7 } as const;
/** Radians a second at which keys turn the view, and radians of one step. */
const TURN_RATE = 1.7;
/** How fast the view turns to what one has walked to: share per second. */
const ARRIVE_RATE = 4;
const SNAP_RADIANS = Math.PI / 6;

/** A rig for the room of a scene; `solid` is what the camera gives way to. */
export function openCameraRig(
  { camera }: World,
  size: readonly number[],
  ground: Ground,
  solid: Solid,
  wish: Comfort,
): CameraRig {
  const arm = openArm(ground, size, solid);
  const lookAt = new Vector3();
  const stance = { x: 0, y: 0, z: 0, yaw: 0, pitch: PITCH.start as number, sunk: 0, distance: 0 };
  const usualDistance = ({ view }: Comfort): number => (view === 'first' ? DISTANCE.min : DISTANCE.start);
  let comfort = wish;
  stance.distance = usualDistance(wish);

  const rig: CameraRig = {
    get yaw() {
      return stance.yaw;
    },
    set yaw(yaw) {
      stance.yaw = yaw;
    },
    look(dx, dy) {
      const { pace, inverted } = comfort;
      rig.yaw += dx * RADIANS_PER_PIXEL * pace;
      const tilt = (inverted ? -dy : dy) * RADIANS_PER_PIXEL * 0.7 * pace;
      stance.pitch = Math.max(PITCH.min, Math.min(PITCH.max, stance.pitch + tilt));
    },
    turn(way, seconds) {
      if (!comfort.calm) rig.yaw += way * TURN_RATE * comfort.pace * seconds;
    },
    snap(way) {
      if (comfort.calm) rig.yaw += way * SNAP_RADIANS;
    },
    setComfort(next) {
      if (next.view !== comfort.view) stance.distance = usualDistance(next);
      comfort = next;
    },
    zoom(amount) {
      stance.distance = Math.max(DISTANCE.min, Math.min(DISTANCE.max, stance.distance + amount));
    },
    easeYaw(yaw, seconds) {
      if (comfort.calm) return;
      const difference = Math.atan2(Math.sin(yaw - rig.yaw), Math.cos(yaw - rig.yaw));
      rig.yaw += difference * Math.min(1, seconds * 1.6);
    },
    turnTo(yaw, seconds) {
      const difference = Math.atan2(Math.sin(yaw - rig.yaw), Math.cos(yaw - rig.yaw));
      rig.yaw += comfort.calm ? difference : difference * Math.min(1, seconds * ARRIVE_RATE);
      return comfort.calm || Math.abs(difference) < 0.01;
    },
    get firstPerson() {
      return arm.within;
    },
    follow(x, y, z, seconds, sunk = 0) {
      stance.x = x;
      stance.y = y;
      stance.z = z;
      stance.sunk = sunk;
      arm.hold(stance, comfort.calm ? Number.POSITIVE_INFINITY : seconds);
      camera.position.set(arm.x, arm.y, arm.z);
      const flat = Math.cos(stance.pitch);
      lookAt.set(
        arm.x - Math.sin(stance.yaw) * flat,
        arm.y - Math.sin(stance.pitch),
        arm.z - Math.cos(stance.yaw) * flat,
      );
      camera.setTarget(lookAt);
    },
  };
  return rig;
}
