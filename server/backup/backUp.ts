import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackupError } from './error.ts';
import { filesOf, gone, PAYMENTS } from './files.ts';
import { ENTRIES, FORMAT, type Manifest } from './manifest.ts';
import { type Place, settle } from './place.ts';
import { writeRows } from './rows.ts';
import { copySqlite, type Snapshot, snapshotPostgres, snapshotSqlite } from './snapshot.ts';
import { only, writeTar } from './tar.ts';

type Tar = ReturnType<typeof writeTar>;

/**
 * Puts all records of a house into one archive, while it runs: the database as it is at one moment, then the files that
 * belong to it. The archive is there whole or not at all; a BackupError for a file that is there already.
 */
export async function backUp(place: Place, archive: string): Promise<Manifest> {
  const { folder, url } = place;
  if (existsSync(archive)) throw new BackupError(`${archive} is there already: name another file.`);
  await mkdir(dirname(archive), { recursive: true });
  await settle(place);
  const work = await mkdtemp(`${archive}.`);
  let snapshot: Snapshot | undefined;
  try {
    snapshot = url ? await snapshotPostgres(url) : await snapshotSqlite(folder, work);
    const part = join(work, 'archive');
    const file = await open(part, 'wx', 0o600);
    try {
      const manifest = await fill(writeTar(file), snapshot, folder, work);
      await file.sync();
      await rename(part, archive);
      return manifest;
    } finally {
      await file.close();
    }
  } finally {
    await snapshot?.close();
    await rm(work, { recursive: true, force: true });
  }
}

async function fill(tar: Tar, snapshot: Snapshot, folder: string, work: string): Promise<Manifest> {
  const { engine, migrations } = snapshot;
  const manifest: Manifest = {
    ...{ format: FORMAT, engine, made: new Date().toISOString(), migrations },
    tables: await addTables(tar, snapshot, work),
    files: await addFiles(tar, folder, work),
  };
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  const digest = Buffer.from(await tar.add(ENTRIES.manifest, bytes.length, only(bytes)));
  await tar.add(ENTRIES.seal, digest.length, only(digest));
  await tar.end();
  return manifest;
}

async function addTables(tar: Tar, snapshot: Snapshot, work: string): Promise<Manifest['tables']> {
  const tables: Manifest['tables'] = [];
  for (const [name, { columns, counter }] of Object.entries(snapshot.tables)) {
    // An entry's size stands before it, so a table is laid aside first.
    const aside = join(work, 'table');
    const rows = await writeRows(aside, snapshot.rows(name));
    const { size } = await stat(aside);
    tables.push({
      name,
      columns: columns.map((column) => column.name),
      rows,
      sha256: await tar.add(ENTRIES.table(name), size, createReadStream(aside)),
      counter: counter ? await snapshot.counter(name) : null,
    });
  }
  return tables;
}

async function addFiles(tar: Tar, folder: string, work: string): Promise<Manifest['files']> {
  const files: Manifest['files'] = [];
  if (existsSync(join(folder, PAYMENTS))) {
    const copy = join(work, PAYMENTS);
    await copySqlite(join(folder, PAYMENTS), copy);
    files.push(await addFile(tar, await open(copy), { path: PAYMENTS, bytes: (await stat(copy)).size }));
  }
  for await (const file of filesOf(folder)) {
    const handle = await open(join(folder, file.path)).catch(gone);
    if (handle) files.push(await addFile(tar, handle, file));
  }
  return files;
}

/** A file that grows meanwhile is taken as far as it was when it was found. */
async function addFile(
  tar: Tar,
  handle: FileHandle,
  { path, bytes }: { path: string; bytes: number },
): Promise<Manifest['files'][number]> {
  try {
    const stream = { end: bytes - 1, autoClose: false };
    const pieces = bytes === 0 ? only(new Uint8Array()) : handle.createReadStream(stream);
    return { path, bytes, sha256: await tar.add(ENTRIES.file(path), bytes, pieces) };
  } finally {
    await handle.close();
  }
}
