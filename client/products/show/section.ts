import '@babylonjs/core/Materials/standardMaterial';
import { Material } from '@babylonjs/core/Materials/material';
import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Plane } from '@babylonjs/core/Maths/math.plane';
import type { Vector3 } from '@babylonjs/core/Maths/math.vector';
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

/** Where a cut is laid: the box that it goes through, and what is cut there. */
export type Cutter = {
  bounds(): { min: Vector3; max: Vector3 };
  /** Lays the plane, or takes it away; `own` is the material of the cut's faces. */
  lay(plane: Plane | null, own: Material | undefined): void;
};

/** What is seen of the inside where one has cut, as in a drawing. */
const CUT = new Color3(0.69, 0.55, 0.34);

/**
 * Opens the section of a model. What was cut looks solid: the inner sides of its surfaces are drawn in one flat colour, in
 * a second pass of the same meshes. Surfaces that are open, such as cloth, keep their own look on both sides.
 */
export function openSection(
  model: ShownModel,
  scene: Scene,
  cutter: Cutter = cutterOf(model, scene),
): Section {
  let inner: AbstractMesh[] = [];
  let material: StandardMaterial | undefined;
  const clear = (): void => {
    for (const mesh of inner) mesh.dispose(true);
    inner = [];
    cutter.lay(null, material);
  };
  const fill = (): void => {
    material ??= flat(scene);
    for (const mesh of model.meshes) {
      if (inner.length > 400 || mesh.skeleton || !hasInside(mesh)) continue;
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
      const { min, max } = cutter.bounds();
      const at = min[plane.axis] + (max[plane.axis] - min[plane.axis]) * plane.at;
      const side = plane.flip ? -1 : 1;
      const normal = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] }[plane.axis] as [number, number, number];
      cutter.lay(new Plane(normal[0] * side, normal[1] * side, normal[2] * side, -at * side), material);
    },
    dispose() {
      clear();
      material?.dispose();
      material = undefined;
    },
  };
}

/** Cuts all of a scene, in which nothing else stands. */
const cutterOf = (model: ShownModel, scene: Scene): Cutter => ({
  bounds: model.bounds,
  lay(plane) {
    scene.clipPlane = plane;
  },
});

/** Whether a mesh is solid: one that shows both its sides is so only if its surface is closed. */
const hasInside = (mesh: AbstractMesh): boolean => mesh.material?.backFaceCulling !== false || isClosed(mesh);

/** Share of edges that may lie at a hole: seams of drawn surfaces are never quite tight. */
const HOLES = 0.02;
const closed = new WeakMap<object, boolean>();

/** Whether nearly every edge of a surface has two sides; corners at one place are one. */
function isClosed(mesh: AbstractMesh): boolean {
  const { geometry } = mesh as Mesh;
  const known = geometry && closed.get(geometry);
  if (typeof known === 'boolean') return known;
  const positions = mesh.getVerticesData('position');
  const indices = mesh.getIndices();
  if (!geometry || !positions || !indices) return false;
  const places = new Map<string, number>();
  const placeOf = (corner: number): number => {
    const key = [0, 1, 2].map((axis) => positions[corner * 3 + axis]!.toPrecision(5)).join();
    const found = places.get(key) ?? places.size;
    places.set(key, found);
    return found;
  };
  const place = Array.from({ length: positions.length / 3 }, (_, corner) => placeOf(corner));
  const sides = new Map<number, number>();
  for (let at = 0; at < indices.length; at++) {
    const a = place[indices[at]!]!;
    const b = place[indices[at % 3 === 2 ? at - 2 : at + 1]!]!;
    const edge = Math.min(a, b) * places.size + Math.max(a, b);
    sides.set(edge, (sides.get(edge) ?? 0) + 1);
  }
  let open = 0;
  for (const count of sides.values()) if (count === 1) open++;
  const answer = open <= sides.size * HOLES;
  closed.set(geometry, answer);
  return answer;
}

function flat(scene: Scene): StandardMaterial {
  const material = new StandardMaterial('cut', scene);
  material.disableLighting = true;
  material.emissiveColor = CUT;
  material.cullBackFaces = false;
  material.sideOrientation = Material.CounterClockWiseSideOrientation;
  // Surfaces that show both sides draw the inner one as well: the cut lies before it.
  material.zOffsetUnits = -2;
  return material;
}
