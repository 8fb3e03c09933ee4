import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_AUTHORING } from '../../../shared/model/authoring.ts';
import type { MadeModel, ProductContent } from '../../../shared/model/catalogue.ts';
import { inProcessBus } from '../../bus.ts';
import type { Person } from '../../http/person.ts';
import { openLog } from '../../log.ts';
import { type Database, openDatabase } from '../../store/open.ts';
import { standingClock } from '../../testing/house.ts';
import { openCatalogue } from '../catalogue.ts';
import { openKeeping } from '../keeping.ts';
import type { Job, Made, MakeResult, Progress } from '../pipeline/job.ts';
import { seedCatalogue } from '../seed.ts';
import type { Workshop } from '../workshop.ts';

export const DESIGNER: Person = { visitor: 'dora', role: 'designer' };
export const OWNER: Person = { visitor: 'olga', role: 'owner' };
export const LIMITS = { bytesOfDraft: 1000, bytesOfDesigner: 2500, drafts: 4, files: 5 };

/** A workshop whose jobs a test ends by hand: what it makes is a file that says so. */
export function handWorkshop() {
  const waiting: {
    job: Job;
    onProgress(progress: Progress): void;
    end(result?: MakeResult): Promise<void>;
  }[] = [];
  const workshop: Pick<Workshop, 'run'> = {
    run: (job, { onProgress = () => {}, signal } = {}) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () =>
          resolve({ outcome: 'refused', stop: 'cancelled', detail: '' }),
        );
        waiting.push({
          job,
          onProgress,
          async end(result) {
            if (result) return resolve(result);
            await writeFile(join(job.out, 'hero.glb'), 'hero');
            await writeFile(join(job.out, 'original.glb'), 'original');
            await writeFile(join(job.out, 'hero.gpu.glb'), 'packed');
            resolve(job.kind === 'make' ? made() : { outcome: 'made', files: [file('hero.gpu.glb', 'gpu')] });
          },
        });
      }) as never,
  };
  return {
    workshop,
    waiting,
    /** The next job that waits, once it does. */
    async next() {
      while (waiting.length === 0) await new Promise((soon) => setImmediate(soon));
      return waiting.shift()!;
    },
  };
}

const FACTS = { bytes: 4, triangles: 12, vertices: 24, drawCalls: 1, textures: 0, textureBytes: 0 };
const file = (name: string, packing: 'web' | 'gpu') => ({
  ...FACTS,
  level: 'hero' as const,
  packing,
  file: name,
});
const made = (): Made => ({
  outcome: 'made',
  examination: {
    main: 'box.glb',
    format: 'glb',
    bytes: 4,
    counts: { error: 0, warning: 0, info: 0, hint: 0 },
    findings: [],
    generator: '',
    version: '2.0',
    extensions: { used: [], required: [] },
  },
  original: { ...FACTS, file: 'original.glb' },
  files: [file('hero.glb', 'web')],
  textures: [],
  size: { mm: [100, 200, 300] },
  parts: [],
  explode: { steps: 0, parts: [] },
  shells: 0,
  variants: ['Red'],
  animations: [],
  usdz: '',
});

/** What a product that may be sold says. */
export const CONTENT: ProductContent = {
  name: { en: 'Chair', zh: '椅子' },
  text: { en: 'A chair of oak.' },
  materials: { en: 'Oak' },
  care: { en: '' },
  brand: 'House',
  categories: ['Furniture'],
  tags: ['oak'],
  weightGrams: 4000,
  origin: 'DK',
  hsCode: '940161',
  attributes: [],
  mount: 'floor',
  standYaw: 0,
  pictures: { thumbnail: '/assets/a.webp', poster: '', social: '', turntable: null },
  authoring: NO_AUTHORING,
};
export const MODEL: MadeModel = {
  files: { hero: { web: { ...FACTS, url: '/files/a.glb' } } },
  original: '/files/o.glb',
  usdz: '',
  sizeMm: [100, 200, 300],
  parts: [],
  explode: { steps: 0, parts: [] },
  variants: ['Red'],
  animations: [],
};

/** The making of products without its house: database and bus in memory, a folder of its own, a workshop ended by hand. */
export async function openMaking({ folder, db: given }: { folder?: string; db?: Database } = {}) {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'vitrine-making-')));
  const clock = standingClock();
  const db = given ?? (await openDatabase(folder ? place : ':memory:'));
  await seedCatalogue(db, 'assets/products/catalogue.json', 'atelier', clock.now());
  const bus = inProcessBus((error) => {
    throw error;
  });
  const log = openLog('silent');
  const hand = handWorkshop();
  const catalogue = openCatalogue(db, bus, (_, stand) => stand.startsWith('stand-'));
  const keeping = await openKeeping({
    ...{ db, bus, clock, log, catalogue, folder: place, limits: LIMITS },
    workshop: hand.workshop,
  });
  return {
    ...{ place, clock, db, bus, catalogue, hand },
    ...keeping,
    async end(): Promise<void> {
      await keeping.close();
      await db.destroy();
      if (!folder) await rm(place, { recursive: true, force: true });
    },
  };
}

export type Making = Awaited<ReturnType<typeof openMaking>>;
