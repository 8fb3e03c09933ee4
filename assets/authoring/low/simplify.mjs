/** Fewer triangles for a primitive: meshoptimizer's simplifier over positions and weighted attributes. */
import { compactPrimitive } from '@gltf-transform/functions';
import { MeshoptSimplifier } from 'meshoptimizer';

await MeshoptSimplifier.ready;

/** How much a change of each attribute costs, against a position error of the same share of the mesh. */
export const WEIGHTS = { NORMAL: 0.25, COLOR_0: 0.4, TEXCOORD_0: 0.1, TEXCOORD_1: 1 };

/** A primitive as flat float arrays: positions and the interleaved attributes of `weights`. */
export function open(primitive, weights = WEIGHTS) {
  const position = primitive.getAttribute('POSITION');
  const count = position.getCount();
  const names = Object.keys(weights).filter((name) => primitive.getAttribute(name));
  const widths = names.map((name) => Math.min(3, primitive.getAttribute(name).getElementSize()));
  const stride = widths.reduce((sum, width) => sum + width, 0);
  const attributes = new Float32Array(count * stride);
  let offset = 0;
  names.forEach((name, at) => {
    const accessor = primitive.getAttribute(name);
    for (let i = 0; i < count; i++) {
      attributes.set(accessor.getElement(i, []).slice(0, widths[at]), i * stride + offset);
    }
    offset += widths[at];
  });
  return {
    primitive,
    names,
    widths,
    stride,
    attributes,
    positions: Float32Array.from(
      { length: count * 3 },
      (_, i) => position.getElement((i / 3) | 0, [])[i % 3],
    ),
    weights: names.flatMap((name, at) => Array(widths[at]).fill(weights[name])),
    indices: Uint32Array.from(primitive.getIndices().getArray()),
  };
}

/** The indices of at most `triangles` triangles that stand for `indices`; may move vertices when `update` is set. */
export function reduce(mesh, indices, triangles, { flags = [], update = false, error = 1 } = {}) {
  const target = Math.floor(triangles) * 3;
  if (indices.length <= target) return indices;
  const { positions, attributes, stride, weights } = mesh;
  const list = indices.slice();
  const shape = [list, positions, 3, attributes, stride, weights, null, target, error, flags];
  if (!update) return MeshoptSimplifier.simplifyWithAttributes(...shape)[0];
  return list.slice(0, MeshoptSimplifier.simplifyWithUpdate(...shape)[0]);
}

/** Writes indices, and vertices that moved, back into the primitive and drops what is no longer used. */
export function close(mesh, indices) {
  const { primitive, positions, attributes, stride, names, widths } = mesh;
  const own = (name) => {
    const accessor = primitive.getAttribute(name).clone();
    primitive.setAttribute(name, accessor);
    return accessor;
  };
  const position = own('POSITION');
  for (let i = 0; i < position.getCount(); i++) position.setElement(i, positions.subarray(i * 3, i * 3 + 3));
  let offset = 0;
  names.forEach((name, at) => {
    const accessor = own(name);
    for (let i = 0; i < accessor.getCount(); i++) {
      const value = [...attributes.subarray(i * stride + offset, i * stride + offset + widths[at])];
      accessor.setElement(i, tidy(name, value, accessor.getElementSize()));
    }
    offset += widths[at];
  });
  primitive.setIndices(primitive.getIndices().clone().setArray(indices));
  compactPrimitive(primitive);
}

/** A simplified attribute back in its range: unit normals, colours within 0 to 1 and opaque. */
function tidy(name, value, size) {
  if (name === 'NORMAL') {
    const length = Math.hypot(...value) || 1;
    return value.map((part) => part / length);
  }
  if (!name.startsWith('COLOR')) return value;
  const colour = value.map((part) => Math.min(1, Math.max(0, part)));
  return size === 4 ? [...colour, 1] : colour;
}
