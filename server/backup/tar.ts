import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { BackupError } from './error.ts';

// Plain tar as POSIX has it (ustar, with pax headers for long names and sizes), so that any program can look into it.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html

const BLOCK = 512;
/** Bytes that are read at a time. */
const PIECE = 256 * 1024;
/** What the name and the size of a plain header can hold. */
const NAME_MAX = 100;
const SIZE_MAX = 8 ** 11 - 1;
/** Bytes of a pax header that are still sensible. */
const PAX_MAX = 64 * 1024;

/** What lies in an archive: `pieces` are read once, before the next entry is. */
export type TarEntry = { name: string; size: number; pieces(): AsyncIterable<Uint8Array> };

const paddingOf = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

function headerOf(name: string, size: number, type: '0' | 'x'): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, width: number) =>
    header.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1');
  header.write(name, 0, NAME_MAX, 'utf8');
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(Math.min(size, SIZE_MAX), 124, 12);
  octal(0, 136, 12);
  header.write('        ', 148, 'latin1');
  header.write(type, 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  octal(sumOf(header), 148, 7);
  return header;
}

const sumOf = (header: Buffer): number => header.reduce((sum, byte) => sum + byte, 0);

/** One line of a pax header: it begins with its own length. */
function paxLine(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest);
  while (String(length).length + Buffer.byteLength(rest) !== length)
    length = String(length).length + Buffer.byteLength(rest);
  return `${length}${rest}`;
}

const isPlain = (name: string): boolean => name.length <= NAME_MAX && /^[\x20-\x7e]*$/.test(name);

/** Writes an archive into a file that its opener closes. */
export function writeTar(file: FileHandle) {
  const write = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
  };
  const put = async (name: string, size: number, type: '0' | 'x', pieces: AsyncIterable<Uint8Array>) => {
    const hash = createHash('sha256');
    await write(headerOf(name, size, type));
    let written = 0;
    for await (const piece of pieces) {
      hash.update(piece);
      await write(piece);
      written += piece.length;
    }
    if (written !== size) throw new BackupError(`${name} changed its size while it was read: try again`);
    await write(Buffer.alloc(paddingOf(size)));
    return hash.digest('hex');
  };
  return {
    /** Adds an entry of so many bytes and answers their SHA-256. */
    async add(name: string, size: number, pieces: AsyncIterable<Uint8Array>): Promise<string> {
      const pax = Buffer.from(
        (isPlain(name) ? '' : paxLine('path', name)) + (size > SIZE_MAX ? paxLine('size', String(size)) : ''),
      );
      if (pax.length > 0) await put('pax', pax.length, 'x', only(pax));
      return put(isPlain(name) ? name : 'long', size, '0', pieces);
    },
    end: () => write(Buffer.alloc(2 * BLOCK)),
  };
}

/** A whole piece of bytes as a stream of one. */
export async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const broken = (): BackupError => new BackupError('The archive is cut off or damaged.');

/** Reads an archive of ours; a BackupError where it is cut off, damaged, or followed by anything. */
export async function* readTar(file: FileHandle): AsyncGenerator<TarEntry> {
  const { size: length } = await file.stat();
  const read = async (at: number, bytes: number): Promise<Buffer> => {
    const buffer = Buffer.alloc(bytes);
    for (let got = 0; got < bytes; ) {
      const { bytesRead } = await file.read(buffer, got, bytes - got, at + got);
      if (bytesRead === 0) throw broken();
      got += bytesRead;
    }
    return buffer;
  };
  let extra: { path?: string; size?: number } = {};
  for (let at = 0; ; ) {
    const header = await read(at, BLOCK);
    at += BLOCK;
    if (header.every((byte) => byte === 0)) {
      const last = await read(at, BLOCK);
      if (last.some((byte) => byte !== 0) || at + BLOCK !== length) throw broken();
      return;
    }
    const plain = readHeader(header);
    const size = extra.size ?? plain.size;
    const start = at;
    const end = at + size + paddingOf(size);
    if (end > length) throw broken();
    if ((await read(at + size, paddingOf(size))).some((byte) => byte !== 0)) throw broken();
    if (plain.type === 'x') {
      if (size > PAX_MAX) throw broken();
      extra = readPax((await read(start, size)).toString('utf8'));
    } else {
      yield {
        name: extra.path ?? plain.name,
        size,
        async *pieces() {
          for (let from = 0; from < size; from += PIECE)
            yield await read(start + from, Math.min(PIECE, size - from));
        },
      };
      extra = {};
    }
    at = end;
  }
}

function readHeader(header: Buffer): { name: string; size: number; type: string } {
  const text = (from: number, to: number) => header.toString('utf8', from, to).replace(/\0.*$/s, '');
  const [sum, size, type] = [text(148, 155), text(124, 136), text(156, 157)];
  const blank = Buffer.from(header);
  blank.write('        ', 148, 'latin1');
  const sound = /^[0-7]+$/.test(sum) && /^[0-7]+$/.test(size) && parseInt(sum, 8) === sumOf(blank);
  if (!sound || header[155] !== 0x20 || (type !== '0' && type !== 'x')) throw broken();
  return { name: text(0, NAME_MAX), size: parseInt(size, 8), type };
}

function readPax(text: string): { path?: string; size?: number } {
  const lines = text.split('\n').map((line) => /^\d+ (path|size)=(.*)$/s.exec(line));
  const values = Object.fromEntries(lines.flatMap((line) => (line ? [[line[1], line[2]]] : [])));
  return {
    ...(values.path !== undefined && { path: values.path }),
    ...(values.size !== undefined && { size: Number(values.size) }),
  };
}
