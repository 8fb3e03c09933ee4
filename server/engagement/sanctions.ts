import type { Sanction, SanctionKind } from '../../shared/model/moderation.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';

/** A sanction as it is kept: also whom it holds against. `address` is a digest, empty when none is meant. */
export type Kept = Sanction & { visitor: string; address: string };

/** Sanctions in force, answered at once from memory; the database has them for the next start. */
export type Sanctions = {
  /** Those in force, the latest first. */
  inForce(): Kept[];
  /** What holds against a person, of one kind. */
  against(kind: SanctionKind, visitor: string): Kept | undefined;
  /** A ban of an address. */
  ofAddress(address: string): Kept | undefined;
  /** Keeps a sanction in place of the one of its kind that held against the person. */
  impose(wish: Omit<Kept, 'id'>): Promise<Kept>;
  /** Ends one; undefined when it does not hold any more. */
  lift(id: number): Promise<Kept | undefined>;
};

/** Reads what is in force. */
export async function openSanctions(db: Database, clock: Clock): Promise<Sanctions> {
  const rows = await db
    .selectFrom('sanction')
    .selectAll()
    .where('lifted_at', 'is', null)
    .where((is) => is.or([is('until', 'is', null), is('until', '>', clock.now())]))
    .orderBy('id')
    .execute();
  const kept = new Map<number, Kept>(
    rows.map(({ by_name, lifted_at: _, ...row }) => [row.id, { ...row, by: by_name }]),
  );
  const inForce = (): Kept[] => {
    const now = clock.now();
    for (const [id, { until }] of kept) if (until !== null && until <= now) kept.delete(id);
    return [...kept.values()].reverse();
  };
  const against: Sanctions['against'] = (kind, visitor) =>
    kept.size === 0 ? undefined : inForce().find((one) => one.kind === kind && one.visitor === visitor);
  const lift: Sanctions['lift'] = async (id) => {
    const found = inForce().find((one) => one.id === id);
    if (!found) return undefined;
    kept.delete(id);
    await db.updateTable('sanction').set({ lifted_at: clock.now() }).where('id', '=', id).execute();
    return found;
  };
  return {
    inForce,
    against,
    ofAddress: (address) =>
      address === '' ? undefined : inForce().find((one) => one.kind === 'ban' && one.address === address),
    async impose({ by, ...wish }) {
      const before = against(wish.kind, wish.visitor);
      if (before) await lift(before.id);
      const { id } = await db
        .insertInto('sanction')
        .values({ ...wish, by_name: by })
        .returning('id')
        .executeTakeFirstOrThrow();
      const one = { id, by, ...wish };
      kept.set(id, one);
      return one;
    },
    lift,
  };
}
