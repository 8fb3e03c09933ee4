import type { Selectable } from 'kysely';
import type { MadeModel, Offer, ProductContent } from '../../shared/model/catalogue.ts';
import {
  afterMove,
  type ProductMove,
  type ProductState,
  statesBefore,
} from '../../shared/model/productState.ts';
import type {
  ProductEntry,
  ProductRecord,
  ProductVersion,
  VersionEntry,
} from '../../shared/model/productVersion.ts';
import { lacksOf } from '../../shared/model/sellable.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { Person } from '../http/person.ts';
import type { Database } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';
import { transaction } from '../store/transaction.ts';
import { offersOf } from './catalogue.ts';
import { openRecordSearch } from './recordSearch.ts';
import { readContent } from './rows.ts';

/** Who does something with a product, and why. */
export type Doing = { person: Person; why: string };

/** Products as designers make them: each version is written once it is published, and everything that was done stands in the list of steps. */
export type Records = {
  /** A new product with its first version; `conflict` when the address is taken. */
  create(slug: string, content: ProductContent, model: MadeModel, doing: Doing): Promise<ProductVersion>;
  /** The next version: like another (the latest when none is named), with another model when one is given. */
  next(slug: string, of: { from?: number; model?: MadeModel }, doing: Doing): Promise<ProductVersion>;
  /** Writes a version that is a draft; `conflict` when it is none, or was changed since `changedAt`. */
  write(slug: string, version: number, content: ProductContent, changedAt: number): Promise<ProductVersion>;
  /** Takes another model into a version that is a draft. */
  setModel(slug: string, version: number, model: MadeModel): Promise<ProductVersion>;
  /** Moves a version by the transition table; publishing takes the one before off sale, in one transaction. */
  move(slug: string, version: number, move: ProductMove, doing: Doing): Promise<ProductRecord>;
  get(slug: string): Promise<ProductRecord>;
  version(slug: string, version: number): Promise<ProductVersion>;
  /** Products by when they changed, the newest first, from a place in that list; `words` each stand in their names, addresses or SKUs. */
  list(query: {
    offset: number;
    limit: number;
    words?: string | undefined;
  }): Promise<{ entries: ProductEntry[]; total: number }>;
  /** The slugs of products that have each of some words in their names, in whatever language. */
  named(words: string): Promise<string[]>;
};

const NAMES: Record<Person['role'], string> = {
  visitor: '',
  designer: 'Designer',
  moderator: 'Moderator',
  host: 'Host',
  desk: 'Desk',
  owner: 'Owner',
};

