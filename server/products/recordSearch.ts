import { sql } from 'kysely';
import { engineOf } from '../store/ddl.ts';
import type { Database } from '../store/open.ts';

/** Finds products by words that stand in their names, addresses or SKUs, in whatever state they are. */
export type RecordSearch = {
  /** The slugs of those that have each of some words (in their names alone, if so wished), what changed last first. */
  find(words: readonly string[], within?: 'names'): Promise<string[]>;
};

/** Products whose words are read at once. */
const BATCH = 500;
/** Milliseconds by which a change may become visible after a later one. */
const LATE_MS = 5000;

type Known = { changedAt: number; text: string; names: string };

/** A product's names and SKUs, each as one text. */
const SEARCHED = {
  sqlite: {
    names: sql<string>`(select group_concat(value, ' ') from json_each(v.content, '$.name'))`,
    skus: sql<string>`(select coalesce(group_concat(sku, ' '), '') from offer where offer.product = product.slug)`,
  },
  postgres: {
    names: sql<string>`(select string_agg(value, ' ') from json_each_text(v.content::json -> 'name'))`,
    skus: sql<string>`(select coalesce(string_agg(sku, ' '), '') from offer where offer.product = product.slug)`,
  },
};

/** The search over a database. The words are kept in memory, and read anew where a product has changed: a look through them all takes a few milliseconds. */
export function openRecordSearch(db: Database): RecordSearch {
  const known = new Map<string, Known>();
  let newest = 0;
  const readAnew = async (changed: readonly { slug: string; changed_at: number }[]): Promise<void> => {
    const { names, skus } = SEARCHED[engineOf(db as never)];
    const rows = await db
      .selectFrom('product')
      .innerJoin('product_version as v', (join) =>
        join.onRef('v.product', '=', 'product.slug').onRef('v.version', '=', 'product.latest'),
      )
      .select(['product.slug', 'product.changed_at', names.as('names'), skus.as('skus')])
      .where(
        'product.slug',
        'in',
        changed.map(({ slug }) => slug),
      )
      .execute();
    for (const row of rows)
      known.set(row.slug, {
        changedAt: row.changed_at,
        text: `${row.names ?? ''} ${row.slug} ${row.skus}`.toLowerCase(),
        names: (row.names ?? '').toLowerCase(),
      });
  };
  const refresh = async (): Promise<void> => {
    const rows = await db
      .selectFrom('product')
      .select(['slug', 'changed_at'])
      .where('changed_at', '>=', newest - LATE_MS)
      .execute();
    const changed = rows.filter(({ slug, changed_at }) => known.get(slug)?.changedAt !== changed_at);
    for (let from = 0; from < changed.length; from += BATCH)
      await readAnew(changed.slice(from, from + BATCH));
    for (const { changed_at } of rows) newest = Math.max(newest, changed_at);
  };
  return {
    async find(words, within) {
      await refresh();
      const wanted = words.map((word) => word.toLowerCase());
      return [...known]
        .filter(([, one]) => wanted.every((word) => (within ? one.names : one.text).includes(word)))
        .sort(([a, x], [b, y]) => y.changedAt - x.changedAt || (a < b ? -1 : 1))
        .map(([slug]) => slug);
    },
  };
}
