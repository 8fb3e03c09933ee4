import { Matrix, Quaternion, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { ProductView } from '../../../../shared/model/productView.ts';
import { HELD_SCALES } from '../../../world/holdable.ts';
import { yawOf } from '../../../world/turns.ts';
import type { Box } from '../framing.ts';

/** Metres: how large a product is at most when it comes before the eyes, and how far from them and below them. */
const FIRST = { largest: 0.5, away: 0.75, below: 0.28, aside: 0.42 } as const;

type Head = { position: Vector3; rotationQuaternion: Quaternion };

/** Lays a product beside the middle of what a head sees, its front to the eyes, no larger than an arm holds. */
export function layBefore(node: TransformNode, box: Box, { position, rotationQuaternion }: Head): void {
  const yaw = yawOf(rotationQuaternion) + FIRST.aside;
  const size = Math.max(box.max.x - box.min.x, box.max.y - box.min.y, box.max.z - box.min.z);
  const scale = Math.min(1, FIRST.largest / size);
  node.scaling.setAll(scale);
  node.rotationQuaternion ??= new Quaternion();
  Quaternion.RotationYawPitchRollToRef(yaw, 0, 0, node.rotationQuaternion);
  const middle = Vector3.Center(box.min, box.max)
    .scaleInPlace(scale)
    .applyRotationQuaternion(node.rotationQuaternion);
  node.position.set(
    position.x - Math.sin(yaw) * FIRST.away - middle.x,
    Math.max(0.35, position.y - FIRST.below) - middle.y,
    position.z - Math.cos(yaw) * FIRST.away - middle.z,
  );
}

const before = new Vector3();
const after = new Vector3();

/** Turns a product around its middle. */
export function turnBy(node: TransformNode, box: Box, turn: Quaternion): void {
  middleOf(node, box, before);
  turn.multiplyToRef(node.rotationQuaternion!, node.rotationQuaternion!);
  node.position.addInPlace(before.subtractInPlace(middleOf(node, box, after)));
}

/** Scales a product around its middle. */
export function scaleBy(node: TransformNode, box: Box, factor: number): void {
  middleOf(node, box, before);
  node.scaling.setAll(Math.max(HELD_SCALES.least, Math.min(HELD_SCALES.most, node.scaling.x * factor)));
  node.position.addInPlace(before.subtractInPlace(middleOf(node, box, after)));
}

/** Writes the middle of a product over the real floor. */
function middleOf(node: TransformNode, { min, max }: Box, into: Vector3): Vector3 {
  Vector3.CenterToRef(min, max, into);
  into.multiplyInPlace(node.scaling);
  into.rotateByQuaternionToRef(node.rotationQuaternion!, into);
  return into.addInPlace(node.position);
}

/** From where a head looks at a product, in the product's axes. */
export function viewFrom(
  node: TransformNode,
  box: Box,
  head: Vector3,
): Pick<ProductView, 'yaw' | 'pitch' | 'metres' | 'target'> {
  const inward = Matrix.Compose(node.scaling, node.rotationQuaternion!, node.position).invert();
  const middle = Vector3.Center(box.min, box.max);
  const way = Vector3.TransformCoordinates(head, inward).subtractInPlace(middle);
  const metres = way.length();
  return {
    yaw: Math.atan2(way.z, way.x),
    pitch: Math.acos(Math.max(-1, Math.min(1, way.y / (metres || 1)))),
    metres,
    target: [middle.x, middle.y, middle.z],
  };
}

/** Turns a product so that a head sees it as a view says. */
export function turnTo(node: TransformNode, box: Box, head: Vector3, { yaw, pitch }: ProductView): void {
  const way = head.subtract(middleOf(node, box, after));
  const around = Math.atan2(way.x, way.z) - Math.atan2(Math.cos(yaw), Math.sin(yaw));
  const rise = Math.atan2(way.y, Math.hypot(way.x, way.z)) - (Math.PI / 2 - pitch);
  const across = new Vector3(way.z, 0, -way.x).normalize();
  const wanted = Quaternion.RotationAxis(across, -rise).multiply(
    Quaternion.RotationYawPitchRoll(around, 0, 0),
  );
  const now = Quaternion.Inverse(node.rotationQuaternion!);
  turnBy(node, box, wanted.multiply(now));
}
