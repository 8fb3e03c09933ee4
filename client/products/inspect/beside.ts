import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import { addContactShadow } from '../../world/contactShadow.ts';
import { heroOf } from '../deliveries.ts';
import { type ShownModel, showModel } from '../show/model.ts';
import type { Box } from './framing.ts';

/** A second product that stands beside the first one, at its true size in the same light. */
export type Beside = {
  /** The box that it takes. */
  box: Box;
  dispose(): void;
};

/** Puts a product to the right of a box, on the same floor. */
export async function putBeside(sheet: ProductSheet, scene: Scene, { min, max }: Box): Promise<Beside> {
  const model: ShownModel = await showModel(heroOf(sheet), scene);
  const own = model.bounds();
  const gap = Math.max(max.x - min.x, own.max.x - own.min.x) * 0.25;
  model.root.position.set(
    max.x + gap - own.min.x,
    min.y - own.min.y,
    (min.z + max.z) / 2 - (own.min.z + own.max.z) / 2,
  );
  const placed = model.bounds();
  const ground = new TransformNode('ground beside', scene);
  ground.position.copyFrom(Vector3.Center(placed.min, placed.max));
  ground.position.y = min.y;
  const size = placed.max.subtract(placed.min);
  addContactShadow(ground, size.x * 0.62, size.z * 0.62, scene);
  return {
    box: placed,
    dispose() {
      ground.dispose();
      model.dispose();
    },
  };
}
