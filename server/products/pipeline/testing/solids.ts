import type { Vec3 } from '../../../../shared/model/part.ts';
import type { PartMesh } from '../parts.ts';

/** A closed surface whose faces look outwards, each face with corners of its own, as files have them. */
export type Solid = { positions: number[]; indices: number[] };

/** A box from one corner to the other. */
export function box(min: Vec3, max: Vec3): Solid {
  const corner = (bits: number): Vec3 =>
    [0, 1, 2].map((axis) => (bits & (1 << axis) ? max : min)[axis]) as Vec3;
  const faces = [
    [0, 4, 6, 2],
    [1, 3, 7, 5],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 2, 3, 1],
    [4, 5, 7, 6],
  ];
  return joined(faces.map((face) => quad(...(face.map(corner) as [Vec3, Vec3, Vec3, Vec3]))));
}

/** A pipe around an upright axis: `inner` 0 makes it a rod. */
export function pipe([x, y, z]: Vec3, inner: number, outer: number, height: number, sides = 24): Solid {
  const at = (radius: number, side: number, up: number): Vec3 => {
    const angle = (side * 2 * Math.PI) / sides;
    return [x + radius * Math.cos(angle), y + up, z + radius * Math.sin(angle)];
  };
  const quads: Solid[] = [];
  for (let side = 0; side < sides; side++) {
    const [a, b] = [side, (side + 1) % sides];
    quads.push(quad(at(outer, a, 0), at(outer, a, height), at(outer, b, height), at(outer, b, 0)));
    if (inner > 0)
      quads.push(quad(at(inner, b, 0), at(inner, b, height), at(inner, a, height), at(inner, a, 0)));
    quads.push(quad(at(inner, a, height), at(inner, b, height), at(outer, b, height), at(outer, a, height)));
    quads.push(quad(at(inner, b, 0), at(inner, a, 0), at(outer, a, 0), at(outer, b, 0)));
  }
  return joined(quads);
}

/** A box without a lid: a floor and four walls of a thickness. */
export function tray([x0, y0, z0]: Vec3, [x1, y1, z1]: Vec3, wall: number): Solid {
  return joined([
    box([x0, y0, z0], [x1, y0 + wall, z1]),
    box([x0, y0 + wall, z0], [x0 + wall, y1, z1]),
    box([x1 - wall, y0 + wall, z0], [x1, y1, z1]),
    box([x0 + wall, y0 + wall, z0], [x1 - wall, y1, z0 + wall]),
    box([x0 + wall, y0 + wall, z1 - wall], [x1 - wall, y1, z1]),
  ]);
}

/** A screw with its head up. */
export function screw([x, y, z]: Vec3, length: number, radius: number): Solid {
  return joined([
    pipe([x, y - length, z], 0, radius, length, 12),
    pipe([x, y, z], 0, radius * 2, radius, 12),
  ]);
}

/** Several solids as one surface. */
export function joined(solids: Solid[]): Solid {
  const positions: number[] = [];
  const indices: number[] = [];
  for (const solid of solids) {
    const first = positions.length / 3;
    for (const value of solid.positions) positions.push(value);
    for (const corner of solid.indices) indices.push(first + corner);
  }
  return { positions, indices };
}

/** A solid as a part by the name that is also its id. */
export const asPart = (name: string, solid: Solid): PartMesh => ({
  id: name,
  name,
  positions: Float32Array.from(solid.positions),
  indices: Uint32Array.from(solid.indices),
});

function quad(a: Vec3, b: Vec3, c: Vec3, d: Vec3): Solid {
  return { positions: [...a, ...b, ...c, ...d], indices: [0, 1, 2, 0, 2, 3] };
}
