import type { Point } from '../roomPlan.ts';

/** A floor cut into triangles, three indices of its corners each (clipping ears); its walls must not cross. */
export function triangles(corners: readonly Point[]): number[] {
  const left = corners.map((_, at) => at);
  const area = corners.reduce((sum, [x, z], at) => {
    const [nx, nz] = corners[(at + 1) % corners.length]!;
    return sum + x * nz - nx * z;
  }, 0);
  if (area < 0) left.reverse();
  const found: number[] = [];
  while (left.length > 3) {
    const ear = left.findIndex((_, at) => isEar(corners, left, at));
    // Corners in one line have no ear left: any of them may go.
    const at = Math.max(0, ear);
    found.push(before(left, at), left[at]!, after(left, at));
    left.splice(at, 1);
  }
  return [...found, ...left];
}

const before = (left: readonly number[], at: number): number => left[(at + left.length - 1) % left.length]!;
const after = (left: readonly number[], at: number): number => left[(at + 1) % left.length]!;

function isEar(corners: readonly Point[], left: readonly number[], at: number): boolean {
  const [a, b, c] = [corners[before(left, at)]!, corners[left[at]!]!, corners[after(left, at)]!];
  if (side(a, b, c) <= 1e-9) return false;
  return left.every((index) => {
    const p = corners[index]!;
    if (p === a || p === b || p === c) return true;
    return side(a, b, p) < 0 || side(b, c, p) < 0 || side(c, a, p) < 0;
  });
}

const side = (a: Point, b: Point, c: Point): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
