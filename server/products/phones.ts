import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_OPTIONS } from '../../shared/model/delivery.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Log } from '../log.ts';
import { FILES, type Files } from './files.ts';
import type { PhoneResult } from './pipeline/job.ts';
import type { Workshop } from './workshop.ts';

/** What the viewers of phones read: plain glTF on Android, USDZ on Apple's. */
export const ENDINGS = ['glb', 'usdz'] as const;
export type Ending = (typeof ENDINGS)[number];

/** Files for the viewers of phones, made when one is first asked for and kept under the digest of the file that they come from. */
export type Phones = {
  /** Where the file of a product lies. `not-found` where its model can't be shown so, `too-many` while many others wait. */
  find(product: { slug: string; model: string }, ending: Ending): Promise<string>;
  /** Throws away what is older than a time: it is made again when somebody asks. */
  sweep(beforeMs: number): Promise<void>;
};

/** What they need: a folder of their own, and where models lie. */
export type PhonesParts = {
  folder: string;
  files: Pick<Files, 'find'>;
  workshop: Pick<Workshop, 'run'>;
  log: Log;
};

/** Counts up when the same file would be made into another. */
const EDITION = 1;
const MOST_BYTES = 64e6;
/** Models that may wait for the workshop, and how many are remembered as impossible. */
const MOST_WAITING = 8;
const MOST_FAILED = 1000;
const HOUSE_MODEL = /^\/(assets\/products(?:\/[\w-]+)*\/[\w-]+\.glb)$/;
const PASSING = '.making-';

/** Opens the files in a folder, which is made when it is missing. */
export async function openPhones(parts: PhonesParts): Promise<Phones> {
  const { folder, files, log } = parts;
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder))
    if (name.startsWith(PASSING)) await rm(join(folder, name), { recursive: true, force: true });
  const making = new Map<string, Promise<PhoneResult>>();
  const failed = new Set<string>();

  const makeOnce = (path: string, slug: string, digest: string): Promise<PhoneResult> => {
    const begun = making.get(digest);
    if (begun) return begun;
    if (making.size >= MOST_WAITING) throw new Refusal('too-many', 'many models are being made; ask again');
    const made = make(parts, { path, slug, digest }).finally(() => making.delete(digest));
    making.set(digest, made);
    return made;
  };

  return {
    async find({ slug, model }, ending) {
      const path = await pathOf(files, model);
      const digest = createHash('sha256')
        .update(`${EDITION}\n`)
        .update(await readFile(path))
        .digest('base64url');
      const kept = join(folder, `${digest}.${ending}`);
      if (await stat(kept).catch(() => undefined)) return kept;
      if (failed.has(digest)) throw impossible();
      const made = await makeOnce(path, slug, digest);
      if (made.outcome === 'made') return kept;
      if (made.stop === 'cancelled') throw new Refusal('too-many', 'the workshop is closing; ask again');
      log.warn({ product: slug, stop: made.stop }, 'files for phones could not be made');
      if (failed.size >= MOST_FAILED) failed.clear();
      failed.add(digest);
      throw impossible();
    },
    async sweep(beforeMs) {
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        const found = await stat(path).catch(() => undefined);
        if (found?.isFile() && found.mtimeMs < beforeMs) await rm(path, { force: true });
      }
    },
  };
}

async function pathOf(files: Pick<Files, 'find'>, model: string): Promise<string> {
  const path = model.startsWith(FILES)
    ? await files.find(model.slice(FILES.length))
    : HOUSE_MODEL.exec(model)?.[1];
  const found = path && (await stat(path).catch(() => undefined));
  if (!found || found.size > MOST_BYTES) throw impossible();
  return path;
}

/** Has both files made, and lays them in their places by a rename, so that nobody ever reads half of one. */
async function make(
  { folder, workshop }: PhonesParts,
  { path, slug, digest }: { path: string; slug: string; digest: string },
): Promise<PhoneResult> {
  const place = await mkdtemp(join(folder, PASSING));
  try {
    const [source, out, main] = [join(place, 'source'), join(place, 'out'), `${slug}.glb`];
    await Promise.all([mkdir(source), mkdir(out)]);
    await copyFile(path, join(source, main));
    const made = await workshop.run({ kind: 'phone', source, out, main, options: DEFAULT_OPTIONS });
    if (made.outcome === 'refused') return made;
    await rename(join(out, made.plain), join(folder, `${digest}.glb`));
    await rename(join(out, made.usdz), join(folder, `${digest}.usdz`));
    return made;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

const impossible = (): Refusal => new Refusal('not-found', 'this model has no such file');
