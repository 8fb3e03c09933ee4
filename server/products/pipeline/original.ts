import { GLB_BUFFER, type GLTF, type JSONDocument } from '@gltf-transform/core';
import { fileTypeFromBuffer } from 'file-type';
import { toGlb } from './glb.ts';
import { MESHOPT } from './meshopt.ts';

const ALIGN = 4;

type Lies = { buffer: number; byteOffset?: number };
type Moved = { buffer: number; offset: number };

/**
 * Puts a model and the files that it uses into one binary file: bytes are only moved, so that whatever was packed stays
 * packed, and what we do not know stays too.
 */
export async function packOriginal({ json, resources }: JSONDocument): Promise<Uint8Array> {
  const made = structuredClone(json);
  const parts: Uint8Array[] = [];
  let length = 0;
  const add = (bytes: Uint8Array): number => {
    const at = length;
    const padding = (ALIGN - (bytes.byteLength % ALIGN)) % ALIGN;
    parts.push(bytes, new Uint8Array(padding));
    length += bytes.byteLength + padding;
    return at;
  };
  const bytesOf = (uri: string | undefined): Uint8Array | undefined =>
    uri?.startsWith('data:') ? fromData(uri) : resources[uri ?? GLB_BUFFER];
  const places = moveBuffers(made, bytesOf, add);
  for (const view of made.bufferViews ?? []) {
    move(view, places);
    for (const name of MESHOPT) if (view.extensions?.[name]) move(view.extensions[name] as Lies, places);
  }
  for (const image of made.images ?? []) {
    const bytes = image.uri === undefined ? undefined : bytesOf(image.uri);
    if (bytes) await moveImage(made, image, bytes, add);
  }
  if (length > 0) made.buffers![0]!.byteLength = length;
  return toGlb(made, parts);
}

/** Buffers that hold bytes become one, the first; those that only stand in for packed ones stay, after it. */
function moveBuffers(
  json: GLTF.IGLTF,
  bytesOf: (uri: string | undefined) => Uint8Array | undefined,
  add: (bytes: Uint8Array) => number,
): Moved[] {
  const kept: GLTF.IBuffer[] = [];
  const found = (json.buffers ?? []).map((buffer, index) => {
    if (buffer.uri === undefined && (index > 0 || MESHOPT.some((name) => buffer.extensions?.[name])))
      return undefined;
    return bytesOf(buffer.uri)?.subarray(0, buffer.byteLength);
  });
  const images = (json.images ?? []).some(({ uri }) => uri !== undefined);
  if (found.length === 0 && !images) return [];
  // The first buffer is the file's own data: one that nobody filled must not stand there.
  if (!found.some(Boolean) && !images) add(new Uint8Array(ALIGN));
  const places = found.map((bytes, index): Moved => {
    if (bytes) return { buffer: 0, offset: add(bytes) };
    kept.push(json.buffers![index]!);
    return { buffer: kept.length, offset: 0 };
  });
  json.buffers = [{ byteLength: 0 }, ...kept];
  return places;
}

function move(what: Lies, places: readonly Moved[]): void {
  const { buffer, offset } = places[what.buffer]!;
  what.buffer = buffer;
  what.byteOffset = (what.byteOffset ?? 0) + offset;
}

async function moveImage(
  json: GLTF.IGLTF,
  image: GLTF.IImage,
  bytes: Uint8Array,
  add: (bytes: Uint8Array) => number,
): Promise<void> {
  json.bufferViews ??= [];
  json.bufferViews.push({ buffer: 0, byteOffset: add(bytes), byteLength: bytes.byteLength });
  image.bufferView = json.bufferViews.length - 1;
  image.mimeType ??= (await fileTypeFromBuffer(bytes))?.mime ?? 'image/png';
  delete image.uri;
}

function fromData(uri: string): Uint8Array {
  const comma = uri.indexOf(',');
  const text = uri.slice(comma + 1);
  return /;base64$/.test(uri.slice(0, comma))
    ? Buffer.from(text, 'base64')
    : Buffer.from(decodeURIComponent(text), 'latin1');
}
