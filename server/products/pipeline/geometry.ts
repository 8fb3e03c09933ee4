import { isObject, type Loose, listIn, numberIn, objectIn } from './container.ts';
import { decodeDraco } from './draco.ts';
import { Stopped } from './job.ts';
import { decodeView, packingOf } from './meshopt.ts';

/** Answers the bytes of a buffer by its index, undefined where the upload has none. */
export type BufferOf = (index: unknown) => Uint8Array | undefined;

const INDEX_BYTES: Record<number, 1 | 2 | 4> = { 5121: 1, 5123: 2, 5125: 4 };
const FLOAT = 5126;

/**
 * Unpacks what is compressed by Draco or meshopt, where the validator does not look, and compares it with what the file
 * says of it. Whatever does not fit, or can't be unpacked, ends as `geometry-broken` with a JSON pointer.
 */
export async function checkGeometry(json: Loose, bufferOf: BufferOf): Promise<void> {
  const views = await unpackedViews(json, bufferOf);
  const accessors = listIn(json, 'accessors');
  for (const [mesh, { primitives }] of listIn(json, 'meshes').entries()) {
    for (const [index, primitive] of listIn({ primitives }, 'primitives').entries()) {
      const pointer = `/meshes/${mesh}/primitives/${index}`;
      await checkDraco(json, primitive, bufferOf, pointer);
      checkUnpacked(primitive, accessors, views, pointer);
    }
  }
}

/** What a compressed buffer view holds, and how far its elements lie apart. */
type View = { bytes: Uint8Array; stride: number };

async function unpackedViews(json: Loose, bufferOf: BufferOf): Promise<Map<number, View>> {
  const views = new Map<number, View>();
  for (const [index, view] of listIn(json, 'bufferViews').entries()) {
    const packing = packingOf(view);
    if (!packing) continue;
    const { name, packed } = packing;
    const pointer = `/bufferViews/${index}/extensions/${name}`;
    if (!isObject(packed)) throw new Stopped('geometry-broken', pointer);
    const source = slice(bufferOf(packed.buffer), packed, pointer);
    const bytes = await decodeView(packed, numberIn(view, 'byteLength'), source, pointer);
    views.set(index, { bytes, stride: numberIn(packed, 'byteStride') });
  }
  return views;
}

function slice(buffer: Uint8Array | undefined, view: Loose, pointer: string): Uint8Array {
  const offset = numberIn(view, 'byteOffset');
  const length = numberIn(view, 'byteLength', -1);
  if (!buffer || length < 0 || offset + length > buffer.byteLength)
    throw new Stopped('geometry-broken', pointer);
  return buffer.subarray(offset, offset + length);
}

async function checkDraco(json: Loose, primitive: Loose, bufferOf: BufferOf, pointer: string): Promise<void> {
  const draco = objectIn(primitive, 'extensions').KHR_draco_mesh_compression;
  if (draco === undefined) return;
  const here = `${pointer}/extensions/KHR_draco_mesh_compression`;
  const view = isObject(draco) ? listIn(json, 'bufferViews')[Number(draco.bufferView)] : undefined;
  if (!isObject(draco) || !view) throw new Stopped('geometry-broken', here);
  const accessors = listIn(json, 'accessors');
  const countOf = (index: unknown): number => numberIn(accessors[Number(index)] ?? {}, 'count');
  await decodeDraco(
    slice(bufferOf(view.buffer), view, here),
    {
      points: Object.values(objectIn(primitive, 'attributes')).map(countOf),
      indices: primitive.indices === undefined ? undefined : countOf(primitive.indices),
      ids: Object.values(objectIn(draco, 'attributes')),
    },
    here,
  );
}

function checkUnpacked(
  primitive: Loose,
  accessors: Loose[],
  views: Map<number, View>,
  pointer: string,
): void {
  const position = accessors[Number(objectIn(primitive, 'attributes').POSITION)] ?? {};
  const indices = primitive.indices === undefined ? undefined : accessors[Number(primitive.indices)];
  if (indices && largestIndex(indices, views, pointer) >= numberIn(position, 'count'))
    throw new Stopped('geometry-broken', `${pointer}/indices`);
  const view = views.get(Number(position.bufferView));
  if (view && position.componentType === FLOAT && !areFinite(view, position))
    throw new Stopped('geometry-broken', `${pointer}/attributes/POSITION`);
}

/** The largest index of what meshopt unpacked; -1 where the validator has looked itself. */
function largestIndex(accessor: Loose, views: Map<number, View>, pointer: string): number {
  const bytes = views.get(Number(accessor.bufferView))?.bytes;
  const size = INDEX_BYTES[Number(accessor.componentType)];
  if (!bytes || !size) return -1;
  const from = numberIn(accessor, 'byteOffset');
  const count = numberIn(accessor, 'count');
  if (from + count * size > bytes.byteLength) throw new Stopped('geometry-broken', `${pointer}/indices`);
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let most = -1;
  for (let index = 0; index < count; index++)
    most = Math.max(most, data.readUIntLE(from + index * size, size));
  return most;
}

function areFinite({ bytes, stride }: View, accessor: Loose): boolean {
  const data = new DataView(bytes.buffer);
  for (let element = 0; element < numberIn(accessor, 'count'); element++) {
    const at = numberIn(accessor, 'byteOffset') + element * stride;
    if (at + 3 * 4 > bytes.byteLength) return false;
    for (let axis = 0; axis < 3; axis++)
      if (!Number.isFinite(data.getFloat32(at + axis * 4, true))) return false;
  }
  return true;
}
