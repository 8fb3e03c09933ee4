import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip, honest unless it is told to lie. */
export type ZipEntry = {
  name: string | Buffer;
  content?: Uint8Array;
  /** Unix mode, in the upper half of the attributes. */
  mode?: number;
  flags?: number;
  method?: number;
  /** What the directory says of its unpacked size. */
  declared?: number;
  crc?: number;
};

const UTF8_NAMES = 0x800;

/** Packs a zip by hand, so that it can break every rule. */
export function zipOf(entries: ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string);
    const content = entry.content ?? new Uint8Array();
    const method = entry.method ?? 8;
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((entry.flags ?? 0) | UTF8_NAMES, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(entry.crc ?? crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.declared ?? content.byteLength, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, tail, name);
    locals.push(local);
    at += local.length;
  }
  return Buffer.concat([...locals, ...directory, endOf(entries.length, sizeOf(directory), at)]);
}

const sizeOf = (pieces: Buffer[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

function endOf(count: number, bytes: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(count & 0xffff, 8);
  end.writeUInt16LE(count & 0xffff, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(at, 16);
  return end;
}
