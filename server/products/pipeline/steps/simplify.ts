import { type Accessor, type Document, type Mesh, type Node, Primitive } from '@gltf-transform/core';
import type { InstancedMesh } from '@gltf-transform/extensions';
import { compactPrimitive } from '@gltf-transform/functions';
import { MeshoptSimplifier } from 'meshoptimizer';
import { like } from '../accessors.ts';
import { copiesOf, nodesOf, trianglesOf } from '../meshGroups.ts';

export type SimplifyOptions = {
  /** Triangles that may be drawn. */
  triangles: number;
  /** How far the surface may move in any case, as a share of the product's largest side: what nobody sees goes first. */
  freely: number;
  /** How far it may move, same measure, so that the triangles suffice. */
  most: number;
  /** Whether shapes that morph, and meshes whose parts lie apart, may be thinned too, and seams be opened. */
  boldly: boolean;
};

/** A share of the triangles wanted that counts as met. */
const NEAR = 1.02;
const ROUNDS = 7;
/** What a turned normal weighs against a moved surface: a full turn is as bad as moving by this share of the product. */
const NORMAL_WEIGHT = 0.1;
/** What a slipped texture weighs: a full width of it. */
const COORDINATE_WEIGHT = 0.03;
const COLOUR_WEIGHT = 0.02;

type Thinned = { primitive: Primitive; indices: Uint32Array; uses: number; unit: number; size: number };

/**
 * Thins triangles (meshoptimizer, with normals, texture coordinates and colours in the error; borders and seams stay) to a
 * level's number, all meshes by the same error, so that each part keeps what its size on the screen deserves.
 *
 * Answers whether the number was met within the error bound. Below the hero, where `boldly`, loose pieces smaller than the
 * bound go too (`Prune`), and seams may open (`Permissive`) where the number is not met otherwise: both stay
 * within the same bound.
 * `simplifySloppy` is not used: it knows neither seams nor normals, so what it wins in triangles shows at once.
 */
export async function simplify(
  document: Document,
  size: number,
  options: SimplifyOptions,
): Promise<{ met: boolean }> {
  await MeshoptSimplifier.ready;
  if (document.hasExtension('KHR_mesh_primitive_restart')) return { met: true };
  const all = document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => thinnable(mesh, size, options));
  if (all.length === 0 || size === 0) return { met: true };
  const fixed = drawnTriangles(document) - countOf(all.map(({ indices, uses }) => indices.length * uses));
  const goal = Math.max(0, options.triangles - fixed);
  const results = choose(all, goal, options);
  for (const [index, each] of all.entries()) apply(document, each, results[index]!);
  return { met: fixed + drawnOf(all, results) <= options.triangles * NEAR };
}

const countOf = (numbers: number[]): number => numbers.reduce((sum, each) => sum + each, 0) / 3;
const drawnOf = (all: Thinned[], results: Uint32Array[]): number =>
  countOf(results.map((indices, index) => indices.length * all[index]!.uses));

/** The least error, from `freely` to `most`, at which the triangles suffice; `most` if none does. */
function choose(all: Thinned[], goal: number, options: SimplifyOptions): Uint32Array[] {
  const at = (error: number): Uint32Array[] => all.map((each) => thinned(each, error, options));
  let best = options.freely > 0 ? at(options.freely) : all.map(({ indices }) => indices);
  if (drawnOf(all, best) <= goal || options.most <= options.freely) return best;
  best = at(options.most);
  if (drawnOf(all, best) > goal) return best;
  let [low, high] = [Math.log(Math.max(options.freely, options.most / 1000)), Math.log(options.most)];
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (low + high) / 2;
    const tried = at(Math.exp(middle));
    const drawn = drawnOf(all, tried);
    if (drawn <= goal) [best, high] = [tried, middle];
    else low = middle;
    if (drawn <= goal && drawn * NEAR > goal) break;
  }
  return best;
}

