import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { type Loose, listIn, numberIn, objectIn } from './container.ts';
import { Stopped } from './job.ts';

const MOST_STRIDE = 256;
const FILTERS = ['NONE', 'OCTAHEDRAL', 'QUATERNION', 'EXPONENTIAL', 'COLOR'];
/** The extension as vendors wrote it first, and as Khronos took it over: the decoder reads both. */
export const MESHOPT = ['EXT_meshopt_compression', 'KHR_meshopt_compression'] as const;

/** What a buffer view says of its packing, and under which name. */
export function packingOf(view: Loose): { name: string; packed: unknown } | undefined {
  const extensions = objectIn(view, 'extensions');
  const name = MESHOPT.find((each) => extensions[each] !== undefined);
  return name && { name, packed: extensions[name] };
}

/**
 * Has the Khronos extension under the name of the first, which readers know: it says the same in the same words. Changes
 * what it is given.
 */
export function underFirstName(json: Loose): void {
  const [first, khronos] = MESHOPT;
  for (const list of ['extensionsUsed', 'extensionsRequired']) {
    const names = json[list];
    if (!Array.isArray(names) || !names.includes(khronos)) continue;
    json[list] = [...new Set(names.map((name) => (name === khronos ? first : name)))];
  }
  for (const each of [...listIn(json, 'bufferViews'), ...listIn(json, 'buffers')]) {
    const extensions = objectIn(each, 'extensions');
    if (extensions[khronos] === undefined) continue;
    extensions[first] ??= extensions[khronos];
    delete extensions[khronos];
  }
}

/**
 * Unpacks one compressed buffer view (EXT_ or KHR_meshopt_compression); refuses counts and strides that don't come to the length
 * of the view that it fills, and whatever the decoder refuses.
 */
export async function decodeView(
  packed: Loose,
  byteLength: number,
  source: Uint8Array,
  pointer: string,
): Promise<Uint8Array> {
  const count = numberIn(packed, 'count');
  const stride = numberIn(packed, 'byteStride');
  const filter = packed.filter === undefined ? 'NONE' : String(packed.filter);
  const broken = (what: string) => new Stopped('geometry-broken', `${pointer}: ${what}`);
  if (!Number.isInteger(count) || count < 1 || count * stride !== byteLength)
    throw broken(`${count} × ${stride} ≠ ${byteLength}`);
  if (!fits(String(packed.mode), count, stride, filter)) throw broken(`${packed.mode} ${filter} ${stride}`);
  await MeshoptDecoder.ready;
  const target = new Uint8Array(byteLength);
  try {
    MeshoptDecoder.decodeGltfBuffer(target, count, stride, source, String(packed.mode), filter);
  } catch {
    throw broken('meshopt');
  }
  return target;
}

function fits(mode: string, count: number, stride: number, filter: string): boolean {
  if (!FILTERS.includes(filter)) return false;
  const isIndex = stride === 2 || stride === 4;
  if (mode === 'TRIANGLES') return isIndex && count % 3 === 0 && filter === 'NONE';
  if (mode === 'INDICES') return isIndex && filter === 'NONE';
  if (mode !== 'ATTRIBUTES' || stride % 4 !== 0 || stride < 4 || stride > MOST_STRIDE) return false;
  if (filter === 'OCTAHEDRAL' || filter === 'COLOR') return stride === 4 || stride === 8;
  return filter !== 'QUATERNION' || stride === 8;
}
