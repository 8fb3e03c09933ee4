import { crc32 } from 'node:zlib';

/** One file of an archive; names are plain ASCII with forward slashes. */
export type StoredFile = { name: string; data: Uint8Array };

/** USDZ: the data of each file begin at a multiple of these bytes, so that they can be used where they lie. */
const ALIGNMENT = 64;
/** The id that the makers of the format give to what is only there to fill up. */
const PADDING_ID = 0x1986;
/** 1980-01-01: the same files always make the same archive. */
const DATE = 0x21;

/** A zip without compression in the layout of USDZ (https://openusd.org/release/spec_usdz.html); files in the order given. */
export function storeZip(files: StoredFile[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, data } of files) {
    const path = Buffer.from(name, 'ascii');
    const start = offset + 30 + path.length;
    // Padding has a head of four bytes, so what lacks fewer is filled up to the next multiple.
    const lacks = (ALIGNMENT - (start % ALIGNMENT)) % ALIGNMENT;
    const padding = lacks === 0 ? 0 : lacks < 4 ? lacks + ALIGNMENT : lacks;
    const crc = crc32(data);
    const local = Buffer.alloc(30 + path.length + padding);
    local.writeUInt32LE(0x04034b50, 0);
    writeCommon(local, 4, { crc, size: data.length, path: path.length, extra: padding });
    path.copy(local, 30);
    if (padding > 0) {
      local.writeUInt16LE(PADDING_ID, 30 + path.length);
      local.writeUInt16LE(padding - 4, 32 + path.length);
    }
    const entry = Buffer.alloc(46 + path.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(10, 4);
    writeCommon(entry, 6, { crc, size: data.length, path: path.length, extra: 0 });
    entry.writeUInt32LE(offset, 42);
    path.copy(entry, 46);
    pieces.push(local, data);
    directory.push(entry);
    offset += local.length + data.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...pieces, ...directory, end]));
}

/** What the head of a file and its entry in the directory have in common, from the version on. */
function writeCommon(
  head: Buffer,
  at: number,
  { crc, size, path, extra }: { crc: number; size: number; path: number; extra: number },
): void {
  head.writeUInt16LE(10, at);
  head.writeUInt16LE(DATE, at + 8);
  head.writeUInt32LE(crc, at + 10);
  head.writeUInt32LE(size, at + 14);
  head.writeUInt32LE(size, at + 18);
  head.writeUInt16LE(path, at + 22);
  head.writeUInt16LE(extra, at + 24);
}
