import type { Transaction } from 'kysely';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Person } from '../http/person.ts';
import type { StaffRole } from '../store/accountTables.ts';
import type { Database } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';
import type { Sessions } from './sessions.ts';

/** A change of rights or a sign-in of staff, for the log of what staff did. */
export type Note = (
  actor: Pick<Person, 'visitor' | 'name' | 'role'>,
  verb: 'sign-in' | 'invite' | 'uninvite' | 'join' | 'roles' | 'leave' | 'second-factor',
  target: { visitor: string; name: string },
  reason: string,
) => Promise<void>;

/** A member of a brand's staff, as its owners see them. */
export type MemberSheet = {
  account: string;
  name: string;
  email: string;
  roles: StaffRole[];
  since: number;
  secondFactor: boolean;
};

type MemberParts = { db: Database; sessions: Sessions; note: Note };

/** Locks a brand's staff until the transaction ends: two owners can't remove each other. */
export async function lockBrand(tx: Transaction<Tables>, brand: string): Promise<void> {
  await tx.updateTable('brand').set({ slug: brand }).where('slug', '=', brand).execute();
}

/** How many owners a brand has. */
export async function countOwners(db: Database, brand: string): Promise<number> {
  const { owners } = await db
    .selectFrom('member')
    .select((is) => is.fn.countAll().as('owners'))
    .where('brand', '=', brand)
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow();
  return Number(owners);
}

/** Who a brand's staff are, over the database. A brand that has an owner always keeps one. */
export function openMembers({ db, sessions, note }: MemberParts) {
  const list = async (brand: string): Promise<MemberSheet[]> => {
    const rows = await db
      .selectFrom('member as m')
      .innerJoin('account as a', 'a.id', 'm.account')
      .select(['m.account', 'a.name', 'a.email', 'a.second_factor', 'm.role', 'm.since'])
      .where('m.brand', '=', brand)
      .orderBy('m.since')
      .orderBy('m.account')
      .orderBy('m.role')
      .execute();
    const members = new Map<string, MemberSheet>();
    for (const { account, name, email, second_factor, role, since } of rows) {
      const before = members.get(account);
      if (before) before.roles.push(role);
      else
        members.set(account, {
          account,
          name,
          email,
          roles: [role],
          since,
          secondFactor: second_factor === 1,
        });
    }
    return [...members.values()];
  };
  return {
    list,
    /** What a brand asks of its staff. */
    async demands(brand: string): Promise<{ secondFactor: boolean }> {
      const row = await db
        .selectFrom('brand')
        .select('second_factor')
        .where('slug', '=', brand)
        .executeTakeFirst();
      return { secondFactor: row?.second_factor === 1 };
    },
    /** Asks a second factor of all staff, or no more; who asks must have one: `second-factor-needed`. */
    async demand(actor: Person, brand: string, secondFactor: boolean): Promise<void> {
      const own = await db
        .selectFrom('account')
        .select('second_factor')
        .where('id', '=', actor.account ?? '')
        .executeTakeFirst();
      if (secondFactor && own?.second_factor !== 1)
        throw new Refusal('second-factor-needed', 'set up yours first');
      await db
        .updateTable('brand')
        .set({ second_factor: secondFactor ? 1 : 0 })
        .where('slug', '=', brand)
        .execute();
      await note(actor, 'second-factor', { visitor: '', name: '' }, secondFactor ? 'on' : 'off');
      sessions.changed();
    },
    /** Gives a member exactly these roles; none: they are a member no more. `conflict` for the last owner, `not-found` for who is none. */
    async setRoles(
      actor: Person,
      brand: string,
      account: string,
      roles: readonly StaffRole[],
    ): Promise<void> {
      const member = await db.transaction().execute(async (tx) => {
        await lockBrand(tx, brand);
        const found = await tx
          .selectFrom('member as m')
          .innerJoin('account as a', 'a.id', 'm.account')
          .select(['m.role', 'm.since', 'a.name', 'a.visitor'])
          .where('m.brand', '=', brand)
          .where('m.account', '=', account)
          .execute();
        const [first] = found;
        if (!first) throw new Refusal('not-found', 'no such member');
        const losesOwner = found.some(({ role }) => role === 'owner') && !roles.includes('owner');
        if (losesOwner && (await countOwners(tx, brand)) === 1)
          throw new Refusal('conflict', 'a brand keeps its last owner');
        await tx.deleteFrom('member').where('brand', '=', brand).where('account', '=', account).execute();
        const since = Math.min(...found.map((each) => each.since));
        await addRoles(tx, brand, account, roles, since, actor.account);
        return first;
      });
      await note(actor, roles.length > 0 ? 'roles' : 'leave', member, roles.join(', '));
      sessions.changed();
    },
    /** Refuses with `conflict` what would leave a brand without an owner. */
    async mayLeave(account: string): Promise<void> {
      const owned = await db
        .selectFrom('member')
        .select('brand')
        .where('account', '=', account)
        .where('role', '=', 'owner')
        .execute();
      for (const { brand } of owned)
        if ((await countOwners(db, brand)) === 1)
          throw new Refusal('conflict', 'a brand keeps its last owner');
    },
    /** When a member of staff signs in, writes it down. */
    async noteSignIn(person: Person): Promise<void> {
      if (person.role !== 'visitor')
        await note(person, 'sign-in', { visitor: person.visitor, name: person.name ?? '' }, '');
    },
  };
}

/** Adds roles to what an account has in a brand; those it has stay. */
export async function addRoles(
  tx: Database,
  brand: string,
  account: string,
  roles: readonly StaffRole[],
  since: number,
  by: string | undefined,
): Promise<void> {
  for (const role of new Set(roles))
    await tx
      .insertInto('member')
      .values({ brand, account, role, since, by_account: by ?? null })
      .onConflict((conflict) => conflict.columns(['brand', 'account', 'role']).doNothing())
      .execute();
}
