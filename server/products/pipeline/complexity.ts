import { type Loose, listIn, numberIn, objectIn } from './container.ts';
import { Stopped } from './job.ts';
import { LIMITS } from './limits.ts';
import { packingOf } from './meshopt.ts';

const COMPONENTS: Record<string, number> = {
  SCALAR: 1,
  VEC2: 2,
  VEC3: 3,
  VEC4: 4,
  MAT2: 4,
  MAT3: 9,
  MAT4: 16,
};
const COMPONENT_BYTES: Record<number, number> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5131: 2, 5130: 8 };
const LISTS = [
  'nodes',
  'meshes',
  'accessors',
  'bufferViews',
  'materials',
  'images',
  'textures',
  'animations',
] as const;
const POINTS = 0;
const STRIP = 5;

const within = (what: keyof typeof LIMITS, value: number): void => {
  if (value > LIMITS[what]) throw new Stopped('too-complex', `${what}: ${value} > ${LIMITS[what]}`);
};

/** Bytes that an accessor declares to have, whether they exist or not. */
export function accessorBytes(accessor: Loose): number {
  const components = COMPONENTS[String(accessor.type)] ?? 16;
  return numberIn(accessor, 'count') * components * (COMPONENT_BYTES[Number(accessor.componentType)] ?? 4);
}

/**
 * Refuses a model that declares more than could reasonably be shown, as `too-complex`. It reads nothing but the JSON and
 * believes nothing in it: the validator itself counts up to what an accessor declares.
 */
export function checkComplexity(json: Loose): void {
  for (const list of LISTS) within(list, listIn(json, list).length);
  const accessors = listIn(json, 'accessors');
  within(
    'accessorBytes',
    accessors.reduce((sum, each) => sum + accessorBytes(each) + sparseBytes(each), 0),
  );
  within('accessorBytes', compressedBytes(json));
  within(
    'channels',
    listIn(json, 'animations').reduce((sum, each) => sum + listIn(each, 'channels').length, 0),
  );
  const triangles = checkMeshes(json, accessors);
  checkNodes(json, accessors, triangles);
}

function sparseBytes(accessor: Loose): number {
  return numberIn(objectIn(accessor, 'sparse'), 'count') * 4;
}

/** Bytes that meshopt views and their fallback buffers say they unpack to. */
function compressedBytes(json: Loose): number {
  let bytes = 0;
  for (const view of listIn(json, 'bufferViews')) {
    const packed = objectIn(packingOf(view), 'packed');
    bytes += Math.max(
      numberIn(packed, 'count') * numberIn(packed, 'byteStride'),
      Object.keys(packed).length > 0 ? numberIn(view, 'byteLength') : 0,
    );
  }
  return bytes;
}

/** Triangles of each mesh. */
function checkMeshes(json: Loose, accessors: Loose[]): number[] {
  const countOf = (index: unknown): number => numberIn(accessors[Number(index)] ?? {}, 'count');
  let primitives = 0;
  let vertices = 0;
  let indices = 0;
  return listIn(json, 'meshes').map((mesh) => {
    let triangles = 0;
    for (const primitive of listIn(mesh, 'primitives')) {
      const points = countOf(objectIn(primitive, 'attributes').POSITION);
      const drawn = primitive.indices === undefined ? points : countOf(primitive.indices);
      primitives += 1;
      vertices += points * (1 + listIn(primitive, 'targets').length);
      indices += drawn;
      within('primitives', primitives);
      within('vertices', vertices);
      within('indices', indices);
      const mode = numberIn(primitive, 'mode', 4);
      triangles += mode >= STRIP ? drawn : mode === POINTS ? 0 : drawn / 3;
    }
    return triangles;
  });
}

function checkNodes(json: Loose, accessors: Loose[], triangles: number[]): void {
  const nodes = listIn(json, 'nodes');
  let drawn = 0;
  let instances = 0;
  for (const node of nodes) {
    const copies = copiesOf(node, accessors);
    instances += copies;
    drawn += Math.max(1, copies) * (triangles[Number(node.mesh)] ?? 0);
    within('instances', instances);
    within('drawnTriangles', drawn);
  }
  within('nodeDepth', depthOf(nodes));
}

function copiesOf(node: Loose, accessors: Loose[]): number {
  const attributes = objectIn(
    objectIn(objectIn(node, 'extensions'), 'EXT_mesh_gpu_instancing'),
    'attributes',
  );
  return Object.values(attributes).reduce<number>(
    (most, index) => Math.max(most, numberIn(accessors[Number(index)] ?? {}, 'count')),
    0,
  );
}

/** How deep the tree of nodes is, without recursion; a loop or a second parent is left to the validator. */
function depthOf(nodes: Loose[]): number {
  const children = nodes.map(({ children }) => (Array.isArray(children) ? children.map(Number) : []));
  const owned = new Set(children.flat());
  const seen = new Set<number>();
  let level = nodes.map((_, index) => index).filter((index) => !owned.has(index));
  let depth = 0;
  while (level.length > 0 && depth <= LIMITS.nodeDepth) {
    depth++;
    for (const index of level) seen.add(index);
    const next = new Set(level.flatMap((index) => children[index] ?? []).filter((index) => !seen.has(index)));
    level = [...next];
  }
  return depth;
}
