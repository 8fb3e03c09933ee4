import {
  type Document,
  MathUtils,
  type Mesh,
  type mat4,
  type Node,
  type Primitive,
} from '@gltf-transform/core';
import type { InstancedMesh } from '@gltf-transform/extensions';
import type { Vec3 } from '../../../shared/model/part.ts';

/** A box along the axes; of nothing, its `min` is above its `max`. */
export type Bounds = { min: Vec3; max: Vec3 };

/** One drawing of a primitive: points at rest, and the matrices that bring them into the world, one per instance. */
export type Placed = { primitive: Primitive; points: Float32Array; matrices: mat4[] };

const IDENTITY: mat4 = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
/** Instances beyond these many are left out: no product has them, only a file that wants to be a burden. */
const INSTANCES = 100_000;
/** Points times instances that are looked at one by one; beyond them the corners of a box stand for an instance. */
const EXACT_POINTS = 20_000_000;

/** The nodes that show a mesh in the scene that opens first, in the order of the tree. */
export function drawnNodes(document: Document): Node[] {
  const root = document.getRoot();
  const scene = root.getDefaultScene() ?? root.listScenes()[0];
  const nodes: Node[] = [];
  scene?.traverse((node) => {
    if (node.getMesh()) nodes.push(node);
  });
  return nodes;
}

/** What a node shows at rest: morphs at their default weights, skins in the pose of their joints, every instance. */
export function placedPrimitives(node: Node, mesh: Mesh): Placed[] {
  const weights = node.getWeights().length > 0 ? node.getWeights() : mesh.getWeights();
  const joints = jointMatrices(node);
  const matrices = joints ? [IDENTITY] : instanceMatrices(node);
  return mesh.listPrimitives().map((primitive) => {
    const morphed = atRest(primitive, weights);
    return { primitive, points: joints ? skinned(primitive, morphed, joints) : morphed, matrices };
  });
}

/** The box around all that is drawn, in metres of the file. Points that are no numbers do not count. */
export function worldBounds(document: Document): Bounds {
  const bounds = emptyBounds();
  for (const node of drawnNodes(document))
    for (const { points, matrices } of placedPrimitives(node, node.getMesh()!)) {
      const exact = (points.length / 3) * matrices.length <= EXACT_POINTS;
      const some = exact ? points : corners(growBy(emptyBounds(), points, IDENTITY));
      for (const matrix of matrices) growBy(bounds, some, matrix);
    }
  return bounds;
}

/** A box around nothing. */
export const emptyBounds = (): Bounds => ({
  min: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  max: [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
});

/** Grows a box, in place, by points under a matrix. */
export function growBy(bounds: Bounds, points: ArrayLike<number>, m: mat4): Bounds {
  const { min, max } = bounds;
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [x, y, z] = [points[at]!, points[at + 1]!, points[at + 2]!];
    const wx = m[0] * x + m[4] * y + m[8] * z + m[12];
    const wy = m[1] * x + m[5] * y + m[9] * z + m[13];
    const wz = m[2] * x + m[6] * y + m[10] * z + m[14];
    if (!Number.isFinite(wx + wy + wz)) continue;
    if (wx < min[0]) min[0] = wx;
    if (wy < min[1]) min[1] = wy;
    if (wz < min[2]) min[2] = wz;
    if (wx > max[0]) max[0] = wx;
    if (wy > max[1]) max[1] = wy;
    if (wz > max[2]) max[2] = wz;
  }
  return bounds;
}

/** Points under a matrix, as a new array. */
export function transformed(points: Float32Array, m: mat4): Float32Array {
  const out = new Float32Array(points.length);
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [x, y, z] = [points[at]!, points[at + 1]!, points[at + 2]!];
    out[at] = m[0] * x + m[4] * y + m[8] * z + m[12];
    out[at + 1] = m[1] * x + m[5] * y + m[9] * z + m[13];
    out[at + 2] = m[2] * x + m[6] * y + m[10] * z + m[14];
  }
  return out;
}

/** The triangles of a primitive as indices, whatever its mode; none for points, lines and indices out of range. */
export function triangleIndices(primitive: Primitive): Uint32Array {
  const vertices = primitive.getAttribute('POSITION')?.getCount() ?? 0;
  const array = primitive.getIndices()?.getArray();
  const count = array?.length ?? vertices;
  const index = (at: number): number => (array ? array[at]! : at);
  const mode = primitive.getMode();
  const strip = mode === 5;
  if (!strip && mode !== 4 && mode !== 6) return new Uint32Array(0);
  const triangles = mode === 4 ? Math.floor(count / 3) : Math.max(0, count - 2);
  const out = new Uint32Array(triangles * 3);
  let size = 0;
  for (let t = 0; t < triangles; t++) {
    const first = mode === 4 ? t * 3 : strip ? t : 0;
    const second = mode === 4 ? first + 1 : t + 1;
    const turned = strip && t % 2 === 1;
    const a = index(first);
    const b = index(turned ? second + 1 : second);
    const c = index(turned ? second : second + 1);
    if (a >= vertices || b >= vertices || c >= vertices) continue;
    out[size++] = a;
    out[size++] = b;
    out[size++] = c;
  }
  return out.subarray(0, size);
}

