import { posix } from 'node:path';
import { type Document, GLB_BUFFER, type GLTF, type JSONDocument } from '@gltf-transform/core';
import { metalRough } from '@gltf-transform/functions';
import { openGltf, withDraco } from './gltf.ts';
import { Stopped } from './job.ts';
import { underFirstName } from './meshopt.ts';
import { inOneBuffer, readable } from './readable.ts';

/** The files of an upload by their path in it; checked and bounded before. */
export type Resources = ReadonlyMap<string, Uint8Array>;

const DRACO = 'KHR_draco_mesh_compression';
const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BIN_CHUNK = 0x004e4942;

type Chunks = { json: GLTF.IGLTF; bin: Uint8Array | undefined };

/**
 * The model at `main` as a document, all of its data decoded; files come from `resources` and from nowhere else.
 * Materials of KHR_materials_pbrSpecularGlossiness, which was withdrawn, become their metallic-roughness equal.
 * Throws `Stopped` where a file that is named is not there, or the model breaks while it is decoded.
 */
export async function readModel(resources: Resources, main: string): Promise<Document> {
  const source = readable(readSource(resources, main));
  const io = await openGltf();
  if (source.json.extensionsUsed?.includes(DRACO)) await withDraco(io);
  try {
    const document = await io.readJSON(source);
    const used = document.getRoot().listExtensionsUsed();
    if (used.some(({ extensionName }) => extensionName === 'KHR_materials_pbrSpecularGlossiness'))
      await document.transform(metalRough());
    // It is decoded now, and nothing that is made of it is packed so again: there is no encoder here.
    for (const each of used) if (each.extensionName === DRACO) each.dispose();
    return inOneBuffer(document);
  } catch (error) {
    throw new Stopped('geometry-broken', (error as Error).message);
  }
}

/** The model's JSON with the bytes of every file that it names, under the names that it uses. */
export function readSource(resources: Resources, main: string): JSONDocument {
  const bytes = resources.get(main);
  if (!bytes) throw new Stopped('missing-file', main);
  const { json, bin } = chunksOf(bytes);
  const found: JSONDocument['resources'] = {};
  if (bin) found[GLB_BUFFER] = own(bin);
  for (const { uri } of [...(json.buffers ?? []), ...(json.images ?? [])]) {
    if (!uri || uri.startsWith('data:') || found[uri]) continue;
    const file = resources.get(pathFrom(main, uri));
    if (!file) throw new Stopped('missing-file', uri);
    found[uri] = own(file);
  }
  return { json, resources: found };
}

/** The reader makes typed views on whole buffers, which a part of a shared one is not. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();

/** The path in the upload of what a model refers to; outside of it is no path. */
function pathFrom(main: string, uri: string): string {
  let name = uri;
  try {
    name = decodeURIComponent(uri);
  } catch {
    // A name with a bare per cent sign is taken as it is.
  }
  const path = posix.normalize(posix.join(posix.dirname(main), name));
  if (path.startsWith('../') || path.startsWith('/')) throw new Stopped('outside-reference', uri);
  return path;
}

function chunksOf(bytes: Uint8Array): Chunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 20 || view.getUint32(0, true) !== MAGIC)
    return { json: parse(bytes), bin: undefined };
  const chunks: Chunks = { json: { asset: { version: '2.0' } }, bin: undefined };
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const [length, type] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === JSON_CHUNK) chunks.json = parse(data);
    else if (type === BIN_CHUNK && !chunks.bin) chunks.bin = data;
    at += 8 + length;
  }
  return chunks;
}

function parse(bytes: Uint8Array): GLTF.IGLTF {
  try {
    const json = JSON.parse(new TextDecoder().decode(bytes));
    underFirstName(json);
    return json as GLTF.IGLTF;
  } catch (error) {
    throw new Stopped('not-a-model', (error as Error).message);
  }
}
