/** Reads a room's GLB without a browser, for tests: the triangles of its meshes in world metres. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import type { Pieces } from '../solidParts.ts';

type Vector = [number, number, number];
type Accessor = {
  bufferView: number;
  byteOffset?: number;
  componentType: number;
  count: number;
  type: string;
};
type Packed = {
  byteOffset?: number;
  byteLength: number;
  byteStride: number;
  count: number;
  mode: string;
  filter?: string;
};
type File = {
  nodes: { mesh: number; translation: Vector; scale: Vector }[];
  meshes: { primitives: { attributes: { POSITION: number }; indices: number }[] }[];
  accessors: Accessor[];
  bufferViews: { extensions: { EXT_meshopt_compression: Packed } }[];
};
type Decoder = {
  ready: Promise<void>;
  decodeGltfBuffer(
    target: Uint8Array,
    count: number,
    size: number,
    source: Uint8Array,
    mode: string,
    filter?: string,
  ): void;
};

/** Babylon's own decoder, a plain script: as a module it finds nowhere to put its name. */
const script = createRequire(import.meta.url).resolve('@babylonjs/core/assets/meshopt/meshopt_decoder.js');
const decoder = runInThisContext(await readFile(script, 'utf8')) as Decoder;

/** The pieces of one of our rooms, packed by meshopt with quantised positions. */
export async function readRoom(path: string): Promise<Pieces[]> {
  const bytes = await readFile(path);
  const jsonBytes = bytes.readUInt32LE(12);
  const file: File = JSON.parse(bytes.toString('utf8', 20, 20 + jsonBytes));
  const binary = bytes.subarray(28 + jsonBytes);
  await decoder.ready;
  const unpack = ({ bufferView, byteOffset = 0, count }: Accessor): { data: DataView; stride: number } => {
    const packed = file.bufferViews[bufferView]!.extensions.EXT_meshopt_compression;
    const target = new Uint8Array(packed.count * packed.byteStride);
    const from = packed.byteOffset ?? 0;
    const source = binary.subarray(from, from + packed.byteLength);
    decoder.decodeGltfBuffer(target, packed.count, packed.byteStride, source, packed.mode, packed.filter);
    const length = Math.min(target.byteLength - byteOffset, count * packed.byteStride);
    return { data: new DataView(target.buffer, byteOffset, length), stride: packed.byteStride };
  };
  return file.nodes.flatMap(({ mesh, translation, scale }) =>
    file.meshes[mesh]!.primitives.map(({ attributes, indices }) => {
      const place = file.accessors[attributes.POSITION]!;
      const at = unpack(place);
      const positions = new Float32Array(place.count * 3).map((_, i) => {
        const axis = i % 3;
        const stored = at.data.getInt16(Math.floor(i / 3) * at.stride + axis * 2, true);
        return Math.max(-1, stored / 32767) * scale[axis]! + translation[axis]!;
      });
      const corners = file.accessors[indices]!;
      const list = unpack(corners);
      const wide = list.stride === 4;
      const order = new Uint32Array(corners.count).map((_, i) =>
        wide ? list.data.getUint32(i * 4, true) : list.data.getUint16(i * 2, true),
      );
      return { positions, indices: order };
    }),
  );
}
