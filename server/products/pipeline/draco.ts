import { createRequire } from 'node:module';
import { Stopped } from './job.ts';

type Freed = { readonly ptr?: number };
type Mesh = Freed & { num_faces(): number; num_points(): number };
type Decoder = Freed & {
  DecodeBufferToMesh(buffer: Freed, mesh: Mesh): { ok(): boolean };
  GetAttributeByUniqueId(mesh: Mesh, id: number): { ptr: number };
  GetTrianglesUInt32Array(mesh: Mesh, bytes: number, at: number): boolean;
};
type Draco = {
  Decoder: new () => Decoder;
  DecoderBuffer: new () => Freed & { Init(data: Int8Array, length: number): void };
  Mesh: new () => Mesh;
  HEAPU32: Uint32Array;
  _malloc(bytes: number): number;
  _free(at: number): void;
  destroy(what: Freed): void;
};

// The package has no types.
const library = createRequire(import.meta.url)('draco3dgltf') as { createDecoderModule(): Promise<Draco> };
let loaded: Promise<Draco> | undefined;

/** What a file says of a compressed primitive. */
export type Declared = { points: number[]; indices: number | undefined; ids: unknown[] };

const HEADER_BYTES = 11;
const MESH = 1;
const EDGEBREAKER = 1;
const HAS_METADATA = 0x8000;

/** Decodes a primitive and compares its counts with the declared ones; whatever is otherwise ends as `geometry-broken`. */
export async function decodeDraco(bytes: Uint8Array, declared: Declared, pointer: string): Promise<void> {
  const broken = (what: string) => new Stopped('geometry-broken', `${pointer}: ${what}`);
  const { indices } = declared;
  const faces = declaredFaces(bytes);
  // Before the decoder makes room for them.
  if (faces === undefined) throw broken('Draco');
  if (faces > 0 && indices !== undefined && faces * 3 !== indices) throw broken(`${faces * 3} ≠ ${indices}`);
  loaded ??= library.createDecoderModule();
  const draco = await loaded;
  const decoder = new draco.Decoder();
  const buffer = new draco.DecoderBuffer();
  const mesh = new draco.Mesh();
  try {
    buffer.Init(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes.byteLength);
    if (!decoder.DecodeBufferToMesh(buffer, mesh).ok()) throw broken('Draco');
    const points = mesh.num_points();
    const wrong = declared.points.find((count) => count !== points);
    if (wrong !== undefined) throw broken(`${points} ≠ ${wrong}`);
    if (indices !== undefined && mesh.num_faces() * 3 !== indices)
      throw broken(`${mesh.num_faces() * 3} ≠ ${indices}`);
    for (const id of declared.ids)
      if (!decoder.GetAttributeByUniqueId(mesh, Number(id)).ptr) throw broken(`${id}`);
    if (largestIndex(draco, decoder, mesh) >= points) throw broken('indices');
  } catch (error) {
    throw error instanceof Stopped ? error : broken('Draco');
  } finally {
    for (const each of [mesh, buffer, decoder]) draco.destroy(each);
  }
}

function largestIndex(draco: Draco, decoder: Decoder, mesh: Mesh): number {
  const count = mesh.num_faces() * 3;
  const at = draco._malloc(count * 4);
  try {
    decoder.GetTrianglesUInt32Array(mesh, count * 4, at);
    let most = -1;
    const all = draco.HEAPU32.subarray(at / 4, at / 4 + count);
    for (let index = 0; index < count; index++) most = Math.max(most, all[index]!);
    return most;
  } finally {
    draco._free(at);
  }
}

/**
 * How many faces the stream says it has (Draco bitstream 2.2 §4.2, §4.5); undefined when it is no mesh, 0 when metadata
 * stands in between: then only the limit of memory guards the decoder.
 */
function declaredFaces(bytes: Uint8Array): number | undefined {
  if (bytes.byteLength < HEADER_BYTES + 2) return undefined;
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') !== 'DRACO' || bytes[7] !== MESH) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(9, true) & HAS_METADATA) return 0;
  const old = bytes[5]! < 2 || (bytes[5] === 2 && bytes[6]! < 2);
  if (old) return 0;
  if (bytes[8] !== EDGEBREAKER) return varint(bytes, HEADER_BYTES)?.value;
  const vertices = varint(bytes, HEADER_BYTES + 1);
  return vertices && varint(bytes, vertices.end)?.value;
}

function varint(bytes: Uint8Array, from: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let at = from; at < Math.min(bytes.byteLength, from + 5); at++) {
    value += (bytes[at]! & 0x7f) * 2 ** (7 * (at - from));
    if (bytes[at]! < 0x80) return { value, end: at + 1 };
  }
  return undefined;
}
