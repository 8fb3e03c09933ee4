import '@babylonjs/core/Materials/standardMaterial';
import { Material } from '@babylonjs/core/Materials/material';
import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Plane } from '@babylonjs/core/Maths/math.plane';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import type { Scene } from '@babylonjs/core/scene';
import type { SectionPlane } from '../../../shared/model/authoring.ts';
import type { ShownModel } from './model.ts';

/** A cut through a product. */
export type Section = {
  /** Cuts along an axis at a share (0 to 1) of the product's size; undefined shows it whole. */
  set(plane: SectionPlane | undefined): void;
  dispose(): void;
};

/** What is seen of the inside where one has cut, as in a drawing. */
const CUT = new Color3(0.69, 0.55, 0.34);

/**
 * Opens the section of a model. What was cut looks solid: the inner sides of its surfaces are drawn in one flat colour, in
 * a second pass of the same meshes. Surfaces that are open, such as cloth, keep their own look on both sides.
 */
export function openSection(model: ShownModel, scene: Scene): Section {
  let inner: AbstractMesh[] = [];
  let material: StandardMaterial | undefined;
  const clear = (): void => {
    for (const mesh of inner) mesh.dispose(true);
    inner = [];
    scene.clipPlane = null;
  };
  const fill = (): void => {
    material ??= flat(scene);
    for (const mesh of model.meshes) {
      // What shows both its sides anyway has no inside.
      if (inner.length > 400 || mesh.material?.backFaceCulling === false || mesh.skeleton) continue;
      const copy = (mesh as Mesh).clone?.(`${mesh.name} inside`, mesh, true, false);
      if (!copy) continue;
      copy.position.setAll(0);
      copy.rotationQuaternion = null;
      copy.rotation.setAll(0);
      copy.scaling.setAll(1);
      copy.material = material;
      copy.isPickable = false;
      inner.push(copy);
    }
  };
  return {
    set(plane) {
      if (!plane) return clear();
      if (inner.length === 0) fill();
      const { min, max } = model.bounds();
      const at = min[plane.axis] + (max[plane.axis] - min[plane.axis]) * plane.at;
      const side = plane.flip ? -1 : 1;
      const normal = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] }[plane.axis] as [number, number, number];
      scene.clipPlane = new Plane(normal[0] * side, normal[1] * side, normal[2] * side, -at * side);
    },
    dispose() {
      clear();
      material?.dispose();
      material = undefined;
    },
  };
}

function flat(scene: Scene): StandardMaterial {
  const material = new StandardMaterial('cut', scene);
  material.disableLighting = true;
  material.emissiveColor = CUT;
  material.cullBackFaces = false;
  material.sideOrientation = Material.CounterClockWiseSideOrientation;
  material.zOffset = 0.5;
  return material;
}
