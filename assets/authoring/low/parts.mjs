/** Connected parts of a mesh, and foliage thinned out part by part. */
import { MeshoptSimplifier } from 'meshoptimizer';
import { reduce } from './simplify.mjs';

/** Splits a mesh into its connected parts: [{ indices, low, high, size, centre }]. */
export function partsOf(mesh) {
  const { positions, indices } = mesh;
  const same = MeshoptSimplifier.generatePositionRemap(positions, 3);
  const parent = Uint32Array.from(same, (_, i) => i);
  const find = (vertex) => {
    let at = vertex;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  for (let i = 0; i < indices.length; i += 3) {
    const root = find(same[indices[i]]);
    parent[find(same[indices[i + 1]])] = root;
    parent[find(same[indices[i + 2]])] = root;
  }
  const parts = new Map();
  for (let i = 0; i < indices.length; i += 3) {
    const root = find(same[indices[i]]);
    if (!parts.has(root)) parts.set(root, []);
    parts.get(root).push(indices[i], indices[i + 1], indices[i + 2]);
  }
  return [...parts.values()].map((list) => measure(mesh, Uint32Array.from(list)));
}

/** A part with its box. */
function measure({ positions }, indices) {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const vertex of indices) {
    for (let axis = 0; axis < 3; axis++) {
      low[axis] = Math.min(low[axis], positions[vertex * 3 + axis]);
      high[axis] = Math.max(high[axis], positions[vertex * 3 + axis]);
    }
  }
  const size = Math.hypot(...high.map((value, axis) => value - low[axis]));
  return { indices, low, high, size, centre: high.map((value, axis) => (value + low[axis]) / 2) };
}

/** The place of a part on a curve through space (Morton order), so that neighbours follow each other. */
function placeOnCurve({ centre }, cell) {
  let key = 0;
  const grid = centre.map((value) => Math.floor((value + 2) / cell) & 1023);
  for (let bit = 9; bit >= 0; bit--) {
    for (let axis = 0; axis < 3; axis++) key = key * 2 + ((grid[axis] >> bit) & 1);
  }
  return key;
}

/** Keeps one part in `every`, evenly over space, enlarged `grow` times about its centre, of `triangles` at most. */
export function thin(mesh, parts, { every, grow, triangles }) {
  const sorted = parts
    .map((part) => ({ part, key: placeOnCurve(part, 0.004) }))
    .sort((a, b) => a.key - b.key)
    .map(({ part }) => part);
  const kept = sorted.filter((_, i) => Math.floor((i + 1) / every) > Math.floor(i / every));
  return kept.flatMap((part) => {
    const indices = reduce(mesh, part.indices, triangles, { flags: ['Sparse'] });
    enlarge(mesh, part, indices, grow);
    return [...indices];
  });
}

/** Scales the vertices of a part about its centre. */
function enlarge({ positions }, { centre }, indices, grow) {
  for (const vertex of new Set(indices)) {
    for (let axis = 0; axis < 3; axis++) {
      const at = vertex * 3 + axis;
      positions[at] = centre[axis] + (positions[at] - centre[axis]) * grow;
    }
  }
}