/** An attribute's numbers, normalised ones unpacked. */
export function numbersOf(primitive: Primitive, semantic: string): Float32Array {
  return unpacked(primitive.getAttribute(semantic));
}

type Source = ReturnType<Primitive['getAttribute']>;

function unpacked(accessor: Source): Float32Array {
  const array = accessor?.getArray();
  if (!accessor || !array) return new Float32Array(0);
  if (array instanceof Float32Array) return array;
  const width = accessor.getElementSize();
  const out = new Float32Array(accessor.getCount() * width);
  const element: number[] = [];
  for (let at = 0; at < accessor.getCount(); at++) out.set(accessor.getElement(at, element), at * width);
  return out;
}

function atRest(primitive: Primitive, weights: number[]): Float32Array {
  const base = numbersOf(primitive, 'POSITION');
  const targets = primitive.listTargets();
  if (!targets.some((_, at) => weights[at])) return base;
  const out = Float32Array.from(base);
  for (const [at, target] of targets.entries()) {
    const weight = weights[at] ?? 0;
    const delta = unpacked(weight ? target.getAttribute('POSITION') : null);
    for (let i = 0; i < delta.length && i < out.length; i++) out[i]! += delta[i]! * weight;
  }
  return out;
}

function jointMatrices(node: Node): mat4[] | undefined {
  const skin = node.getSkin();
  if (!skin) return undefined;
  const inverse = skin.getInverseBindMatrices();
  return skin.listJoints().map((joint, at) => {
    const world = joint.getWorldMatrix();
    return inverse && at < inverse.getCount()
      ? product(world, inverse.getElement<mat4>(at, [...IDENTITY]))
      : world;
  });
}

function skinned(primitive: Primitive, points: Float32Array, joints: mat4[]): Float32Array {
  const out = new Float32Array(points.length);
  let any = false;
  for (let set = 0; primitive.getAttribute(`JOINTS_${set}`) && set < 4; set++) {
    const which = unpackedRaw(primitive.getAttribute(`JOINTS_${set}`));
    const weight = numbersOf(primitive, `WEIGHTS_${set}`);
    any = true;
    for (let vertex = 0; vertex * 3 < points.length; vertex++)
      for (let k = 0; k < 4; k++) {
        const w = weight[vertex * 4 + k] ?? 0;
        const m = w ? joints[which[vertex * 4 + k]!] : undefined;
        if (m) addWeighted(out, points, vertex * 3, m, w);
      }
  }
  return any ? out : points;
}

const unpackedRaw = (accessor: Source): ArrayLike<number> => accessor?.getArray() ?? [];

function addWeighted(out: Float32Array, points: Float32Array, at: number, m: mat4, w: number): void {
  const [x, y, z] = [points[at]!, points[at + 1]!, points[at + 2]!];
  out[at]! += w * (m[0] * x + m[4] * y + m[8] * z + m[12]);
  out[at + 1]! += w * (m[1] * x + m[5] * y + m[9] * z + m[13]);
  out[at + 2]! += w * (m[2] * x + m[6] * y + m[10] * z + m[14]);
}

function instanceMatrices(node: Node): mat4[] {
  const world = node.getWorldMatrix();
  const batch = node.getExtension<InstancedMesh>('EXT_mesh_gpu_instancing');
  if (!batch) return [world];
  const [t, r, s] = ['TRANSLATION', 'ROTATION', 'SCALE'].map((semantic) => batch.getAttribute(semantic));
  const count = Math.min(INSTANCES, batch.listAttributes()[0]?.getCount() ?? 0);
  return Array.from({ length: count }, (_, at) => {
    const local = [...IDENTITY] as mat4;
    MathUtils.compose(
      (t?.getElement(at, []) ?? [0, 0, 0]) as Vec3,
      (r?.getElement(at, []) ?? [0, 0, 0, 1]) as [number, number, number, number],
      (s?.getElement(at, []) ?? [1, 1, 1]) as Vec3,
      local,
    );
    return product(world, local);
  });
}

/** `a` after `b`, both column by column. */
export function product(a: mat4, b: mat4): mat4 {
  const out = [...IDENTITY] as mat4;
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += a[k * 4 + row]! * b[column * 4 + k]!;
      out[column * 4 + row] = sum;
    }
  return out;
}

function corners({ min, max }: Bounds): Float32Array {
  const out = new Float32Array(24);
  for (let corner = 0; corner < 8; corner++)
    for (let axis = 0; axis < 3; axis++)
      out[corner * 3 + axis] = (corner & (1 << axis) ? max : min)[axis as 0 | 1 | 2];
  return out;
}
