import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import { type LayoutContent, MOST_PLACEMENTS } from '../../shared/model/layout.ts';
import {
  changeBetween,
  changed,
  type LayoutChange,
  type LayoutEntry,
  type OpenLayout,
} from '../../shared/model/layoutChange.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import { sameText } from '../sameText.ts';
import type { Database } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';
import { hold, transaction } from '../store/transaction.ts';

/** Who asks: a visitor, and the key of a shared layout when they were given one. */
export type Asker = { visitor: string; key?: string | undefined };

/** What layouts need of the house. */
export type LayoutParts = {
  db: Database;
  bus: Bus;
  clock: Clock;
  /** Those of some SKUs that are on sale, with their product; `part` is empty but for spare parts. */
  onSale(skus: readonly string[]): Promise<{ sku: string; slug: string; part: string }[]>;
};

/** Layouts of people's own rooms; each verb is atomic. */
export type Layouts = {
  /** One's own, the latest first. */
  list(visitor: string): Promise<LayoutEntry[]>;
  /** A layout, for whoever has its id; `not-found`. */
  get(id: string, asker: Asker): Promise<OpenLayout>;
  /**
   * Keeps a layout whole. `rev` is the one it was read at, 0 for a new one: `conflict` when somebody has saved since; the same
   * content again is no change. `not-allowed` for who may not, `too-many` beyond what one person keeps, `not-found` for what
   * is not sold.
   */
  save(id: string, content: LayoutContent, rev: number, asker: Asker): Promise<OpenLayout>;
  /** Changes pieces of a layout as they are moved; answers its new `rev`. `from` is the page it comes from. */
  change(id: string, change: LayoutChange, from: string, asker: Asker): Promise<{ rev: number }>;
  /** Gives out a fresh key by which others may change it, or takes the one there is back. For its owner. */
  share(id: string, may: boolean, visitor: string): Promise<OpenLayout>;
  /** Takes it away for everybody; again is once. For its owner. */
  remove(id: string, visitor: string): Promise<void>;
  /** Makes a guest's layouts an account's. */
  adopt(guest: string, visitor: string): Promise<void>;
  /** Takes away all that somebody has kept. */
  forget(visitor: string): Promise<void>;
};

/** Layouts that one person may keep. */
export const MOST_LAYOUTS = 100;
/** Times that a change is laid onto what somebody else has changed just before. */
const TRIES = 8;

type Row = Selectable<Tables['layout']>;
type Held = Pick<LayoutContent, 'placements' | 'room'>;

/** Layouts over the database. */
export function openLayouts(parts: LayoutParts): Layouts {
  const { db, bus, clock } = parts;
  const read = async (id: string): Promise<Row> => {
    const row = await find(db, id);
    if (!row) throw new Refusal('not-found', 'no such layout');
    return row;
  };
  /** Writes a content in the place of one; undefined when somebody else was faster. */
  const write = async (row: Row, content: LayoutContent, from: string): Promise<Row | undefined> => {
    const change = changeBetween(contentOf(row), content);
    if (!change) return row;
    await mustBeSold(parts, row, content);
    const { name, ...held } = content;
    const fresh = {
      name,
      content: JSON.stringify(held satisfies Held),
      rev: row.rev + 1,
      saved_at: clock.now(),
    };
    const { numUpdatedRows } = await db
      .updateTable('layout')
      .set(fresh)
      .where('id', '=', row.id)
      .where('rev', '=', row.rev)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return undefined;
    bus.publish('layout.changed', { layout: row.id, step: { ...change, rev: fresh.rev, from } });
    return { ...row, ...fresh };
  };
  const gone = (id: string) => bus.publish('layout.changed', { layout: id, step: null });
  return {
    list: async (visitor) => (await ownRows(db, visitor)).map(toEntry),
    get: async (id, asker) => toLayout(await read(id), asker),
    async save(id, content, rev, asker) {
      const row = rev > 0 ? await read(id) : await findOrCreate(parts, id, content, asker.visitor);
      if (!mayChange(row, asker)) throw new Refusal('not-allowed', 'somebody else’s layout');
      const same = !changeBetween(contentOf(row), content);
      const saved = same ? row : row.rev === rev && (await write(row, content, ''));
      if (!saved) throw new Refusal('conflict', `somebody has saved it since: ${row.rev}`);
      return toLayout(saved, asker);
    },
    async change(id, change, from, asker) {
      for (let tries = 0; tries < TRIES; tries++) {
        const row = await read(id);
        if (!mayChange(row, asker)) throw new Refusal('not-allowed', 'it may only be looked at');
        const content = changed(contentOf(row), change);
        if (content.placements.length > MOST_PLACEMENTS)
          throw new Refusal('too-many', `${MOST_PLACEMENTS} pieces at most`);
        const written = await write(row, content, from);
        if (written) return { rev: written.rev };
      }
      throw new Refusal('conflict', 'others change it all the time');
    },
    async share(id, may, visitor) {
      const row = mustOwn(await read(id), visitor);
      const key = may ? randomBytes(18).toString('base64url') : '';
      await db.updateTable('layout').set({ key }).where('id', '=', id).execute();
      return toLayout({ ...row, key }, { visitor });
    },
    async remove(id, visitor) {
      const row = await find(db, id);
      if (!row) return;
      mustOwn(row, visitor);
      await db.deleteFrom('layout').where('id', '=', id).execute();
      gone(id);
    },
    async adopt(guest, visitor) {
      if (guest !== visitor)
        await db.updateTable('layout').set({ visitor }).where('visitor', '=', guest).execute();
    },
    async forget(visitor) {
      const rows = await db.deleteFrom('layout').where('visitor', '=', visitor).returning('id').execute();
      for (const { id } of rows) gone(id);
    },
  };
}

