import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import { HOUSE_BRAND, type Person } from '../http/person.ts';
import type { StaffRole } from '../store/accountTables.ts';
import type { Database } from '../store/open.ts';
import { addRoles, countOwners, lockBrand, type Note } from './members.ts';
import type { Sessions } from './sessions.ts';

/** Milliseconds for which an invitation holds. */
const HOLDS_MS = 7 * 86_400_000;
/** Invitations of a brand that may be open at once. */
const OPEN_MOST = 200;

/** An open invitation as owners see it; `email` is empty for one whose link was copied. */
export type InvitationSheet = {
  id: string;
  roles: StaffRole[];
  email: string;
  createdAt: number;
  expiresAt: number;
};

/** What an invitation lets its holder become. */
export type Offer = { id: string; brand: string; roles: StaffRole[]; email: string; first: boolean };

type InvitationParts = {
  db: Database;
  clock: Clock;
  sessions: Sessions;
  note: Note;
  /** The secret of the first invitation, always the same. */
  firstSecret: string;
};

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Invitations to a brand's staff, of which the database knows only digests: each works once, for seven days; the first one of the house until it has an owner. */
export function openInvitations({ db, clock, sessions, note, firstSecret }: InvitationParts) {
  const open = (brand: string) =>
    db
      .selectFrom('invitation')
      .selectAll()
      .where('brand', '=', brand)
      .where('used_at', 'is', null)
      .where('expires_at', '>', clock.now());
  /** What a secret offers; `gone` for one that is used, too old, taken back, or unknown. */
  const look = async (secret: string, tx: Database = db): Promise<Offer> => {
    const row = await tx
      .selectFrom('invitation')
      .selectAll()
      .where('digest', '=', digestOf(secret))
      .where('used_at', 'is', null)
      .executeTakeFirst();
    const first = row?.expires_at === null;
    const holds = first ? (await countOwners(tx, row.brand)) === 0 : (row?.expires_at ?? 0) > clock.now();
    if (!row || !holds) throw new Refusal('gone', 'this invitation does not hold any more');
    return { id: row.id, brand: row.brand, roles: rolesOf(row.roles), email: row.email, first };
  };
  return {
    look,
    /** Makes an invitation and gives its secret, which nobody can ask for again. */
    async invite(
      actor: Person,
      brand: string,
      { roles, email, language }: { roles: readonly StaffRole[]; email: string; language: string },
    ): Promise<{ id: string; secret: string }> {
      if ((await open(brand).execute()).length >= OPEN_MOST)
        throw new Refusal('too-many', `at most ${OPEN_MOST} open invitations`);
      const secret = randomBytes(24).toString('base64url');
      const id = randomUUID();
      const now = clock.now();
      await db
        .insertInto('invitation')
        .values({
          ...{ id, digest: digestOf(secret), brand, roles: JSON.stringify(roles), email, language },
          ...{ by_account: actor.account ?? null, created_at: now, expires_at: now + HOLDS_MS },
        })
        .execute();
      await note(actor, 'invite', { visitor: '', name: email }, roles.join(', '));
      return { id, secret };
    },
    /** The open invitations of a brand, the latest first. */
    async list(brand: string): Promise<InvitationSheet[]> {
      const rows = await open(brand).orderBy('created_at', 'desc').execute();
      return rows.map(({ id, roles, email, created_at, expires_at }) => ({
        ...{ id, roles: rolesOf(roles), email },
        ...{ createdAt: created_at, expiresAt: expires_at ?? 0 },
      }));
    },
    /** Takes an open invitation back; `gone` when it is not open any more. */
    async takeBack(actor: Person, brand: string, id: string): Promise<void> {
      const row = await db
        .deleteFrom('invitation')
        .where('brand', '=', brand)
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .where('expires_at', 'is not', null)
        .returning(['email', 'roles'])
        .executeTakeFirst();
      if (!row) throw new Refusal('gone', 'it is not open any more');
      await note(actor, 'uninvite', { visitor: '', name: row.email }, rolesOf(row.roles).join(', '));
    },
    /** Makes an account a member by an invitation, once; `gone`. A new account is `made` with it, or not at all. */
    async accept(
      secret: string,
      account: { id: string; visitor: string; name: string },
      made?: (tx: Database) => Promise<void>,
    ): Promise<Offer> {
      const offer = await db.transaction().execute(async (tx) => {
        const { brand } = await look(secret, tx);
        await lockBrand(tx, brand);
        // Looked at again under the lock: of two who come at once one is in time.
        const held = await look(secret, tx);
        await made?.(tx);
        await tx
          .updateTable('invitation')
          .set({ used_at: clock.now(), used_by: account.id })
          .where('id', '=', held.id)
          .execute();
        await addRoles(tx, brand, account.id, held.roles, clock.now(), undefined);
        return held;
      });
      await note(
        { visitor: account.visitor, name: account.name, role: 'visitor' },
        'join',
        account,
        offer.roles.join(', '),
      );
      sessions.changed();
      return offer;
    },
    /** The secret with which somebody becomes the house's first owner; undefined once it has one. */
    async first(): Promise<string | undefined> {
      if ((await countOwners(db, HOUSE_BRAND)) > 0) return undefined;
      const digest = digestOf(firstSecret);
      await db
        .insertInto('invitation')
        .values({
          ...{ id: randomUUID(), digest, brand: HOUSE_BRAND, roles: '["owner"]' },
          ...{ by_account: null, created_at: clock.now(), expires_at: null, used_at: null, used_by: null },
        })
        .onConflict((conflict) => conflict.column('digest').doUpdateSet({ used_at: null, used_by: null }))
        .execute();
      return firstSecret;
    },
  };
}

const rolesOf = (text: string): StaffRole[] => JSON.parse(text) as StaffRole[];
