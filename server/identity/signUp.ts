import { randomUUID } from 'node:crypto';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Database } from '../store/open.ts';
import type { Accounts } from './accounts.ts';
import type { Offer } from './invitations.ts';
import { mailLanguage } from './letters.ts';
import { hashPassword, isCommon, PASSWORD_LEAST } from './passwords.ts';

type Newcomer = { name: string; email: string; password?: string | undefined };
type From = { address: string; device: string; language: string };

/**
 * Makes the account of somebody who was invited, and answers the signed session that they get; `conflict` when there is
 * one with this address already, to which they sign in first.
 */
export async function signUp(
  { invitations, sessions, sendProof, now }: Accounts,
  secret: string,
  offer: Offer,
  { name, email, password }: Newcomer,
  from: From,
): Promise<string> {
  if (offer.email && offer.email !== email)
    throw new Refusal('not-allowed', 'it was sent to another address');
  if (password !== undefined && (password.length < PASSWORD_LEAST || isCommon(password)))
    throw new Refusal('weak-password');
  const hash = password === undefined ? undefined : await hashPassword(password);
  // Who got the link by mail has proved the address; of the first owner, who starts the house, none is asked.
  const proved = offer.email === email || offer.first;
  const id = randomUUID();
  const account = { id, name, email, visitor: randomUUID(), language: mailLanguage(from.language) };
  await invitations.accept(secret, account, async (tx) => {
    await make(tx, account, proved, now());
    if (hash) await setPassword(tx, id, hash, now());
  });
  if (!proved) sendProof(email, from.language);
  return sessions.begin(id, from);
}

type NewAccount = { id: string; name: string; email: string; visitor: string; language: string };

async function make(tx: Database, account: NewAccount, proved: boolean, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('account')
    .values({ ...account, email_verified: proved ? 1 : 0, created_at: at, updated_at: at })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) throw new Refusal('conflict', 'there is an account with this address');
}

async function setPassword(tx: Database, account: string, password: string, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  await tx
    .insertInto('account_credential')
    .values({
      ...{ id: randomUUID(), provider: 'credential', subject: account, account, password },
      ...{ created_at: at, updated_at: at },
    })
    .execute();
}
