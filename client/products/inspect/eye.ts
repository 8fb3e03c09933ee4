import type { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { Vec3 } from '../../../shared/model/part.ts';
import type { ProductView } from '../../../shared/model/productView.ts';
import { FIRST_VIEW } from '../show/studio.ts';
import { type Box, type Covered, type Framing, openFraming } from './framing.ts';
import { openTravel, type Place, type Travel } from './travel.ts';

/** From where a product is looked at: turning by itself until it is taken, travelling softly, framed in the free part of the picture. */
export type Eye = {
  /** Somebody has it in hand: journeys end, and it turns by itself no more. */
  take(): void;
  setTurning(on: boolean): void;
  turn(radians: number): void;
  tilt(radians: number): void;
  /** Factor of the distance: below 1 is nearer. */
  zoom(factor: number): void;
  /** Goes half the way to a point. */
  focus(point: Vector3): void;
  /** Goes before a point of a surface, so near that so many metres fill the picture. */
  face(point: Vector3, normal: Vec3, metres: number): void;
  /** Goes to where all of what is framed is seen: from here, from where one saw it first, or from the front, where nothing stands before what is beside it. */
  home(from?: 'here' | 'first' | 'front'): void;
  /** Frames something else from now on; one stays where one is. */
  frame(boxes: readonly Box[]): void;
  setCovered(covered: Covered): void;
  /** How one looks at it, or will in a moment. */
  view(): Pick<ProductView, 'yaw' | 'pitch' | 'metres' | 'target'>;
  goTo(view: ProductView): void;
  /** Goes along with somebody whose view is told anew again and again. */
  chase(view: ProductView): void;
  /** Whether it moves by itself. */
  readonly moves: boolean;
  /** Goes on by so many seconds; to be called with each frame. */
  step(seconds: number): void;
};

/** Radians per second by which it turns until somebody takes it. */
const IDLE_TURN = 0.22;
const FRONT = { alpha: Math.PI / 2, beta: FIRST_VIEW.beta };

type EyeParts = {
  camera: ArcRotateCamera;
  /** The picture's width by its height. */
  aspect(): number;
  /** Whether less motion is asked for. */
  calm(): boolean;
  covered: Covered;
  onTake(): void;
};

/** Opens the eye at the first view of a box. */
export function openEye({ camera, aspect, calm, covered, onTake }: EyeParts, first: Box): Eye {
  const framing = openFraming(camera, aspect, first, covered);
  camera.alpha = FIRST_VIEW.alpha;
  camera.beta = FIRST_VIEW.beta;
  camera.radius = framing.away();
  camera.target.copyFrom(framing.middle);
  framing.place();
  const travel = openTravel(camera, calm);
  let turning = true;
  const take = (): void => {
    travel.stop();
    if (!turning) return;
    turning = false;
    onTake();
  };
  const placeOf = (view: ProductView): Place => ({
    alpha: view.yaw,
    beta: framing.beta(view.pitch),
    radius: framing.radius(view.metres * framing.stretch()),
    target: Vector3.FromArray(view.target),
  });
  return {
    take,
    ...byHand({ camera, framing, travel, take }),
    setTurning(on) {
      turning = on;
    },
    home: (from = 'here') =>
      travel.to({
        ...(from === 'first' && FIRST_VIEW),
        ...(from === 'front' && FRONT),
        ...{ radius: framing.away(), target: framing.middle },
      }),
    frame: (boxes) => framing.frame(...boxes),
    setCovered: framing.setCovered,
    view() {
      const { alpha, beta, radius, target } = travel.goal();
      const metres = radius / framing.stretch();
      return { yaw: alpha, pitch: beta, metres, target: target.asArray() as Vec3 };
    },
    goTo: (view) => travel.to(placeOf(view)),
    chase(view) {
      turning = false;
      travel.chase(placeOf(view));
    },
    get moves() {
      return (turning && !calm()) || travel.under;
    },
    step(seconds) {
      if (turning && !travel.under && !calm()) camera.alpha -= IDLE_TURN * seconds;
      travel.step(seconds);
      framing.place();
    },
  };
}

type Moved = { camera: ArcRotateCamera; framing: Framing; travel: Travel; take(): void };

/** What a hand does: turn, tilt, go nearer. */
const byHand = ({
  camera,
  framing,
  travel,
  take,
}: Moved): Pick<Eye, 'turn' | 'tilt' | 'zoom' | 'focus' | 'face'> => ({
  turn(radians) {
    take();
    travel.to({ alpha: camera.alpha + radians });
  },
  tilt(radians) {
    take();
    travel.to({ beta: framing.beta(camera.beta + radians) });
  },
  zoom: (factor) => travel.to({ radius: framing.radius(camera.radius * factor) }),
  focus: (point) => travel.to({ target: point.clone(), radius: framing.radius(camera.radius * 0.5) }),
  face(point, [x, y, z], metres) {
    take();
    travel.to({
      target: point,
      radius: metres,
      alpha: Math.hypot(x, z) > 0.05 ? Math.atan2(z, x) : camera.alpha,
      beta: framing.beta(Math.max(0.3, Math.acos(Math.max(-1, Math.min(1, y))))),
    });
  },
});
