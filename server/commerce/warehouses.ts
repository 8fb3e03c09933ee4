import type { Database } from '../store/open.ts';

/** A place where goods lie. */
export type Warehouse = { id: string; name: string; country: string; leadDays: number };

/** The shop's warehouses, nearest first. */
export type Warehouses = {
  all(): readonly Warehouse[];
  /** The ids of those that have goods, the ones of a country first. */
  places(country: string): Promise<readonly string[]>;
  /** Working days until goods leave, at least. */
  leadDays(): number;
  /** Makes one, under an id of its own made of its name, or of its country where the name has no Latin letters. */
  make(wish: Omit<Warehouse, 'id'>): Promise<Warehouse>;
  /** Writes one. */
  set(warehouse: Warehouse): Promise<void>;
};

/** Warehouses over the database. */
export async function openWarehouses(db: Database): Promise<Warehouses> {
  let known: Warehouse[] = [];
  const read = async () => {
    const rows = await db
      .selectFrom('warehouse')
      .selectAll()
      .where('kind', '=', 'stock')
      .orderBy('place')
      .orderBy('id')
      .execute();
    known = rows.map(({ id, name, country, lead_days }) => ({ id, name, country, leadDays: lead_days }));
  };
  await read();
  return {
    all: () => known,
    places: async (country) =>
      [...known]
        .sort((a, b) => Number(b.country === country) - Number(a.country === country))
        .map(({ id }) => id),
    leadDays: () => Math.min(...known.map(({ leadDays }) => leadDays)),
    async make({ name, country, leadDays }) {
      const row = { name, country, lead_days: leadDays, kind: 'stock' as const, place: known.length };
      const plain = latin(name);
      const base = plain.length > 1 ? plain : country.toLowerCase();
      for (let number = 1; ; number++) {
        const id = number === 1 ? base : `${base}-${number}`;
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('warehouse')
          .values({ id, ...row })
          .onConflict((c) => c.column('id').doNothing())
          .executeTakeFirst();
        if (Number(numInsertedOrUpdatedRows) === 0) continue;
        await read();
        return { id, name, country, leadDays };
      }
    },
    async set({ id, name, country, leadDays }) {
      const row = { name, country, lead_days: leadDays };
      await db
        .insertInto('warehouse')
        .values({ id, ...row, kind: 'stock', place: known.length })
        .onConflict((c) => c.column('id').doUpdateSet(row))
        .execute();
      await read();
    },
  };
}

/** A name as part of an id: its Latin letters and digits. */
const latin = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30);
