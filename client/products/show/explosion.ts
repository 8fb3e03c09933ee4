import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { ExplodePlan } from '../../../shared/model/part.ts';
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

type Mover = {
  id: string;
  node: TransformNode;
  rest: Vector3;
  /** Its own way, and what carries it along. */
  way: Vector3;
  step: number;
  on: Mover | undefined;
  /** Where it is beside its place now. */
  now: Vector3;
  /** The nearest part that it hangs on in the file. */
  around: Mover | undefined;
  /** From the product's axes into those of what it hangs on. */
  inward: Matrix;
};

/** Opens an exploded view over a plan; parts of the plan that the model lacks are passed over. Offsets are in the product's axes, wherever a part hangs in the file. */
export function openExplosion(model: ShownModel, plan: ExplodePlan): Explosion {
  const movers = moversOf(model, plan);
  let share = 0;
  const away = new Vector3();
  return {
    get share() {
      return share;
    },
    set(next) {
      share = Math.min(1, Math.max(0, next));
      for (const mover of movers.values()) {
        mover.way.scaleToRef(progressOf(share, mover.step, plan.steps), mover.now);
        if (mover.on) mover.now.addInPlace(mover.on.now);
      }
      for (const { node, rest, now, around, inward } of movers.values()) {
        away.copyFrom(now);
        if (around) away.subtractInPlace(around.now);
        Vector3.TransformNormalToRef(away, inward, away);
        rest.addToRef(away, node.position);
      }
    },
    stepAt: (at) => Math.min(plan.steps, Math.floor(at * plan.steps + 1e-6)),
    offsetOf(part, target) {
      const known = movers.get(part);
      return known ? target.copyFrom(known.now) : target.setAll(0);
    },
    dispose() {
      for (const { node, rest, now } of movers.values()) {
        node.position.copyFrom(rest);
        now.setAll(0);
      }
      share = 0;
    },
  };
}

/** The parts that move, each after what carries it. */
function moversOf(model: ShownModel, plan: ExplodePlan): Map<string, Mover> {
  const known = new Map(plan.parts.map((part) => [part.id, part]));
  const idOf = new Map([...model.parts].map(([id, node]) => [node, id]));
  const movers = new Map<string, Mover>();
  const add = (id: string, carried: ReadonlySet<string>): Mover | undefined => {
    const [part, node] = [known.get(id), model.parts.get(id)];
    if (!part || !node || carried.has(id)) return undefined;
    const there = movers.get(id);
    if (there) return there;
    const host = part.on ? add(part.on, new Set([...carried, id])) : undefined;
    const way = Vector3.FromArray(part.offset);
    if (host) way.subtractInPlace(Vector3.FromArray(known.get(host.id)!.offset));
    const mover: Mover = {
      ...{ id, node, way, on: host, around: undefined, step: part.step },
      rest: node.position.clone(),
      now: new Vector3(),
      inward: inwardOf(model.root, node),
    };
    movers.set(id, mover);
    return mover;
  };
  for (const { id } of plan.parts) add(id, new Set());
  for (const mover of movers.values())
    for (
      let up = mover.node.parent as TransformNode | null;
      up && !mover.around;
      up = up.parent as TransformNode | null
    )
      mover.around = movers.get(idOf.get(up) ?? '');
  return movers;
}

function inwardOf(root: TransformNode, node: TransformNode): Matrix {
  const parent = node.parent as TransformNode | null;
  const outer = root.computeWorldMatrix(true).clone();
  return parent ? outer.multiply(Matrix.Invert(parent.computeWorldMatrix(true))) : outer;
}
