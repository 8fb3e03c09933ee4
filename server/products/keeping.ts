import { join } from 'node:path';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/open.ts';
import type { Catalogue } from './catalogue.ts';
import { readCategoryNames } from './categories.ts';
import { type DraftLimits, openDrafts } from './drafts.ts';
import { addressesIn, openFiles } from './files.ts';
import { openOffers } from './offers.ts';
import { openPhones } from './phones.ts';
import { openRecords } from './records.ts';
import { openSearch } from './search.ts';
import { openTransfer } from './transfer.ts';
import { openUploads } from './uploads.ts';
import { openWorks } from './works.ts';
import type { Workshop } from './workshop.ts';

/** What the making of products needs of the house. */
export type KeepingParts = {
  db: Database;
  bus: Bus;
  clock: Clock;
  log: Log;
  folder: string;
  catalogue: Catalogue;
  workshop: Pick<Workshop, 'run'>;
  limits: DraftLimits;
};

/** Milliseconds for which a file that nothing refers to is kept: somebody may be about to. */
const SPARE_MS = 24 * 3600 * 1000;

/** Milliseconds for which files for the viewers of phones are kept before they are made anew. */
const PHONES_MS = 30 * SPARE_MS;

/** Products whose versions are read at a time. */
const SWEPT = 100;

/** Everything around the making of products, from upload to shelf. `sweep` throws away files that nothing refers to any more. */
export async function openKeeping({
  db,
  bus,
  clock,
  log,
  folder,
  catalogue,
  workshop,
  limits,
}: KeepingParts) {
  const files = await openFiles(join(folder, 'files'));
  const phones = await openPhones({ folder: join(folder, 'phones'), files, workshop, log });
  const drafts = openDrafts(db, clock, limits);
  const records = openRecords(db, bus, clock);
  const offers = openOffers(db, bus, clock);
  const nameOf = await readCategoryNames(join('assets', 'products', 'categories.json'));
  const search = openSearch(catalogue, bus, log, nameOf);
  const uploads = openUploads({
    folder,
    drafts,
    maxBytes: limits.bytesOfDraft,
    onWhole: (draft, designer) =>
      void drafts
        .change(draft.id, { state: 'waiting' })
        .then((waiting) => works.start(waiting, designer))
        .catch((error) =>
          log.error({ err: error, draft: draft.id }, 'an upload was not taken to the workshop'),
        ),
  });
  const works = openWorks({ folder, workshop, drafts, files, log, sourceOf: uploads.sourceOf });
  await works.takeUp();
  return {
    ...{ files, phones, drafts, records, offers, search, uploads, works },
    transfer: openTransfer(db, records, offers),
    async sweep(): Promise<void> {
      const used = new Set<string>();
      for (let after = ''; ; ) {
        const products = await db
          .selectFrom('product')
          .select('slug')
          .where('slug', '>', after)
          .orderBy('slug')
          .limit(SWEPT)
          .execute();
        const slugs = products.map(({ slug }) => slug);
        if (slugs.length === 0) break;
        const versions = await db
          .selectFrom('product_version')
          .select(['content', 'model'])
          .where('product', 'in', slugs)
          .execute();
        for (const { content, model } of versions)
          for (const address of addressesIn(content + model)) used.add(address);
        after = slugs.at(-1)!;
        await new Promise((soon) => setImmediate(soon));
      }
      const results = await db.selectFrom('draft').select('result').execute();
      for (const { result } of results) for (const address of addressesIn(result ?? '')) used.add(address);
      const gone = await files.sweep(used, clock.now() - SPARE_MS);
      await phones.sweep(clock.now() - PHONES_MS);
      if (gone > 0) log.info({ gone }, 'files that nothing refers to are thrown away');
    },
    async close(): Promise<void> {
      search.close();
      await works.close();
    },
  };
}
