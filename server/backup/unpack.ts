import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BackupError } from './error.ts';
import { FOLDERS, gone, PAYMENTS } from './files.ts';
import { ENTRIES, type Manifest, manifestSchema } from './manifest.ts';
import { readTar, type TarEntry } from './tar.ts';

/** Bytes of the manifest that are still sensible: it has a line or two for each file. */
const MANIFEST_MAX = 512 * 1024 * 1024;

const damaged = (what: string): BackupError => new BackupError(`The archive is damaged: ${what}.`);

type Found = { bytes: number; sha256: string };

/** Unpacks an archive and checks all of it: files of the records into `place`, tables into `tables`. A BackupError when anything is not as it was written. */
export async function unpack(archive: string, place: string, tables: string): Promise<Manifest> {
  const file = await open(archive, 'r').catch(gone);
  if (!file) throw new BackupError(`There is no file ${archive}.`);
  try {
    const found = new Map<string, Found>();
    let manifest: Buffer | undefined;
    let seal = '';
    for await (const entry of readTar(file)) {
      if (found.has(entry.name) || seal) throw damaged(`${entry.name} is there twice, or out of place`);
      if (entry.name === ENTRIES.manifest) manifest = await whole(entry);
      else if (entry.name === ENTRIES.seal) seal = (await whole(entry)).toString('latin1');
      else found.set(entry.name, await lay(entry, place, tables));
    }
    if (!manifest || createHash('sha256').update(manifest).digest('hex') !== seal)
      throw damaged('what it says of itself is missing or was changed');
    const said = readManifest(manifest);
    compare(said, found);
    return said;
  } finally {
    await file.close();
  }
}

async function whole(entry: TarEntry): Promise<Buffer> {
  if (entry.size > MANIFEST_MAX) throw damaged(`${entry.name} is too large`);
  const pieces: Uint8Array[] = [];
  for await (const piece of entry.pieces()) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Where an entry is laid; nothing leads out of the two folders. */
function targetOf(name: string, place: string, tables: string): string {
  const table = /^tables\/([a-z][a-z0-9_]*)\.jsonl\.gz$/.exec(name)?.[1];
  if (table) return join(tables, table);
  const [first, top = '', ...rest] = name.split('/');
  const known = top === PAYMENTS ? rest.length === 0 : FOLDERS.includes(top as never) && rest.length > 0;
  const safe = rest.every((step) => !['', '.', '..'].includes(step)) && !/[\0\\]/.test(name);
  if (first !== 'files' || !known || !safe) throw damaged(`${name.slice(0, 200)} does not belong into it`);
  return join(place, top, ...rest);
}

async function lay(entry: TarEntry, place: string, tables: string): Promise<Found> {
  const target = targetOf(entry.name, place, tables);
  await mkdir(dirname(target), { recursive: true });
  const hash = createHash('sha256');
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const piece of entry.pieces()) {
      hash.update(piece);
      yield piece;
    }
  }
  await pipeline(Readable.from(hashed()), createWriteStream(target, { flags: 'wx', flush: true }));
  return { bytes: entry.size, sha256: hash.digest('hex') };
}

function readManifest(bytes: Buffer): Manifest {
  const read = manifestSchema.safeParse(JSON.parse(bytes.toString('utf8')));
  if (read.success) return read.data;
  throw new BackupError('The archive is of another format: restore it with the version that made it.');
}

/** All that was written is there as it was written, and nothing else. */
function compare({ tables, files }: Manifest, found: Map<string, Found>): void {
  const said = new Map<string, { sha256: string; bytes?: number }>([
    ...tables.map((table) => [ENTRIES.table(table.name), { sha256: table.sha256 }] as const),
    ...files.map((file) => [ENTRIES.file(file.path), file] as const),
  ]);
  for (const [name, { sha256, bytes }] of said) {
    const one = found.get(name);
    if (!one) throw damaged(`${name} is missing`);
    if (one.sha256 !== sha256 || (bytes ?? one.bytes) !== one.bytes) throw damaged(`${name} was changed`);
  }
  for (const name of found.keys()) if (!said.has(name)) throw damaged(`${name} does not belong into it`);
}
