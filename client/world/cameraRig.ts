import { Camera } from '@babylonjs/core/Cameras/camera';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Comfort } from './comfort.ts';
import type { Ground } from './ground.ts';
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
  /** Looks from one point to another and stays, until `free`. */
  stand(from: readonly number[], to: readonly number[]): void;
  free(): void;
  /** Whether the own body is to be hidden (the camera is inside it). */
  readonly firstPerson: boolean;
  dispose(): void;
};

const EYE_METRES = 1.62;
/** Metres by which the camera looks past the own shoulder. */
const SHOULDER_METRES = 0.42;
const RADIANS_PER_PIXEL = 0.0045;
const PITCH = { min: -0.5, max: 0.7 } as const;
const DISTANCE = { min: 0, max: 4.5, start: 2.7, firstPerson: 0.7 } as const;
/** Radians a second at which keys turn the view, and radians of one step. */
const TURN_RATE = 1.7;
/** How fast the view turns to what one has walked to: share per second. */
const ARRIVE_RATE = 4;
const SNAP_RADIANS = Math.PI / 6;
/** Metres that the camera keeps from walls and ceiling. */
const WALL_METRES = 0.35;
/** Metres that the camera keeps above the floor. */
const LOW_METRES = 0.4;
/** Metres between body and camera below which the body would fill the picture. */
const SQUEEZED_METRES = 1.5;
/** How fast the camera closes in on its place: share of the way per second, exponential. */
const EASE = 9;

/** A rig for the room of a scene; on a narrow screen the view is widened so that the room stays readable. */
export function openCameraRig(world: World, data: SceneData, ground: Ground): CameraRig {
  const { camera } = world;
  camera.fovMode = Camera.FOVMODE_HORIZONTAL_FIXED;
  const [sizeX, sizeY, sizeZ] = data.size;
  const wanted = new Vector3();
  const lookAt = new Vector3();
  let pitch = 0.06;
  let comfort: Comfort = { view: 'third', pace: 1, inverted: false, calm: false };
  let distance: number = DISTANCE.start;
  let standing = true;
  let settled = false;
  let squeezed = false;

  const adapt = (): void => {
    const ratio = world.engine.getRenderWidth() / Math.max(1, world.engine.getRenderHeight());
    camera.fov = ratio >= 1 ? data.firstView.fov : Math.max(0.75, data.firstView.fov * Math.sqrt(ratio));
  };
  adapt();
  const resizing = world.engine.onResizeObservable.add(adapt);

  /** Works out where the camera wants to be; answers its distance from the body on the floor. */
  const place = (x: number, y: number, z: number, back: number, sunk: number): number => {
    const side = back > 0 ? SHOULDER_METRES : 0;
    const [sin, cos] = [Math.sin(rig.yaw), Math.cos(rig.yaw)];
    const flat = back > 0 ? ground.reach(x, z, sin, cos, Math.cos(pitch) * back) : 0;
    const eye = y + EYE_METRES - sunk + (back > 0 ? 0.14 : 0);
    const toX = clamp(x + cos * side + sin * flat, sizeX / 2 - WALL_METRES);
    const toZ = clamp(z - sin * side + cos * flat, sizeZ / 2 - WALL_METRES);
    const low = ground.height(toX, toZ) + LOW_METRES;
    wanted.set(toX, Math.max(low, Math.min(sizeY - WALL_METRES, eye + Math.sin(pitch) * back)), toZ);
    return Math.hypot(wanted.x - x, wanted.z - z);
  };

  const rig: CameraRig = {
    yaw: 0,
    look(dx, dy) {
      const { pace, inverted } = comfort;
      rig.yaw += dx * RADIANS_PER_PIXEL * pace;
      const tilt = (inverted ? -dy : dy) * RADIANS_PER_PIXEL * 0.7 * pace;
      pitch = Math.max(PITCH.min, Math.min(PITCH.max, pitch + tilt));
    },
    turn(way, seconds) {
      if (!comfort.calm) rig.yaw += way * TURN_RATE * comfort.pace * seconds;
    },
    snap(way) {
      if (comfort.calm) rig.yaw += way * SNAP_RADIANS;
    },
    setComfort(next) {
      if (next.view !== comfort.view) distance = next.view === 'first' ? DISTANCE.min : DISTANCE.start;
      comfort = next;
    },
    zoom(amount) {
      distance = Math.max(DISTANCE.min, Math.min(DISTANCE.max, distance + amount));
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
    stand(from, to) {
      standing = true;
      settled = false;
      camera.position.set(from[0]!, from[1]!, from[2]!);
      camera.setTarget(lookAt.set(to[0]!, to[1]!, to[2]!));
    },
    free() {
      standing = false;
    },
    dispose() {
      world.engine.onResizeObservable.remove(resizing);
    },
    get firstPerson() {
      return !standing && (distance < DISTANCE.firstPerson || squeezed);
    },
    follow(x, y, z, seconds, sunk = 0) {
      if (standing) return;
      const back = distance < DISTANCE.firstPerson ? 0 : distance;
      squeezed = back > 0 && place(x, y, z, back, sunk) < SQUEEZED_METRES;
      if (back === 0 || squeezed) place(x, y, z, 0, sunk);
      const ease = settled && !comfort.calm ? 1 - Math.exp(-EASE * 2 * seconds) : 1;
      settled = true;
      Vector3.LerpToRef(camera.position, wanted, ease, camera.position);
      lookAt.set(
        camera.position.x - Math.sin(rig.yaw) * Math.cos(pitch),
        camera.position.y - Math.sin(pitch),
        camera.position.z - Math.cos(rig.yaw) * Math.cos(pitch),
      );
      camera.setTarget(lookAt);
    },
  };
  return rig;
}

const clamp = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));