function thinnable(mesh: Mesh, size: number, { boldly }: SimplifyOptions): Thinned[] {
  const nodes = nodesOf(mesh);
  const uses = nodes.reduce((sum, node) => sum + copiesOf(node), 0);
  const scale = Math.max(...nodes.map(scaleOf), 0) || 1;
  return mesh.listPrimitives().flatMap((primitive) => {
    const indices = primitive.getIndices()?.getArray();
    const plain = primitive.getMode() === Primitive.Mode.TRIANGLES && indices;
    if (!plain || indices.length < 6 || (!boldly && primitive.listTargets().length > 0)) return [];
    return [
      { primitive, indices: Uint32Array.from(indices), uses: Math.max(1, uses), unit: size / scale, size },
    ];
  });
}

/** By how much a node enlarges its mesh; instances may do so again. */
function scaleOf(node: Node): number {
  const scales = node.getExtension<InstancedMesh>('EXT_mesh_gpu_instancing')?.getAttribute('SCALE');
  const most = scales ? Math.max(...scales.getMax([]).map(Math.abs), ...scales.getMin([]).map(Math.abs)) : 1;
  return Math.max(...node.getWorldScale().map(Math.abs)) * most;
}

function thinned(
  { primitive, indices, unit }: Thinned,
  error: number,
  { boldly }: SimplifyOptions,
): Uint32Array {
  const position = floats(primitive.getAttribute('POSITION')!);
  // The simplifier weighs attributes against the mesh's own extent; they must be weighed against the product's.
  const extent = MeshoptSimplifier.getScale(position, 3);
  const { array, stride, weights } = attributesOf(primitive, unit / (extent || 1));
  const flags = boldly ? (['ErrorAbsolute', 'Prune', 'Permissive'] as const) : (['ErrorAbsolute'] as const);
  const bound = error * unit;
  if (stride === 0) return MeshoptSimplifier.simplify(indices, position, 3, 0, bound, [...flags])[0];
  const [made] = MeshoptSimplifier.simplifyWithAttributes(
    indices,
    position,
    3,
    array,
    stride,
    weights,
    null,
    0,
    bound,
    [...flags],
  );
  return made;
}

const floats = (accessor: Accessor): Float32Array => {
  const array = accessor.getArray()!;
  return array instanceof Float32Array ? array : Float32Array.from(array);
};

type Attributes = { array: Float32Array; stride: number; weights: number[] };

/** What the surface shows, woven together for the simplifier; `factor` turns shares of the product into those of the mesh. */
function attributesOf(primitive: Primitive, factor: number): Attributes {
  const wanted: [name: string, weight: number, size: number][] = [
    ['NORMAL', NORMAL_WEIGHT, 3],
    ['TEXCOORD_0', COORDINATE_WEIGHT, 2],
    ['TEXCOORD_1', COORDINATE_WEIGHT, 2],
    ['COLOR_0', COLOUR_WEIGHT, 3],
  ];
  const found = wanted.filter(([name]) => primitive.getAttribute(name) !== null);
  const stride = found.reduce((sum, [, , size]) => sum + size, 0);
  const count = primitive.getAttribute('POSITION')!.getCount();
  const array = new Float32Array(count * stride);
  let offset = 0;
  const element: number[] = [];
  for (const [name, , size] of found) {
    const accessor = primitive.getAttribute(name)!;
    for (let at = 0; at < count; at++) {
      accessor.getElement(at, element);
      for (let c = 0; c < size; c++) array[at * stride + offset + c] = element[c]!;
    }
    offset += size;
  }
  const weights = found.flatMap(([, weight, size]) => Array<number>(size).fill(weight * factor));
  return { array, stride, weights };
}

function apply(document: Document, { primitive, indices }: Thinned, made: Uint32Array): void {
  if (made.length === indices.length) return;
  if (made.length === 0) {
    for (const parent of primitive.listParents())
      if (parent.propertyType === 'Mesh') (parent as Mesh).removePrimitive(primitive);
    return;
  }
  primitive.setIndices(like(document, primitive.getIndices()!, Uint32Array.from(made)));
  compactPrimitive(primitive);
}

/** The triangles that the default scene draws, instances counted as often as they are drawn. */
export function drawnTriangles(document: Document): number {
  let sum = 0;
  for (const mesh of document.getRoot().listMeshes()) {
    const copies = nodesOf(mesh).reduce((all, node) => all + copiesOf(node), 0);
    for (const primitive of mesh.listPrimitives()) sum += copies * trianglesOf(primitive);
  }
  return sum;
}
