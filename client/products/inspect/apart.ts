import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { ExplodePlan, Part } from '../../../shared/model/part.ts';
import type { Box } from './framing.ts';

/** The box around a product whose parts are all where they go; undefined when nothing comes off. */
export function boxOfParts(parts: readonly Part[], plan: ExplodePlan): Box | undefined {
  if (parts.length === 0 || plan.parts.length === 0) return undefined;
  const min = new Vector3(Infinity, Infinity, Infinity);
  const max = new Vector3(-Infinity, -Infinity, -Infinity);
  for (const part of parts) {
    const offset = Vector3.FromArray(plan.parts.find(({ id }) => id === part.id)?.offset ?? [0, 0, 0]);
    min.minimizeInPlace(Vector3.FromArray(part.min).addInPlace(offset));
    max.maximizeInPlace(Vector3.FromArray(part.max).addInPlace(offset));
  }
  return { min, max };
}
