import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { Stopped } from './job.ts';
import { LIMITS } from './limits.ts';
import { isJunk, safePath, sameName, shown } from './paths.ts';

const FILE_TYPE = 0xf000;
const PLAIN_FILE = 0x8000;
const FOLDER = 0x4000;
const ENCRYPTED = 1;

/**
 * Unpacks a zip in memory. All names and declared sizes are judged before the first byte is inflated; then each file
 * must be exactly what was declared, by size and CRC. Zips within it stay closed.
 */
export async function readZip(packed: Uint8Array): Promise<[string, Uint8Array][]> {
  const zip = await openZip(packed);
  try {
    const entries = await listed(zip);
    checkSizes(entries, packed.byteLength);
    const files: [string, Uint8Array][] = [];
    for (const { path, entry } of entries) files.push([path, await inflate(zip, entry, path)]);
    return files;
  } finally {
    zip.close();
  }
}

async function openZip(packed: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  try {
    // Names are decoded below: the library would end with words, not with a reason.
    return await fromBufferPromise(buffer, {
      decodeStrings: false,
      validateEntrySizes: true,
      autoClose: false,
    });
  } catch {
    throw new Stopped('broken-archive');
  }
}

type Listed = { path: string; entry: Entry };

async function listed(zip: ZipFile): Promise<Listed[]> {
  if (zip.entryCount > LIMITS.files)
    throw new Stopped('too-many-files', `${zip.entryCount} > ${LIMITS.files}`);
  const files: Listed[] = [];
  const names = new Set<string>();
  for await (const entry of entriesOf(zip)) {
    const name = nameOf(entry);
    const path = safePath(name.endsWith('/') ? name.slice(0, -1) : name);
    checkType(entry, name);
    if (name.endsWith('/') || isJunk(path)) continue;
    if (entry.generalPurposeBitFlag & ENCRYPTED) throw new Stopped('broken-archive', shown(path));
    if (names.has(sameName(path))) throw new Stopped('unsafe-path', shown(path));
    names.add(sameName(path));
    files.push({ path, entry });
  }
  return files;
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    throw error instanceof Stopped ? error : new Stopped('broken-archive');
  }
}

function nameOf(entry: Entry): string {
  try {
    return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  } catch {
    throw new Stopped('broken-archive');
  }
}

/** A link or a device has its type in the upper half of the attributes, whatever system is said to have made it. */
function checkType(entry: Entry, name: string): void {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (type !== 0 && type !== PLAIN_FILE && type !== FOLDER) throw new Stopped('unsafe-path', shown(name));
}

function checkSizes(entries: Listed[], packedBytes: number): void {
  let bytes = 0;
  for (const { path, entry } of entries) {
    bytes += entry.uncompressedSize;
    checkRatio(entry.uncompressedSize, entry.compressedSize, path);
  }
  // Entries may share their packed bytes: then only the whole shows it.
  checkRatio(bytes, packedBytes, '');
  if (bytes > LIMITS.bytes) throw new Stopped('too-large', `${bytes} > ${LIMITS.bytes}`);
}

function checkRatio(bytes: number, packed: number, path: string): void {
  if (bytes - LIMITS.ratioFreeBytes > packed * LIMITS.ratio)
    throw new Stopped('zip-bomb', [path && shown(path), `${bytes} / ${packed}`].filter(Boolean).join(': '));
}

/** Inflates one file into exactly its declared size: a stream that would be longer is cut by its own byte count. */
async function inflate(zip: ZipFile, entry: Entry, path: string): Promise<Uint8Array> {
  const broken = () => new Stopped('broken-archive', shown(path));
  const content = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  try {
    for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>) {
      if (at + piece.byteLength > content.byteLength) throw broken();
      content.set(piece, at);
      at += piece.byteLength;
    }
  } catch {
    throw broken();
  }
  if (at !== content.byteLength || crc32(content) !== entry.crc32) throw broken();
  return content;
}
