import type { Pieces } from './solidParts.ts';

/** A box in metres. */
export type Bounds = { low: readonly [number, number, number]; high: readonly [number, number, number] };

/**
 * Calls `mark` with points of the triangle at a place of `indices`: those of a net of `step` metres, seen along the axis
 * to which the triangle is turned most, so that no gap is wider than the net. What lies outside the bounds is passed over.
 * Returns how many there were.
 */
export function markTriangle(
  { positions, indices }: Pieces,
  at: number,
  step: number,
  { low, high }: Bounds,
  mark: (x: number, y: number, z: number) => void,
): number {
  for (let corner = 0; corner < 3; corner++)
    for (let axis = 0; axis < 3; axis++)
      corners[corner * 3 + axis] = positions[indices[at + corner]! * 3 + axis]!;
  const w = turnedTo();
  const u = (w + 1) % 3;
  const v = (w + 2) % 3;
  if (normal[w] === 0) return 0;
  let count = 0;
  const first = Math.max(low[v]!, Math.min(corners[v]!, corners[3 + v]!, corners[6 + v]!));
  const last = Math.min(high[v]!, Math.max(corners[v]!, corners[3 + v]!, corners[6 + v]!));
  for (let row = Math.ceil(first / step - 0.5); (row + 0.5) * step <= last; row++) {
    const along = (row + 0.5) * step;
    cutRow(u, v, along);
    const to = Math.min(span[1]!, high[u]!);
    const height = corners[w]! - (normal[v]! * (along - corners[v]!)) / normal[w]!;
    const rise = normal[u]! / normal[w]!;
    for (
      let column = Math.ceil(Math.max(span[0]!, low[u]!) / step - 0.5);
      (column + 0.5) * step <= to;
      column++
    ) {
      point[u] = (column + 0.5) * step;
      point[v] = along;
      point[w] = height - rise * (point[u]! - corners[u]!);
      mark(point[0]!, point[1]!, point[2]!);
      count++;
    }
  }
  return count;
}

/** The triangle at hand, its normal (of any length), the part of a row that it covers, and the point to mark. */
const corners = new Float64Array(9);
const normal = new Float64Array(3);
const span = new Float64Array(2);
const point = new Float64Array(3);

/** Works out the normal; returns the axis along which it is longest. */
function turnedTo(): number {
  for (let axis = 0; axis < 3; axis++) {
    const b = (axis + 1) % 3;
    const c = (axis + 2) % 3;
    normal[axis] =
      (corners[3 + b]! - corners[b]!) * (corners[6 + c]! - corners[c]!) -
      (corners[3 + c]! - corners[c]!) * (corners[6 + b]! - corners[b]!);
  }
  const x = Math.abs(normal[0]!);
  const y = Math.abs(normal[1]!);
  const z = Math.abs(normal[2]!);
  return x >= y && x >= z ? 0 : y >= z ? 1 : 2;
}

/** Where a row along axis `u`, at a place on axis `v`, enters and leaves the triangle. */
function cutRow(u: number, v: number, along: number): void {
  span[0] = Number.POSITIVE_INFINITY;
  span[1] = Number.NEGATIVE_INFINITY;
  for (let from = 0; from < 9; from += 3) {
    const to = (from + 3) % 9;
    const a = corners[from + v]! - along;
    const b = corners[to + v]! - along;
    if (a > 0 === b > 0) continue;
    const met = corners[from + u]! + ((corners[to + u]! - corners[from + u]!) * a) / (a - b);
    if (met < span[0]!) span[0] = met;
    if (met > span[1]!) span[1] = met;
  }
}