const find = (db: Database, id: string): Promise<Row | undefined> =>
  db.selectFrom('layout').selectAll().where('id', '=', id).executeTakeFirst();

const ownRows = (db: Database, visitor: string): Promise<Row[]> =>
  db
    .selectFrom('layout')
    .selectAll()
    .where('visitor', '=', visitor)
    .orderBy('saved_at', 'desc')
    .orderBy('id')
    .execute();

/** A layout, made now when there is none; of two who make the same at once the first one's stands. */
async function findOrCreate(
  parts: LayoutParts,
  id: string,
  content: LayoutContent,
  visitor: string,
): Promise<Row> {
  const known = await find(parts.db, id);
  if (known) return known;
  await mustBeSold(parts, undefined, content);
  const { name, ...held } = content;
  return transaction(parts.db, async (tx) => {
    await hold(tx, `layouts of ${visitor}`);
    const { count } = await tx
      .selectFrom('layout')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('visitor', '=', visitor)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MOST_LAYOUTS) throw new Refusal('too-many', `${MOST_LAYOUTS} layouts at most`);
    const now = parts.clock.now();
    const times = { created_at: now, saved_at: now };
    await tx
      .insertInto('layout')
      .values({
        ...{ id, visitor, name, rev: 1, key: '' },
        content: JSON.stringify(held satisfies Held),
        ...times,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    return (await find(tx, id))!;
  });
}

/** What was in a layout may stay in it when it is sold no more; what is new in it must be on sale. */
async function mustBeSold(
  { onSale }: LayoutParts,
  row: Row | undefined,
  content: LayoutContent,
): Promise<void> {
  const kept = row ? contentOf(row).placements : [];
  const fresh = content.placements.filter(
    ({ product, sku }) => !kept.some((piece) => piece.product === product && piece.sku === sku),
  );
  const known = await onSale([...new Set(fresh.map(({ sku }) => sku))]);
  for (const { product, sku } of fresh)
    if (!known.some((one) => one.sku === sku && one.slug === product && one.part === ''))
      throw new Refusal('not-found', `${sku} of ${product} is not on sale`);
}

const mayChange = ({ visitor, key }: Row, asker: Asker): boolean =>
  visitor === asker.visitor || (key !== '' && asker.key !== undefined && sameText(key, asker.key));

function mustOwn(row: Row, visitor: string): Row {
  if (row.visitor !== visitor) throw new Refusal('not-allowed', 'somebody else’s layout');
  return row;
}

const contentOf = ({ name, content }: Row): LayoutContent => ({ name, ...(JSON.parse(content) as Held) });

function toLayout(row: Row, asker: Asker): OpenLayout {
  const own = row.visitor === asker.visitor;
  const { id, rev, key, saved_at } = row;
  return {
    id,
    ...contentOf(row),
    rev,
    savedAt: saved_at,
    mine: mayChange(row, asker),
    key: own ? key : null,
  };
}

const toEntry = (row: Row): LayoutEntry => ({
  ...{ id: row.id, name: row.name, rev: row.rev, savedAt: row.saved_at },
  products: contentOf(row).placements.map(({ product }) => product),
});
