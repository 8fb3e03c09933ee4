import { Stopped } from './job.ts';
import { LIMITS } from './limits.ts';

/** A value of a model's JSON, of which nothing is known yet. */
export type Loose = Record<string, unknown>;

/** A model as far as it can be read without believing it. `json` is missing where it is broken: the validator says why. */
export type Container = { format: 'glb' | 'gltf'; json?: Loose; bin?: Uint8Array };

const JSON_CHUNK = 0x4e4f534a;
const BIN_CHUNK = 0x004e4942;
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** Opens a GLB or glTF file. Its JSON is parsed only when it is neither too long nor nested too deeply. */
export function openContainer(bytes: Uint8Array, name: string): Container {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (head === 'glTF' || (/\.glb$/i.test(name) && !/^\s*(\xef\xbb\xbf)?[\s{]/.test(head)))
    return openGlb(bytes);
  return { format: 'gltf', json: parse(bytes) };
}

function openGlb(bytes: Uint8Array): Container {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const container: Container = { format: 'glb' };
  for (let at = HEADER_BYTES; at + CHUNK_HEADER_BYTES <= bytes.byteLength; ) {
    const length = view.getUint32(at, true);
    const type = view.getUint32(at + 4, true);
    const chunk = bytes.subarray(at + CHUNK_HEADER_BYTES, at + CHUNK_HEADER_BYTES + length);
    if (type === JSON_CHUNK && !container.json) container.json = parse(chunk);
    if (type === BIN_CHUNK && !container.bin) container.bin = chunk;
    at += CHUNK_HEADER_BYTES + length;
  }
  return container;
}

function parse(bytes: Uint8Array): Loose | undefined {
  if (bytes.byteLength > LIMITS.jsonBytes)
    throw new Stopped('too-complex', `JSON: ${bytes.byteLength} > ${LIMITS.jsonBytes}`);
  const depth = depthOf(bytes);
  if (depth > LIMITS.jsonDepth)
    throw new Stopped('too-complex', `JSON {[…]}: ${depth} > ${LIMITS.jsonDepth}`);
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8').decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** How deeply brackets are nested, outside texts; known before anything recursive reads them. */
function depthOf(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === 0x7b || byte === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return deepest;
}

/** Whether it is a JSON object. */
export const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object that a property is, else an empty one. Only own properties: a file may name any. */
export function objectIn(from: unknown, key: string): Loose {
  const value = isObject(from) && Object.hasOwn(from, key) ? from[key] : undefined;
  return isObject(value) ? value : {};
}

/** The objects in a list that a property is; what is no object becomes an empty one, so that indices stay. */
export function listIn(from: unknown, key: string): Loose[] {
  const value = isObject(from) && Object.hasOwn(from, key) ? from[key] : undefined;
  return Array.isArray(value) ? value.map((each) => (isObject(each) ? each : {})) : [];
}

/** The whole, non-negative number that a property is, else `otherwise`. */
export function numberIn(from: Loose, key: string, otherwise = 0): number {
  const value = Object.hasOwn(from, key) ? from[key] : undefined;
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : otherwise;
}

/** The text that a property is, else an empty one. */
export function textIn(from: unknown, key: string): string {
  const value = isObject(from) && Object.hasOwn(from, key) ? from[key] : undefined;
  return typeof value === 'string' ? value : '';
}

/** The texts in a list that a property is. */
export function textsIn(from: unknown, key: string): string[] {
  const value = isObject(from) && Object.hasOwn(from, key) ? from[key] : undefined;
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
