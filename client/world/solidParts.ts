/** Triangles in world metres: three numbers a corner, three indices a triangle. */
export type Pieces = { positions: ArrayLike<number>; indices: ArrayLike<number> };

/** Least surface of a part that is in anybody's way, square metres: cushions and lamps are, leaves, books and cups are not. */
const LEAST_SURFACE = 0.2;
/** Least girth of such a part (surface by length), metres: a post of 9 cm has it, cords, rails and legs of chairs have not. */
const LEAST_GIRTH = 0.36;

/**
 * The triangles (by their place in `indices`) that belong to solid parts: connected pieces with some surface and girth.
 * Foliage is thousands of small parts, cords are long ones with little surface; neither needs a hint from the file.
 */
export function solidTriangles({ positions, indices }: Pieces): Uint32Array {
  const parent = weld(positions);
  for (let i = 0; i < indices.length; i += 3) {
    const root = rootOf(parent, indices[i]!);
    parent[rootOf(parent, indices[i + 1]!)] = root;
    parent[rootOf(parent, indices[i + 2]!)] = root;
  }
  const isSolid = measure(positions, indices, parent);
  const solid = new Uint32Array(indices.length / 3);
  let count = 0;
  for (let i = 0; i < indices.length; i += 3) if (isSolid[rootOf(parent, indices[i]!)]) solid[count++] = i;
  return solid.subarray(0, count);
}

/** For each corner the first one in the same place: corners are stored anew wherever a normal turns. */
function weld(positions: ArrayLike<number>): Int32Array {
  const count = positions.length / 3;
  const places = Float32Array.from(positions);
  const bits = new Uint32Array(places.buffer);
  const mask = 2 ** Math.ceil(Math.log2(count * 2 + 2)) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  const first = new Int32Array(count);
  for (let corner = 0; corner < count; corner++) {
    const [x, y, z] = [corner * 3, corner * 3 + 1, corner * 3 + 2];
    let slot =
      Math.imul(bits[x]!, 0x9e3779b1) ^ Math.imul(bits[y]!, 0x85ebca6b) ^ Math.imul(bits[z]!, 0xc2b2ae35);
    slot = (slot ^ (slot >>> 15)) & mask;
    for (let known = table[slot]!; ; known = table[slot]!) {
      if (known === -1) table[slot] = known = corner;
      const at = known * 3;
      if (places[at] === places[x] && places[at + 1] === places[y] && places[at + 2] === places[z]) {
        first[corner] = known;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return first;
}

function rootOf(parent: Int32Array, corner: number): number {
  let at = corner;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]!]!;
    at = parent[at]!;
  }
  return at;
}

/** For each part, under its root corner, whether it is solid: surface and the diagonal of its box decide. */
function measure(positions: ArrayLike<number>, indices: ArrayLike<number>, parent: Int32Array): Uint8Array {
  const count = parent.length;
  const surface = new Float64Array(count);
  const low = new Float32Array(count * 3).fill(Number.POSITIVE_INFINITY);
  const high = new Float32Array(count * 3).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < indices.length; i += 3) {
    const root = rootOf(parent, indices[i]!);
    surface[root] = surface[root]! + areaOf(positions, indices[i]!, indices[i + 1]!, indices[i + 2]!);
    for (let corner = i; corner < i + 3; corner++) {
      for (let axis = 0; axis < 3; axis++) {
        const value = positions[indices[corner]! * 3 + axis]!;
        const at = root * 3 + axis;
        if (value < low[at]!) low[at] = value;
        if (value > high[at]!) high[at] = value;
      }
    }
  }
  return new Uint8Array(count).map((_, root) => {
    if (surface[root]! < LEAST_SURFACE) return 0;
    const [x, y, z] = [root * 3, root * 3 + 1, root * 3 + 2];
    const length = Math.hypot(high[x]! - low[x]!, high[y]! - low[y]!, high[z]! - low[z]!);
    return surface[root]! >= length * LEAST_GIRTH ? 1 : 0;
  });
}

function areaOf(positions: ArrayLike<number>, a: number, b: number, c: number): number {
  const [ax, ay, az] = [positions[a * 3]!, positions[a * 3 + 1]!, positions[a * 3 + 2]!];
  const [ux, uy, uz] = [positions[b * 3]! - ax, positions[b * 3 + 1]! - ay, positions[b * 3 + 2]! - az];
  const [vx, vy, vz] = [positions[c * 3]! - ax, positions[c * 3 + 1]! - ay, positions[c * 3 + 2]! - az];
  return Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
}
