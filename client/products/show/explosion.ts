import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { ExplodePlan, Vec3 } from '../../../shared/model/part.ts';
import type { ShownModel } from './model.ts';

/** A product that comes apart. */
export type Explosion = {
  /** How far it is taken apart: 0 is whole, 1 is all of it; steps follow one another. */
  set(share: number): void;
  readonly share: number;
  /** The step that a share is in, from 0; the number of steps when all is apart. */
  stepAt(share: number): number;
  /** Where a part stands beside its place now, metres. */
  offsetOf(part: string, target: Vector3): Vector3;
  /** Lays everything back. */
  dispose(): void;
};

/** How far a part is on its way when the whole is taken apart by a share: each step has its own time, and begins and ends softly. */
export function progressOf(share: number, step: number, steps: number): number {
  const at = Math.min(1, Math.max(0, share * steps - step));
  return at * at * (3 - 2 * at);
}

type Mover = { node: TransformNode; rest: Vector3; way: Vector3; step: number };

/** Opens an exploded view over a plan; parts of the plan that the model lacks are passed over. Offsets are of the whole: a part within another moves along with it. */
export function openExplosion(model: ShownModel, plan: ExplodePlan): Explosion {
  const offsets = new Map(plan.parts.map(({ id, offset, step }) => [id, { offset, step }]));
  const idOf = new Map([...model.parts].map(([id, node]) => [node, id]));
  const movers = plan.parts.flatMap(({ id, step }): Mover[] => {
    const node = model.parts.get(id);
    if (!node) return [];
    return [{ node, rest: node.position.clone(), way: localWay(node, id), step }];
  });
  let share = 0;
  /** The offset within the nearest part around it, in the axes of what it hangs on. */
  function localWay(node: TransformNode, id: string): Vector3 {
    const own = Vector3.FromArray(offsets.get(id)!.offset);
    for (let up = node.parent as TransformNode | null; up; up = up.parent as TransformNode | null) {
      const around = offsets.get(idOf.get(up) ?? '');
      if (around) {
        own.subtractInPlace(Vector3.FromArray(around.offset));
        break;
      }
    }
    const parent = node.parent as TransformNode | null;
    if (!parent) return own;
    const inverse = Matrix.Invert(parent.computeWorldMatrix(true));
    const turned = Vector3.TransformNormal(own, model.root.computeWorldMatrix(true));
    return Vector3.TransformNormal(turned, inverse);
  }
  return {
    get share() {
      return share;
    },
    set(next) {
      share = Math.min(1, Math.max(0, next));
      for (const { node, rest, way, step } of movers) {
        const far = progressOf(share, step, plan.steps);
        node.position.set(rest.x + way.x * far, rest.y + way.y * far, rest.z + way.z * far);
      }
    },
    stepAt: (at) => Math.min(plan.steps, Math.floor(at * plan.steps + 1e-6)),
    offsetOf(part, target) {
      const known = offsets.get(part);
      if (!known) return target.setAll(0);
      const far = progressOf(share, known.step, plan.steps);
      const [x, y, z]: Vec3 = known.offset;
      return target.set(x * far, y * far, z * far);
    },
    dispose() {
      for (const { node, rest } of movers) node.position.copyFrom(rest);
      share = 0;
    },
  };
}
