import type { Primitive } from '@gltf-transform/core';
import { emptyBounds, growBy, numbersOf, triangleIndices } from './placed.ts';
import { decimal, list, prim, tuple } from './usdText.ts';

/** A primitive as text. `points` are those at rest; `color` multiplies the colours of its corners. */
export type MeshText = {
  primitive: Primitive;
  points: Float32Array;
  name: string;
  material?: { path: string; doubleSided: boolean; color: number[] };
  /** Whether the material takes the colour of the corners. */
  colored: boolean;
};

/** Steps into which the longest side of a mesh is divided: a fortieth of a millimetre on a metre. */
const STEPS = 40_000;
const SETS = 4;
const IDENTITY: Parameters<typeof growBy>[2] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** A primitive as a USD mesh of triangles; nothing for points, lines and what has no triangles. */
export function meshLines({ primitive, points, name, material, colored }: MeshText): string[] {
  const indices = usable(triangleIndices(primitive), points);
  if (indices.length === 0) return [];
  const normals = numbersOf(primitive, 'NORMAL');
  // glTF: without normals faces are flat. So each triangle gets corners of its own.
  const flat = normals.length !== points.length;
  const corners = flat ? indices : undefined;
  const at = (values: Float32Array, width: number): Float32Array =>
    corners ? picked(values, corners, width) : values;
  const places = at(points, 3);
  const { min, max } = growBy(emptyBounds(), places, IDENTITY);
  const longest = Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]) || 1;
  const digits = Math.min(9, Math.max(2, Math.ceil(Math.log10(STEPS / longest))));
  const lines = [
    `float3[] extent = [${tuple(min, digits)}, ${tuple(max, digits)}]`,
    `int[] faceVertexCounts = [${new Array(indices.length / 3).fill('3').join(',')}]`,
    `int[] faceVertexIndices = [${(corners ? indices.map((_, k) => k) : indices).join(',')}]`,
    ...(material ? [`rel material:binding = <${material.path}>`] : []),
    `normal3f[] normals = ${list(flat ? flatNormals(places) : normals, 3, 3)} (`,
    '    interpolation = "vertex"',
    ')',
    `point3f[] points = ${list(places, 3, digits)}`,
  ];
  for (let set = 0; set < SETS; set++) {
    const uv = numbersOf(primitive, `TEXCOORD_${set}`);
    if (uv.length * 3 !== points.length * 2) continue;
    lines.push(`texCoord2f[] primvars:${uvName(set)} = ${list(upturned(at(uv, 2)), 2, 5)} (`);
    lines.push('    interpolation = "vertex"', ')');
  }
  const color = colored ? colorsOf(primitive, material?.color ?? [1, 1, 1]) : new Float32Array(0);
  if (color.length === points.length) {
    lines.push(`color3f[] primvars:displayColor = ${list(at(color, 3), 3, 3)} (`);
    lines.push('    interpolation = "vertex"', ')');
  }
  lines.push('uniform token subdivisionScheme = "none"');
  if (material?.doubleSided) lines.unshift('uniform bool doubleSided = 1');
  return prim(`def Mesh "${name}"`, material ? ['prepend apiSchemas = ["MaterialBindingAPI"]'] : [], lines);
}

/** The name under which a set of texture coordinates is read. */
export const uvName = (set: number): string => (set === 0 ? 'st' : `st${set}`);

/** The sets of texture coordinates that a primitive has. */
export const uvSets = (primitive: Primitive): number[] =>
  Array.from({ length: SETS }, (_, set) => set).filter(
    (set) => primitive.getAttribute(`TEXCOORD_${set}`) !== null,
  );

/** Whether a primitive has a colour for each of its corners. */
export const hasColors = (primitive: Primitive): boolean => primitive.getAttribute('COLOR_0') !== null;

/** A transform as a line, none for one that does nothing. */
export function transformLines(matrix: number[]): string[] {
  if (matrix.every((value, at) => Math.abs(value - IDENTITY[at]!) < 1e-9)) return [];
  const rows = [0, 4, 8, 12].map(
    (row) =>
      `(${matrix
        .slice(row, row + 4)
        .map((value) => decimal(value, 9))
        .join(', ')})`,
  );
  return [
    `matrix4d xformOp:transform = (${rows.join(', ')})`,
    'uniform token[] xformOpOrder = ["xformOp:transform"]',
  ];
}

/** Triangles with three corners that are somewhere. */
function usable(indices: Uint32Array, points: Float32Array): Uint32Array {
  const bad = (corner: number): boolean =>
    !Number.isFinite(points[corner * 3]! + points[corner * 3 + 1]! + points[corner * 3 + 2]!);
  const whole = (at: number): boolean =>
    !(bad(indices[at]!) || bad(indices[at + 1]!) || bad(indices[at + 2]!));
  return indices.filter((_, at) => whole(at - (at % 3)));
}

function picked(values: Float32Array, corners: Uint32Array, width: number): Float32Array {
  const out = new Float32Array(corners.length * width);
  for (const [at, corner] of corners.entries())
    for (let k = 0; k < width; k++) out[at * width + k] = values[corner * width + k]!;
  return out;
}

function flatNormals(p: Float32Array): Float32Array {
  const out = new Float32Array(p.length);
  for (let at = 0; at < p.length; at += 9) {
    const u = [0, 1, 2].map((k) => p[at + 3 + k]! - p[at + k]!) as [number, number, number];
    const v = [0, 1, 2].map((k) => p[at + 6 + k]! - p[at + k]!) as [number, number, number];
    const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const length = Math.hypot(...n);
    const unit = length > 0 ? n.map((value) => value / length) : [0, 1, 0];
    for (let corner = 0; corner < 3; corner++) out.set(unit, at + corner * 3);
  }
  return out;
}

/** USD counts v from below, glTF from above. */
function upturned(uv: Float32Array): Float32Array {
  return uv.map((value, at) => (at % 2 === 1 ? 1 - value : value));
}

function colorsOf(primitive: Primitive, factor: number[]): Float32Array {
  const all = numbersOf(primitive, 'COLOR_0');
  const width = primitive.getAttribute('COLOR_0')?.getElementSize() ?? 3;
  const out = new Float32Array((all.length / width) * 3);
  for (let at = 0; at < out.length; at++)
    out[at] = all[Math.floor(at / 3) * width + (at % 3)]! * factor[at % 3]!;
  return out;
}
