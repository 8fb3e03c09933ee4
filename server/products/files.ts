import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Files of products, each under the digest of what is in it: the same file is kept once, and an address never changes its meaning. */
export type Files = {
  /** Keeps a copy of a file; answers its address. */
  keep(path: string): Promise<string>;
  /** Keeps bytes under an ending such as `.webp`; answers their address. */
  keepBytes(bytes: Uint8Array, ending: string): Promise<string>;
  /** Where the file of a name lies; undefined when there is none. */
  find(name: string): Promise<string | undefined>;
  /** Throws away what is not among these addresses and older than a time; answers how many. */
  sweep(used: ReadonlySet<string>, beforeMs: number): Promise<number>;
};

/** Where files of products are found. */
export const FILES = '/files/';
const NAME = /^[\w-]{43}\.[a-z0-9]{1,8}$/;

/** The addresses of kept files within a text, such as a record's JSON. */
export const addressesIn = (text: string): string[] => text.match(/\/files\/[\w-]{43}\.[a-z0-9]{1,8}/g) ?? [];

/** Opens the files in a folder, which is made when it is missing. */
export async function openFiles(folder: string): Promise<Files> {
  await mkdir(folder, { recursive: true });
  let count = 0;
  /** Lays a file in its place by a rename, so that nobody ever reads half of it. */
  const lay = async (name: string, write: (path: string) => Promise<unknown>): Promise<string> => {
    const place = join(folder, name);
    if (!(await stat(place).catch(() => undefined))) {
      const passing = join(folder, `.${process.pid}-${count++}.part`);
      await write(passing);
      await rename(passing, place);
    }
    return FILES + name;
  };
  return {
    async keep(path) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      const name = hash.digest('base64url') + extname(path).toLowerCase();
      return lay(name, (place) => copyFile(path, place));
    },
    keepBytes: (bytes, ending) =>
      lay(createHash('sha256').update(bytes).digest('base64url') + ending, (place) =>
        writeFile(place, bytes),
      ),
    async find(name) {
      if (!NAME.test(name)) return undefined;
      const path = join(folder, name);
      return (await stat(path).catch(() => undefined)) ? path : undefined;
    },
    async sweep(used, beforeMs) {
      let gone = 0;
      for (const name of await readdir(folder)) {
        if (used.has(FILES + name)) continue;
        const path = join(folder, name);
        const found = await stat(path).catch(() => undefined);
        if (!found || found.mtimeMs >= beforeMs) continue;
        await rm(path, { force: true });
        gone++;
      }
      return gone;
    },
  };
}
