import type { Material } from '@babylonjs/core/Materials/material';
import { Plane } from '@babylonjs/core/Maths/math.plane';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { ShownModel } from '../../show/model.ts';
import type { Cutter } from '../../show/section.ts';
import type { Box } from '../framing.ts';

/** Cuts one product in a room, wherever it is held. `place` lays the cut where the product is now. */
export function heldCutter(model: ShownModel, box: Box): Cutter & { place(): void } {
  let local: Plane | null = null;
  let faces: Material | undefined;
  const plane = new Plane(0, 1, 0, 0);
  const at = new Vector3();
  const normal = new Vector3();
  const put = (on: Plane | null): void => {
    for (const mesh of model.meshes) if (mesh.material) mesh.material.clipPlane = on;
    if (faces) faces.clipPlane = on;
  };
  return {
    bounds: () => box,
    lay(next, own) {
      local = next;
      faces = own;
      if (!next) put(null);
    },
    place() {
      if (!local) return;
      const world = model.root.getWorldMatrix();
      at.copyFrom(local.normal).scaleInPlace(-local.d);
      Vector3.TransformCoordinatesToRef(at, world, at);
      Vector3.TransformNormalToRef(local.normal, world, normal);
      normal.normalize();
      plane.normal.copyFrom(normal);
      plane.d = -Vector3.Dot(normal, at);
      put(plane);
    },
  };
}
