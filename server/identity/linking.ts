import type { Clock } from '../clock.ts';
import type { Person } from '../http/person.ts';
import type { Database } from '../store/open.ts';

/** Told when a guest signs in: what is theirs goes over to the account's visitor. `first` tells whether the guest is new to the account. */
export type Linked = (
  guest: string,
  account: { id: string; visitor: string; first: boolean },
) => Promise<void>;

/** Links guests to accounts over the database. */
export function openLinking(db: Database, clock: Clock, onLinked: Linked) {
  return {
    /** A guest's browser speaks for an account now: a guest belongs to the first account that they sign in with. */
    async link(guest: string, { account, visitor }: Person): Promise<void> {
      if (!account || guest === visitor) return;
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('account_visitor')
        .values({ visitor: guest, account, at: clock.now() })
        .onConflict((conflict) => conflict.column('visitor').doNothing())
        .executeTakeFirst();
      const owner = await db
        .selectFrom('account_visitor')
        .select('account')
        .where('visitor', '=', guest)
        .executeTakeFirst();
      if (owner?.account !== account) return;
      await onLinked(guest, { id: account, visitor, first: Number(numInsertedOrUpdatedRows) > 0 });
    },
    /** The mail addresses that an account has proved to be its own. */
    async verifiedMails(account: string): Promise<string[]> {
      const rows = await db
        .selectFrom('account')
        .select('email')
        .where('id', '=', account)
        .where('email_verified', '=', 1)
        .execute();
      return rows.map(({ email }) => email);
    },
  };
}
