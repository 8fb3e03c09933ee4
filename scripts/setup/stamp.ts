import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

// Nothing in these can change what is built.
const IGNORED = /(^|\/)(e2e|node_modules|__pycache__|authoring)(\/|$)|\.test\.tsx?$|\.(md|py)$/;

function* filesBelow(root: string, place: string): Generator<string> {
  const path = join(root, place);
  if (IGNORED.test(place) || !existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield place;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const below = `${place}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(root, below);
    else if (!IGNORED.test(below)) yield below;
  }
}

/** A digest of the names, sizes and modification times of all files in some places: cheap, and changed by any edit. */
export function fingerprint(root: string, places: string[]): string {
  const lines = places.flatMap((place) => [...filesBelow(root, place)]);
  const hash = createHash('sha256');
  for (const name of lines.sort()) {
    const { size, mtimeMs } = statSync(join(root, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Whether a stamp holds this fingerprint. */
export function isStamped(file: string, digest: string): boolean {
  try {
    return readFileSync(file, 'utf8') === digest;
  } catch {
    return false;
  }
}

/** Writes a stamp. */
export async function writeStamp(file: string, digest: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, digest);
}
