import type { Vec3 } from '../../../shared/model/part.ts';
import { type Bounds, emptyBounds } from './placed.ts';

/** What a surface is like, whichever way it is turned. */
export type Form = {
  triangles: number;
  bounds: Bounds;
  area: number;
  /** Cubic metres within, negative where it faces inwards. Only of a closed surface does it mean something. */
  volume: number;
  /** 0 for a closed surface, 1 for a flat one. */
  open: number;
  centre: Vec3;
  /** Standard deviations along its own axes, the longest first, and these axes. */
  spread: Vec3;
  axes: [Vec3, Vec3, Vec3];
};

/** Measures a surface: sums over its triangles, each weighted by its area. */
export function formOf(p: Float32Array, indices: ArrayLike<number>): Form {
  // Sums are taken about the first point, so that a thing far from the origin keeps its digits.
  const o = indices.length > 0 ? indices[0]! * 3 : 0;
  const [ox, oy, oz] = [p[o] ?? 0, p[o + 1] ?? 0, p[o + 2] ?? 0];
  let [area, volume, sx, sy, sz, nx, ny, nz] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [xx, xy, xz, yy, yz, zz] = [0, 0, 0, 0, 0, 0];
  const corner = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < indices.length; at += 3) {
    cornersOf(p, indices, at, o, corner);
    const [ax, ay, az, bx, by, bz, cx, cy, cz] = corner as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const ux = (by - ay) * (cz - az) - (bz - az) * (cy - ay);
    const uy = (bz - az) * (cx - ax) - (bx - ax) * (cz - az);
    const uz = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    const a = Math.sqrt(ux * ux + uy * uy + uz * uz) / 2;
    area += a;
    nx += ux / 2;
    ny += uy / 2;
    nz += uz / 2;
    volume += (ax * ux + ay * uy + az * uz) / 6;
    const [mx, my, mz] = [ax + bx + cx, ay + by + cy, az + bz + cz];
    sx += (a * mx) / 3;
    sy += (a * my) / 3;
    sz += (a * mz) / 3;
    const w = a / 12;
    xx += w * (ax * ax + bx * bx + cx * cx + mx * mx);
    yy += w * (ay * ay + by * by + cy * cy + my * my);
    zz += w * (az * az + bz * bz + cz * cz + mz * mz);
    xy += w * (ax * ay + bx * by + cx * cy + mx * my);
    xz += w * (ax * az + bx * bz + cx * cz + mx * mz);
    yz += w * (ay * az + by * bz + cy * cz + my * mz);
  }
  const total = area || 1;
  const [cx, cy, cz] = [sx / total, sy / total, sz / total];
  const { values, axes } = ownAxes([
    [xx / total - cx * cx, xy / total - cx * cy, xz / total - cx * cz],
    [xy / total - cx * cy, yy / total - cy * cy, yz / total - cy * cz],
    [xz / total - cx * cz, yz / total - cy * cz, zz / total - cz * cz],
  ]);
  return {
    triangles: indices.length / 3,
    bounds: boundsOf(p, indices),
    area,
    volume,
    open: Math.hypot(nx, ny, nz) / total,
    centre: [ox + cx, oy + cy, oz + cz],
    spread: values.map((value) => Math.sqrt(Math.max(0, value))) as Vec3,
    axes,
  };
}

/** The corners of a triangle as seen from a vertex, nine numbers into `out`. */
function cornersOf(
  p: Float32Array,
  indices: ArrayLike<number>,
  at: number,
  from: number,
  out: number[],
): void {
  for (let k = 0; k < 9; k++) {
    const axis = k % 3;
    out[k] = p[indices[at + (k - axis) / 3]! * 3 + axis]! - p[from + axis]!;
  }
}

/** The box around the corners of triangles. */
export function boundsOf(p: Float32Array, indices: ArrayLike<number>): Bounds {
  const bounds = emptyBounds();
  const { min, max } = bounds;
  for (let at = 0; at < indices.length; at++)
    for (const axis of [0, 1, 2] as const) {
      const value = p[indices[at]! * 3 + axis]!;
      if (value < min[axis]) min[axis] = value;
      if (value > max[axis]) max[axis] = value;
    }
  return bounds;
}

/**
 * Whether two surfaces are the same thing, turned or mirrored. Many triangles that agree in number are no chance, so
 * that then the sizes may differ a little, as those of wires that pass over one another.
 */
export function alike(a: Form, b: Form): boolean {
  const slack = a.triangles >= 100 ? 0.06 : 0.01;
  return (
    a.triangles === b.triangles &&
    Math.abs(a.area - b.area) <= slack * Math.max(a.area, b.area) &&
    a.spread.every(
      (value, at) => Math.abs(value - b.spread[at]!) <= slack * Math.max(a.spread[0], b.spread[0]),
    )
  );
}

/** Groups of like forms, each with the places of its members in the list, in the order of their first. */
export function likes(forms: Form[]): number[][] {
  const groups: number[][] = [];
  for (const [at, form] of forms.entries()) {
    const group = groups.find((members) => alike(forms[members[0]!]!, form));
    if (group) group.push(at);
    else groups.push([at]);
  }
  return groups;
}

/** Length of a box from corner to corner. */
export const diagonal = ({ min, max }: Bounds): number =>
  max[0] >= min[0] ? Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]) : 0;

/** Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations, the largest first. */
function ownAxes(m: number[][]): { values: Vec3; axes: [Vec3, Vec3, Vec3] } {
  const v = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < 24; sweep++)
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      rotate(m, v, i, j);
  const order = [0, 1, 2].sort((a, b) => m[b]![b]! - m[a]![a]!);
  const axis = (k: number): Vec3 => [v[0]![k]!, v[1]![k]!, v[2]![k]!];
  return {
    values: order.map((k) => m[k]![k]!) as Vec3,
    axes: order.map(axis) as [Vec3, Vec3, Vec3],
  };
}

function rotate(m: number[][], v: number[][], i: number, j: number): void {
  const off = m[i]![j]!;
  if (!(Math.abs(off) > 1e-30)) return;
  const theta = (m[j]![j]! - m[i]![i]!) / (2 * off);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < 3; k++) {
    const [a, b] = [m[k]![i]!, m[k]![j]!];
    m[k]![i] = c * a - s * b;
    m[k]![j] = s * a + c * b;
  }
  for (let k = 0; k < 3; k++) {
    const [a, b] = [m[i]![k]!, m[j]![k]!];
    m[i]![k] = c * a - s * b;
    m[j]![k] = s * a + c * b;
    const [p, q] = [v[k]![i]!, v[k]![j]!];
    v[k]![i] = c * p - s * q;
    v[k]![j] = s * p + c * q;
  }
}
