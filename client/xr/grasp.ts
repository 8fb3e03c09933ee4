import { Matrix, Quaternion, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { HELD_SCALES, type Holdable, type SeenHeld } from '../world/holdable.ts';
import type { Pad } from '../world/pads.ts';

/** Hands that hold something over the real floor: one carries it, two scale and turn it or pull it apart, a free one cuts. */
export type Grasp = {
  /** Holds something from now on, or nothing. */
  hold(it: Holdable | undefined): void;
  readonly it: Holdable | undefined;
  /** Where it is, and how it is looked at. */
  seen(): SeenHeld | undefined;
  /** One frame; `board` tells that the first hand points at a board. Answers metres along the first hand's ray to what is held, or −1. */
  step(main: Pad, other: Pad, board: number): number;
};

/** Metres around it within which a hand takes it, and how far a hand that cuts may be. */
const NEAR = 0.08;
const CUTS = 0.4;
/** Metres by which two hands pull it all apart. */
const PULL_METRES = 0.6;

type Hand = { holds: boolean; was: boolean; matrix: Matrix };

/** Opens the hands of a visit. */
export function openGrasp(): Grasp {
  let it: Holdable | undefined;
  const hands = { main: newHand(), other: newHand() };
  const offset = new Matrix();
  const frame = new Matrix();
  const inward = new Matrix();
  let hold = 0;
  let began = { metres: 0, apart: 0 };
  let pressed = false;
  const point = new Vector3();
  const way = new Vector3();
  const readInward = (): void => {
    const { node } = it!;
    Matrix.ComposeToRef(node.scaling, node.rotationQuaternion!, node.position, inward);
    inward.invertToRef(inward);
  };
  /** Metres between a point over the real floor and the box. */
  const away = (x: number, y: number, z: number): number => {
    const { box, node } = it!;
    Vector3.TransformCoordinatesFromFloatsToRef(x, y, z, inward, point);
    const dx = Math.max(box.min.x - point.x, 0, point.x - box.max.x);
    const dy = Math.max(box.min.y - point.y, 0, point.y - box.max.y);
    const dz = Math.max(box.min.z - point.z, 0, point.z - box.max.z);
    return Math.hypot(dx, dy, dz) * node.scaling.x;
  };
  /** Metres along a hand's ray to the box, or −1. */
  const along = ({ here, ray }: Pad): number => {
    if (!here) return -1;
    Vector3.TransformCoordinatesFromFloatsToRef(ray.x, ray.y, ray.z, inward, point);
    Vector3.TransformNormalFromFloatsToRef(ray.dx, ray.dy, ray.dz, inward, way);
    return meetBox(it!.box, point, way);
  };
  const read = (hand: Hand, pad: Pad, metres: number, onBoard: boolean): void => {
    const closes = pad.here && (pad.squeeze || (pad.bare && pad.trigger));
    const { grip } = pad;
    if (closes && !hand.was && !onBoard)
      hand.holds =
        metres >= 0 || away(grip.x, grip.y, grip.z) < NEAR || away(pad.tip.x, pad.tip.y, pad.tip.z) < NEAR;
    if (!closes) hand.holds = false;
    hand.was = closes;
    composeHand(grip, hand.matrix);
  };
  /** Between two hands: its middle, turned with them, as large as they are apart. */
  const frameOf = (): void => {
    if (hold === 1) frame.copyFrom(hands.main.holds ? hands.main.matrix : hands.other.matrix);
    else between(hands.main.matrix, hands.other.matrix, frame);
  };
  const begin = (): void => {
    const { node } = it!;
    frameOf();
    frame.invertToRef(offset);
    Matrix.ComposeToRef(node.scaling, node.rotationQuaternion!, node.position, frame);
    frame.multiplyToRef(offset, offset);
    began = { metres: distance(hands.main.matrix, hands.other.matrix), apart: it!.apart };
  };
  const carry = (): void => {
    const { node } = it!;
    frameOf();
    offset.multiplyToRef(frame, frame);
    const scale = node.scaling.x;
    frame.decompose(node.scaling, node.rotationQuaternion!, node.position);
    const wanted = hold === 1 ? scale : node.scaling.x;
    node.scaling.setAll(Math.max(HELD_SCALES.least, Math.min(HELD_SCALES.most, wanted)));
  };
  const cut = (pad: Pad): void => {
    const { grip } = pad;
    if (!it!.isCut || !pad.here || away(grip.x, grip.y, grip.z) > CUTS) return;
    const { qx, qy, qz, qw } = grip;
    Vector3.TransformCoordinatesFromFloatsToRef(grip.x, grip.y, grip.z, inward, point);
    // Across the palm: the grip's own x.
    const nx = 1 - 2 * (qy * qy + qz * qz);
    const ny = 2 * (qx * qy + qw * qz);
    const nz = 2 * (qx * qz - qw * qy);
    Vector3.TransformNormalFromFloatsToRef(nx, ny, nz, inward, way);
    it!.cut(point.x, point.y, point.z, way.x, way.y, way.z);
  };
  const press = (pad: Pad, metres: number): void => {
    const presses = pad.trigger && !pressed && !pad.bare && metres >= 0;
    pressed = pad.trigger;
    if (!presses || hold > 0) return;
    along(pad);
    it!.press(point.x, point.y, point.z, way.x, way.y, way.z);
  };
  return {
    get it() {
      return it;
    },
    seen() {
      if (!it) return undefined;
      const { node, box, apart, isCut } = it;
      const { x, y, z } = Vector3.Center(box.min, box.max)
        .multiplyInPlace(node.scaling)
        .applyRotationQuaternionInPlace(node.rotationQuaternion!)
        .addInPlace(node.position);
      return { x, y, z, scale: node.scaling.x, apart, cut: isCut };
    },
    hold(next) {
      it = next;
      hold = 0;
      hands.main.holds = hands.other.holds = false;
    },
    step(main, other, board) {
      if (!it) return -1;
      readInward();
      const met = along(main);
      const metres = board >= 0 && (met < 0 || board < met) ? -1 : met;
      read(hands.main, main, metres, board >= 0 && metres < 0);
      read(hands.other, other, along(other), false);
      const now = Number(hands.main.holds) + Number(hands.other.holds);
      if (now !== hold) {
        hold = now;
        if (now > 0) {
          it.taken();
          begin();
        } else it.moved();
      } else if (hold === 2 && it.pulls)
        it.apart = pulled(began, distance(hands.main.matrix, hands.other.matrix));
      else if (hold > 0) carry();
      if (hold === 1) cut(hands.main.holds ? other : main);
      press(main, metres);
      return metres;
    },
  };
}

const newHand = (): Hand => ({ holds: false, was: false, matrix: new Matrix() });

/** How far something is apart whose halves two hands have pulled by so much. */
const pulled = (began: { metres: number; apart: number }, metres: number): number =>
  Math.max(0, Math.min(1, began.apart + (metres - began.metres) / PULL_METRES));

const ONE = new Vector3(1, 1, 1);
const turn = new Quaternion();
const place = new Vector3();

function composeHand({ x, y, z, qx, qy, qz, qw }: Pad['grip'], into: Matrix): void {
  turn.set(qx, qy, qz, qw);
  place.set(x, y, z);
  Matrix.ComposeToRef(ONE, turn, place, into);
}

const distance = (a: Matrix, b: Matrix): number =>
  Math.hypot(a.m[12]! - b.m[12]!, a.m[13]! - b.m[13]!, a.m[14]! - b.m[14]!);

const side = new Vector3();
const up = new Vector3();
const out = new Vector3();

/** The frame between two hands: its x from one to the other, as long as they are apart; its y as their backs say. */
function between(a: Matrix, b: Matrix, into: Matrix): void {
  const far = Math.max(0.02, distance(a, b));
  side.set(b.m[12]! - a.m[12]!, b.m[13]! - a.m[13]!, b.m[14]! - a.m[14]!).scaleInPlace(1 / far);
  up.set(a.m[4]! + b.m[4]!, a.m[5]! + b.m[5]!, a.m[6]! + b.m[6]!);
  Vector3.CrossToRef(side, up, out);
  if (out.lengthSquared() < 1e-6) out.set(-side.z, 0, side.x);
  out.normalize();
  Vector3.CrossToRef(out, side, up);
  side.scaleInPlace(far);
  up.scaleInPlace(far);
  out.scaleInPlace(far);
  Matrix.FromXYZAxesToRef(side, up, out, into);
  into.setTranslationFromFloats(
    (a.m[12]! + b.m[12]!) / 2,
    (a.m[13]! + b.m[13]!) / 2,
    (a.m[14]! + b.m[14]!) / 2,
  );
}

/** How far along a way a box is entered, or −1; a way that begins within it enters at once. */
export function meetBox(
  { min, max }: { min: Vector3; max: Vector3 },
  { x, y, z }: Vector3,
  to: Vector3,
): number {
  let first = 0;
  let last = Number.POSITIVE_INFINITY;
  for (let axis = 0; axis < 3; axis++) {
    const from = axis === 0 ? x : axis === 1 ? y : z;
    const step = axis === 0 ? to.x : axis === 1 ? to.y : to.z;
    const low = axis === 0 ? min.x : axis === 1 ? min.y : min.z;
    const high = axis === 0 ? max.x : axis === 1 ? max.y : max.z;
    if (Math.abs(step) < 1e-9) {
      if (from < low || from > high) return -1;
      continue;
    }
    const one = (low - from) / step;
    const two = (high - from) / step;
    first = Math.max(first, Math.min(one, two));
    last = Math.min(last, Math.max(one, two));
  }
  return last >= first ? first : -1;
}
