import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findCandidates } from './findModel.ts';
import { Stopped } from './job.ts';
import { LIMITS } from './limits.ts';
import { isJunk, safePath, sameName, shown } from './paths.ts';
import type { Resources } from './resources.ts';
import { sniff } from './sniff.ts';
import { readZip } from './zip.ts';

/**
 * Reads the upload in a folder. A zip that is alone there, or whose company holds no model, is unpacked; what systems
 * leave behind by themselves is passed over. Refuses links, devices and sockets, names that lead elsewhere or that some
 * system can't tell apart, and what goes beyond the limits.
 */
export async function unpack(folder: string): Promise<Resources> {
  const found = collect(await readFolder(folder));
  if (found.size === 0) throw new Stopped('nothing-there');
  const zips = [...found].filter(([, bytes]) => sniff(bytes) === 'zip');
  if (zips.length !== 1 || findCandidates(found).length > 0) return found;
  const [name, packed] = zips[0]!;
  found.delete(name);
  return collect([...found, ...onlyUseful(await readZip(packed))]);
}

function onlyUseful(entries: [string, Uint8Array][]): [string, Uint8Array][] {
  if (entries.length === 0) throw new Stopped('nothing-there');
  const nested = entries.filter(([, bytes]) => sniff(bytes) === 'zip');
  if (nested.length > 0 && findCandidates(new Map(entries)).length === 0)
    throw new Stopped('too-deep', shown(nested[0]![0]));
  return entries;
}

function collect(entries: Iterable<[string, Uint8Array]>): Resources {
  const files: Resources = new Map();
  const names = new Set<string>();
  let bytes = 0;
  for (const [path, content] of entries) {
    const same = sameName(path);
    if (names.has(same)) throw new Stopped('unsafe-path', shown(path));
    names.add(same);
    bytes += content.byteLength;
    files.set(path, content);
  }
  checkRoom(files.size, bytes);
  return files;
}

async function readFolder(folder: string): Promise<[string, Uint8Array][]> {
  const files: [string, Uint8Array][] = [];
  let bytes = 0;
  const visit = async (within: string): Promise<void> => {
    for (const entry of await readdir(join(folder, within), { withFileTypes: true })) {
      const path = within ? `${within}/${entry.name}` : entry.name;
      const place = safePath(path);
      if (entry.isDirectory()) {
        if (!isJunk(place)) await visit(path);
        continue;
      }
      if (!entry.isFile()) throw new Stopped('unsafe-path', shown(path));
      if (isJunk(place)) continue;
      checkRoom(files.length + 1, bytes);
      const content = await readPlain(join(folder, path), LIMITS.bytes - bytes, path);
      bytes += content.byteLength;
      files.push([place, content]);
    }
  };
  await visit('');
  return files;
}

/** Reads a file without following a link that was put in its place meanwhile, and no more than there was room for. */
async function readPlain(file: string, most: number, path: string): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Stopped('unsafe-path', shown(path));
    if (stat.size > most) throw new Stopped('too-large', limit(stat.size, most));
    const content = new Uint8Array(stat.size);
    let at = 0;
    while (at < content.byteLength) {
      const { bytesRead } = await handle.read(content, at, content.byteLength - at, at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return content.subarray(0, at);
  } finally {
    await handle.close();
  }
}

function checkRoom(files: number, bytes: number): void {
  if (files > LIMITS.files) throw new Stopped('too-many-files', `${files} > ${LIMITS.files}`);
  if (bytes > LIMITS.bytes) throw new Stopped('too-large', limit(bytes, LIMITS.bytes));
}

const limit = (bytes: number, most: number): string => `${bytes} > ${most}`;
