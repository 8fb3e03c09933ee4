import { Accessor, type Document, type Primitive, type PrimitiveTarget } from '@gltf-transform/core';
import { KHRMeshQuantization } from '@gltf-transform/extensions';
import { like, roundAttribute } from '../accessors.ts';
import { primitivesOf } from '../materialsOf.ts';
import { groupMeshes, type MeshGroup } from '../meshGroups.ts';
import { placeGroup } from '../placeGroup.ts';
import { quantiseCoordinates } from './quantiseCoordinates.ts';

export type QuantiseOptions = {
  /** Steps across a mesh's longest side, as a power of two. */
  positionBits: number;
  /** Steps across a texture, as a power of two. */
  coordinateBits: number;
};

const MOST_SHORT = 32_767;

/**
 * Makes numbers short (KHR_mesh_quantization): positions whole numbers on a grid over their mesh, texture coordinates over
 * their texture, colours and weights bytes. Normals and tangents stay, as the packing does them better (`compress`).
 *
 * The grid stands right-aligned in its 16 bits, like gltfpack's: spread over all 16 bits, as glTF-Transform's is, the
 * lower byte of a 14-bit number looks like noise to the packing. On the Mixer: 281 kB of geometry become 250 kB.
 *
 * Meshes of skins share a grid, instances and nodes that move get it below them. Meshes with a thickness
 * (KHR_materials_volume), which is told in their own unit, keep plain numbers, rounded.
 * Loses: position at most half a step of the grid.
 */
export function quantise(document: Document, options: QuantiseOptions): void {
  const before = new Set(document.getRoot().listAccessors());
  for (const group of groupMeshes(document)) quantiseGroup(document, group, options);
  quantiseCoordinates(document, options.coordinateBits);
  for (const primitive of primitivesOf(document)) quantiseRest(document, primitive);
  document.createExtension(KHRMeshQuantization).setRequired(true);
  dropUnused(before);
}

function dropUnused(accessors: Set<Accessor>): void {
  for (const accessor of accessors)
    if (accessor.listParents().every(({ propertyType }) => propertyType === 'Root')) accessor.dispose();
}

function quantiseGroup(document: Document, group: MeshGroup, { positionBits }: QuantiseOptions): void {
  const primitives = group.meshes.flatMap((mesh) => mesh.listPrimitives());
  const steps = 2 ** positionBits - 1;
  const step = group.extent > 0 ? group.extent / steps : 1;
  if (group.plain || !fits(primitives, step)) {
    for (const each of owners(primitives)) roundAttribute(document, each, 'POSITION');
    return;
  }
  const done = new Map<Accessor, Accessor>();
  for (const primitive of primitives) {
    onGrid(document, primitive, group.low, step, Uint16Array, done);
    for (const target of primitive.listTargets()) onGrid(document, target, [0, 0, 0], step, Int16Array, done);
  }
  placeGroup(document, group, step);
}

/** Primitives and their shapes. */
const owners = (primitives: Primitive[]): (Primitive | PrimitiveTarget)[] =>
  primitives.flatMap((primitive) => [primitive, ...primitive.listTargets()]);

/** Whether the shapes' offsets find room in the same grid. */
const fits = (primitives: Primitive[], step: number): boolean =>
  primitives
    .flatMap((primitive) => primitive.listTargets())
    .every((target) => {
      const array = target.getAttribute('POSITION')?.getArray();
      return !array || array.every((value) => Math.abs(value / step) <= MOST_SHORT);
    });

function onGrid(
  document: Document,
  owner: Primitive | PrimitiveTarget,
  low: readonly number[],
  step: number,
  Kind: typeof Uint16Array | typeof Int16Array,
  done: Map<Accessor, Accessor>,
): void {
  const source = owner.getAttribute('POSITION');
  if (!source) return;
  let made = done.get(source);
  if (!made) {
    const values = source.getArray()!;
    const array = new Kind(values.length);
    for (let at = 0; at < values.length; at++) array[at] = Math.round((values[at]! - low[at % 3]!) / step);
    made = like(document, source, array).setNormalized(false);
    done.set(source, made);
  }
  owner.setAttribute('POSITION', made);
}

function quantiseRest(document: Document, primitive: Primitive): void {
  for (const name of primitive.listSemantics()) {
    if (/^COLOR_/.test(name)) toBytes(document, primitive, name);
    if (/^WEIGHTS_/.test(name)) toBytes(document, primitive, name);
    if (/^JOINTS_/.test(name)) shortJoints(document, primitive, name);
  }
  evenWeights(primitive);
  for (const target of primitive.listTargets())
    for (const name of target.listSemantics())
      if (name !== 'POSITION') roundAttribute(document, target, name);
}

/** Colours and weights as bytes; not those that go beyond what bytes can say. */
function toBytes(document: Document, primitive: Primitive, name: string): void {
  const source = primitive.getAttribute(name)!;
  if (source.getComponentType() === Accessor.ComponentType.UNSIGNED_BYTE) return;
  const element: number[] = [];
  const size = source.getElementSize();
  const array = new Uint8Array(source.getCount() * size);
  for (let at = 0; at < source.getCount(); at++)
    for (const [c, value] of source.getElement(at, element).entries()) {
      if (value < 0 || value > 1) return;
      array[at * size + c] = Math.round(value * 255);
    }
  primitive.setAttribute(name, like(document, source, array).setNormalized(true));
}

function shortJoints(document: Document, primitive: Primitive, name: string): void {
  const source = primitive.getAttribute(name)!;
  const values = source.getArray()!;
  if (values instanceof Uint8Array || values.some((value) => value > 255)) return;
  primitive.setAttribute(name, like(document, source, Uint8Array.from(values)));
}

/** Bytes must add up to exactly one (255): the largest takes what rounding left over. */
function evenWeights(primitive: Primitive): void {
  const names = primitive.listSemantics().filter((name) => /^WEIGHTS_/.test(name));
  const arrays = names.map((name) => primitive.getAttribute(name)!.getArray()!);
  if (arrays.length === 0 || !arrays.every((array) => array instanceof Uint8Array)) return;
  for (let at = 0; at < arrays[0]!.length; at += 4) {
    let [sum, largest, where] = [0, -1, { array: arrays[0]!, index: at }];
    for (const array of arrays)
      for (let index = at; index < at + 4; index++) {
        sum += array[index]!;
        if (array[index]! > largest) [largest, where] = [array[index]!, { array, index }];
      }
    if (sum > 0) where.array[where.index] = largest + 255 - sum;
  }
}