/** The records over the database; what is on sale is told on the bus. */
export function openRecords(db: Database, bus: Bus, clock: Clock): Records {
  const search = openRecordSearch(db);
  const rowOf = async (slug: string, version: number, source: Database = db) => {
    const row = await source
      .selectFrom('product_version')
      .selectAll()
      .where('product', '=', slug)
      .where('version', '=', version)
      .executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'no such version of a product');
    return row;
  };
  const version = async (slug: string, number: number): Promise<ProductVersion> =>
    toWhole(await rowOf(slug, number));
  const note = (tx: Database, slug: string, number: number, step: string, { person, why }: Doing) =>
    tx
      .insertInto('product_step')
      .values({
        product: slug,
        version: number,
        step,
        why,
        by: person.visitor,
        by_name: person.name ?? NAMES[person.role],
        at: clock.now(),
      })
      .execute();
  const insert = async (
    tx: Database,
    slug: string,
    number: number,
    content: string,
    model: string,
    doing: Doing,
  ) => {
    const now = clock.now();
    await tx
      .insertInto('product_version')
      .values({
        product: slug,
        version: number,
        state: 'draft',
        content,
        model,
        why: doing.why,
        by: doing.person.visitor,
        by_name: doing.person.name ?? NAMES[doing.person.role],
        at: now,
        changed_at: now,
      })
      .execute();
    await note(tx, slug, number, 'create', doing);
  };
  const get = async (slug: string): Promise<ProductRecord> => {
    const product = await db.selectFrom('product').selectAll().where('slug', '=', slug).executeTakeFirst();
    if (!product) throw new Refusal('not-found', 'no such product');
    const [versions, steps, offers] = await Promise.all([
      db
        .selectFrom('product_version')
        .select(['version', 'state', 'why', 'by_name', 'at', 'changed_at'])
        .where('product', '=', slug)
        .orderBy('version', 'desc')
        .execute(),
      db
        .selectFrom('product_step')
        .selectAll()
        .where('product', '=', slug)
        .orderBy('id', 'desc')
        .limit(200)
        .execute(),
      offersOf(db, [slug]),
    ]);
    return {
      slug,
      published: product.published,
      latest: product.latest,
      versions: versions.map(toEntry),
      steps: steps.map((row) => ({
        version: row.version,
        step: row.step,
        why: row.why,
        byName: row.by_name,
        at: row.at,
      })),
      offers: offers.get(slug) ?? [],
    };
  };
  /** Changes a version that is a draft by one conditional UPDATE. */
  const edit = async (
    slug: string,
    number: number,
    set: { content?: string; model?: string },
    changedAt?: number,
  ) => {
    let query = db
      .updateTable('product_version')
      .set({ ...set, changed_at: Math.max(clock.now(), (changedAt ?? 0) + 1) })
      .where('product', '=', slug)
      .where('version', '=', number)
      .where('state', '=', 'draft');
    if (changedAt !== undefined) query = query.where('changed_at', '=', changedAt);
    const row = await query.returningAll().executeTakeFirst();
    if (!row) {
      const { state } = await rowOf(slug, number);
      throw new Refusal(
        'conflict',
        state === 'draft' ? 'somebody else has changed it' : `it is ${state}: begin the next version`,
      );
    }
    await db.updateTable('product').set({ changed_at: clock.now() }).where('slug', '=', slug).execute();
    return toWhole(row);
  };
  return {
    get,
    version,
    async create(slug, content, model, doing) {
      const now = clock.now();
      await transaction(db, async (tx) => {
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('product')
          .values({ slug, published: null, latest: 1, created_at: now, changed_at: now })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (!numInsertedOrUpdatedRows) throw new Refusal('conflict', 'this address is taken');
        await insert(tx, slug, 1, JSON.stringify(content), JSON.stringify(model), doing);
      });
      return version(slug, 1);
    },
    async next(slug, { from, model }, doing) {
      const number = await transaction(db, async (tx) => {
        const product = await tx
          .updateTable('product')
          .set((e) => ({ latest: e('latest', '+', 1), changed_at: clock.now() }))
          .where('slug', '=', slug)
          .returning('latest')
          .executeTakeFirst();
        if (!product) throw new Refusal('not-found', 'no such product');
        const like = await rowOf(slug, from ?? product.latest - 1, tx);
        await insert(
          tx,
          slug,
          product.latest,
          like.content,
          model ? JSON.stringify(model) : like.model,
          doing,
        );
        return product.latest;
      });
      return version(slug, number);
    },
    write: (slug, number, content, changedAt) =>
      edit(slug, number, { content: JSON.stringify(content) }, changedAt),
    setModel: (slug, number, model) => edit(slug, number, { model: JSON.stringify(model) }),
    async move(slug, number, move, doing) {
      const published = await transaction(db, async (tx) => {
        // Locked first: two versions that are published at once go on sale one after the other.
        const before = await tx
          .selectFrom('product')
          .select('published')
          .where('slug', '=', slug)
          .forUpdate()
          .executeTakeFirst();
        const row = await rowOf(slug, number, tx);
        const state = mayMove(row, move, (await offersOf(tx, [slug])).get(slug) ?? []);
        if (!before) throw new Refusal('not-found', 'no such product');
        const now = clock.now();
        const moved = await tx
          .updateTable('product_version')
          .set({ state, changed_at: Math.max(now, row.changed_at + 1) })
          .where('product', '=', slug)
          .where('version', '=', number)
          .where('state', 'in', statesBefore(move))
          .executeTakeFirst();
        if (moved.numUpdatedRows === 0n) throw new Refusal('conflict', 'somebody else has moved it');
        const onSale = state === 'published' ? number : before.published === number ? null : before.published;
        if (state === 'published' && before.published !== null && before.published !== number)
          await tx
            .updateTable('product_version')
            .set({ state: 'archived' })
            .where('product', '=', slug)
            .where('version', '=', before.published)
            .execute();
        await tx
          .updateTable('product')
          .set({ published: onSale, changed_at: now })
          .where('slug', '=', slug)
          .execute();
        await note(tx, slug, number, move, doing);
        return { before: before.published, after: onSale };
      });
      if (published.before !== published.after)
        bus.publish('product.changed', { slug, version: published.after });
      return get(slug);
    },
    named: (words) => search.find(partsOf(words), 'names'),
    async list({ offset, limit, words = '' }) {
      const wanted = partsOf(words);
      const found = wanted.length > 0 ? await search.find(wanted) : undefined;
      const page = found?.slice(offset, offset + limit) ?? (await pageOf(db, offset, limit));
      const total = found?.length ?? (await countOf(db));
      if (page.length === 0) return { entries: [], total };
      const rows = await db
        .selectFrom('product')
        .innerJoin('product_version as v', (join) =>
          join.onRef('v.product', '=', 'product.slug').onRef('v.version', '=', 'product.latest'),
        )
        .select(['product.slug', 'product.published', 'product.latest', 'product.changed_at'])
        .select(['v.state', 'v.content'])
        .where('product.slug', 'in', page)
        .orderBy('product.changed_at', 'desc')
        .orderBy('product.slug')
        .execute();
      const entries = rows.map(({ slug, published, latest, changed_at, state, content }): ProductEntry => {
        const { name, pictures } = JSON.parse(content) as ProductContent;
        return { slug, name, thumbnail: pictures.thumbnail, published, latest, state, changedAt: changed_at };
      });
      return { entries, total };
    },
  };
}

