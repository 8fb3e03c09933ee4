import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreateCylinder } from '@babylonjs/core/Meshes/Builders/cylinderBuilder';
import type { Scene } from '@babylonjs/core/scene';
import type { Sight } from '../sight.ts';
import { newSight, sightOf } from './eyes.ts';
import { lineMaterial } from './reticle.ts';
import type { ArSession } from './session.ts';

/** What hands and controllers do. A sight is missing where the device does not tell where it pointed. */
export type PointingVerbs = {
  /** Whether something else is there, which follows hands by itself. */
  takes(sight: Sight): boolean;
  /** Pressed what is there, by something that can't be followed. */
  tap(sight: Sight): void;
  /** Pressed; answers whether it grips something. */
  grab(sight: Sight): boolean;
  drag(sight: Sight): void;
  release(): void;
  select(sight: Sight | undefined): void;
  /** The stick pushed aside: −1 to 1, for so many seconds. */
  stick(aside: number, seconds: number): void;
  /** The stick came back to rest. */
  rest(): void;
};

/** Hands and controllers of a session. */
export type Pointing = {
  /** With what one points now; undefined while it is the picture's middle. */
  readonly space: XRSpace | undefined;
  readonly sight: Sight | undefined;
  /** In which hand that is. */
  readonly side: 'left' | 'right' | undefined;
  /** How far the beam is seen, metres. */
  reach(metres: number): void;
};

const STICK_LEAST = 0.25;
/** Metres that a drag begins after: a hand trembles. */
const TREMBLE = 0.03;

/** Listens to what is held in hands, and to whatever else says `select`. */
export function listenForPointing(ar: ArSession, scene: Scene, verbs: PointingVerbs): Pointing {
  const { session } = ar;
  let source: XRInputSource | undefined;
  let sight: Sight | undefined;
  let gripped: Sight | undefined;
  const now = newSight();
  let isDown = false;
  let moved = false;
  let taken = false;
  let pushed = false;
  const beam = openBeam(scene);
  const isHeld = (one: XRInputSource): boolean => one.targetRayMode === 'tracked-pointer';
  const choose = (): void => {
    const held = [...(session.inputSources ?? [])].filter(isHeld);
    if (source && held.includes(source)) return;
    source = held.find(({ handedness }) => handedness === 'right') ?? held[0];
  };
  const sightIn = (event: XRInputSourceEvent): Sight | undefined => {
    const { frame, inputSource } = event;
    if (!frame || !inputSource?.targetRaySpace) return undefined;
    try {
      return sightOf(frame, inputSource, ar, newSight());
    } catch {
      return undefined;
    }
  };
  const begin = (event: XRInputSourceEvent): void => {
    if (event.inputSource && isHeld(event.inputSource)) source = event.inputSource;
    const at = sightIn(event);
    isDown = true;
    moved = false;
    taken = at !== undefined && verbs.takes(at);
    gripped = at && !taken && verbs.grab(at) ? at : undefined;
  };
  const end = (): void => {
    if (gripped) verbs.release();
    gripped = undefined;
    isDown = false;
    moved = false;
    taken = false;
  };
  const select = (event: XRInputSourceEvent): void => {
    const at = sightIn(event);
    // Some devices say it before they say that the press has begun.
    const isTaken = isDown ? taken : at !== undefined && verbs.takes(at);
    if (isTaken && at && !isHeld(event.inputSource)) verbs.tap(at);
    if (!isTaken && !moved) verbs.select(at);
  };
  session.addEventListener('inputsourceschange', choose);
  session.addEventListener('selectstart', begin as EventListener);
  session.addEventListener('selectend', end);
  session.addEventListener('select', select as EventListener);
  choose();
  ar.onFrame((frame, seconds) => {
    sight = source && sightOf(frame, source, ar, now);
    beam.lay(sight);
    if (gripped && sight) {
      moved ||= Math.hypot(sight.dx - gripped.dx, sight.dy - gripped.dy, sight.dz - gripped.dz) > TREMBLE;
      if (moved) verbs.drag(sight);
    }
    const aside = source?.gamepad?.axes[2] ?? 0;
    if (Math.abs(aside) > STICK_LEAST) {
      verbs.stick(aside, seconds);
      pushed = true;
    } else if (pushed) {
      pushed = false;
      verbs.rest();
    }
  });
  return {
    get space() {
      return source?.targetRaySpace;
    },
    get sight() {
      return sight;
    },
    get side() {
      return source && (source.handedness === 'left' ? 'left' : 'right');
    },
    reach: beam.reach,
  };
}

/** A thin beam from the hand to what it points at. */
function openBeam(scene: Scene): { lay(sight: Sight | undefined): void; reach(metres: number): void } {
  const beam = CreateCylinder(
    'beam',
    { height: 1, diameterTop: 0.001, diameterBottom: 0.004, tessellation: 6 },
    scene,
  );
  beam.material = lineMaterial('beam', new Color3(0.97, 0.96, 0.93), scene);
  beam.setEnabled(false);
  const ahead = new Vector3();
  const axis = new Vector3();
  let metres = 1;
  return {
    reach(next) {
      metres = Math.min(3, Math.max(0.05, next));
    },
    lay(sight) {
      beam.setEnabled(sight !== undefined);
      if (!sight) return;
      ahead.set(sight.dx, sight.dy, sight.dz);
      beam.scaling.y = metres;
      const half = metres / 2;
      beam.position.set(sight.x + sight.dx * half, sight.y + sight.dy * half, sight.z + sight.dz * half);
      // Upright is its own way: turned about what is square to both.
      axis.set(sight.dz, 0, -sight.dx);
      const angle = Math.acos(Math.max(-1, Math.min(1, sight.dy)));
      if (axis.lengthSquared() < 1e-9) axis.set(1, 0, 0);
      axis.normalize();
      const s = Math.sin(angle / 2);
      beam.rotationQuaternion ??= beam.rotation.toQuaternion();
      beam.rotationQuaternion.set(axis.x * s, axis.y * s, axis.z * s, Math.cos(angle / 2));
    },
  };
}