const partsOf = (words: string): string[] => words.split(/\s+/).filter(Boolean);

/** The slugs of a page, what changed last first: along their index alone, however deep it is. */
async function pageOf(db: Database, offset: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('product')
    .select('slug')
    .orderBy('changed_at', 'desc')
    .orderBy('slug')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(({ slug }) => slug);
}

async function countOf(db: Database): Promise<number> {
  const { total } = await db
    .selectFrom('product')
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** The state after a move, when it is possible and nothing is lacking for it. */
function mayMove(
  row: Selectable<Tables['product_version']>,
  move: ProductMove,
  offers: Offer[],
): ProductState {
  const state = afterMove(row.state, move);
  if (!state) throw new Refusal('conflict', `what is ${row.state} can't be moved by ${move}`);
  if (move !== 'publish' && move !== 'submit') return state;
  const { content, model } = toWhole(row);
  const lacks = lacksOf(content, model, offers);
  if (lacks.length > 0) throw new Refusal('bad-input', `lacks ${lacks.join(', ')}`);
  return state;
}

type EntryRow = Pick<
  Selectable<Tables['product_version']>,
  'version' | 'state' | 'why' | 'by_name' | 'at' | 'changed_at'
>;
const toEntry = (row: EntryRow): VersionEntry => ({
  version: row.version,
  state: row.state,
  why: row.why,
  byName: row.by_name,
  at: row.at,
  changedAt: row.changed_at,
});

const toWhole = (row: Selectable<Tables['product_version']>): ProductVersion => ({
  ...toEntry(row),
  content: readContent(row.content),
  model: JSON.parse(row.model) as MadeModel,
});
