import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import { openSqlite } from '../store/sqlite.ts';
import type { PaymentProvider, PaymentResult } from './payment.ts';

type Behaviour = 'paid' | 'declined' | 'confirm';
type ChargeRow = {
  key: string;
  ref: string;
  amount: number;
  currency: string;
  behaviour: Behaviour;
  status: 'paid' | 'declined' | 'confirm' | 'void';
};
type Tables = { token: { token: string; behaviour: Behaviour; at: number }; charge: ChargeRow };

/** The cards of the test provider, as printed beside its form. Any other valid number is paid like the first. */
export const TEST_CARDS: Record<string, Behaviour> = {
  '4242424242424242': 'paid',
  '4000000000000002': 'declined',
  '4000002500003155': 'confirm',
};

/** A card as typed; only its token travels on. */
export type Card = { number: string; expiry: string; cvc: string };

/** The built-in provider: plays a payment company with a memory of its own (a file beside ours), every outcome on demand. */
export type TestProvider = PaymentProvider & {
  /** Takes a card and answers a token for it; `bad-input` for a card that can't be. */
  tokenise(card: Card): Promise<{ token: string }>;
  /** Every charge that was paid, for reports and tests. */
  paidCharges(): Promise<{ key: string; amount: number; currency: string }[]>;
  close(): Promise<void>;
};

/** Opens the test provider in a folder (`:memory:` for a test). The opener closes it. */
export async function openTestProvider(folder: string, clock: Clock): Promise<TestProvider> {
  const db = openSqlite<Tables>(folder === ':memory:' ? folder : join(folder, 'test-payments.sqlite'));
  await sql`create table if not exists token (token text primary key, behaviour text not null, at integer not null) strict`.execute(
    db,
  );
  await sql`create table if not exists charge (key text primary key, ref text not null unique, amount integer not null,
    currency text not null, behaviour text not null, status text not null) strict`.execute(db);

  const byKey = (key: string) =>
    db.selectFrom('charge').selectAll().where('key', '=', key).executeTakeFirst();
  const found = async (key: string): Promise<PaymentResult | undefined> => {
    const row = await byKey(key);
    return row && toResult(row);
  };
  return {
    name: 'test',
    async tokenise(card) {
      const number = card.number.replace(/[ -]/g, '');
      if (!passesLuhn(number)) throw new Refusal('bad-input', 'card number');
      if (!isFuture(card.expiry, clock.now())) throw new Refusal('bad-input', 'card expiry');
      if (!/^\d{3,4}$/.test(card.cvc)) throw new Refusal('bad-input', 'card cvc');
      const token = `tok_${randomUUID()}`;
      await db
        .insertInto('token')
        .values({ token, behaviour: TEST_CARDS[number] ?? 'paid', at: clock.now() })
        .execute();
      return { token };
    },
    async charge({ key, total, token }) {
      const card = await db.selectFrom('token').selectAll().where('token', '=', token).executeTakeFirst();
      if (!card) throw new Refusal('bad-input', 'unknown payment token');
      const { behaviour } = card;
      const row = {
        key,
        ref: `pay_${randomUUID()}`,
        amount: total.amount,
        currency: total.currency,
        behaviour,
        status: behaviour,
      };
      await db
        .insertInto('charge')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return (await found(key))!;
    },
    async confirm(ref, accepted) {
      const status = accepted ? 'paid' : 'declined';
      await db
        .updateTable('charge')
        .set({ status })
        .where('ref', '=', ref)
        .where('status', '=', 'confirm')
        .execute();
      const row = await db.selectFrom('charge').selectAll().where('ref', '=', ref).executeTakeFirst();
      if (!row) throw new Refusal('not-found', 'no such payment');
      return toResult(row);
    },
    find: found,
    async void(key) {
      const blank = {
        key,
        ref: `pay_${randomUUID()}`,
        amount: 0,
        currency: '',
        behaviour: 'declined',
        status: 'void',
      } as const;
      await db
        .insertInto('charge')
        .values(blank)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await db
        .updateTable('charge')
        .set({ status: 'void' })
        .where('key', '=', key)
        .where('status', '=', 'confirm')
        .execute();
      const row = await byKey(key);
      return row && row.status !== 'void' ? toResult(row) : undefined;
    },
    paidCharges: () =>
      db.selectFrom('charge').select(['key', 'amount', 'currency']).where('status', '=', 'paid').execute(),
    close: () => db.destroy(),
  };
}

function toResult({ ref, status }: ChargeRow): PaymentResult {
  if (status === 'paid') return { outcome: 'paid', ref };
  if (status === 'confirm') return { outcome: 'confirm', ref, prompt: 'bank' };
  return { outcome: 'declined', ref, reason: status === 'void' ? 'expired' : 'card-declined' };
}

function passesLuhn(number: string): boolean {
  if (!/^\d{13,19}$/.test(number)) return false;
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isFuture(expiry: string, nowMs: number): boolean {
  const match = /^(0[1-9]|1[0-2]) ?\/ ?(\d{2})$/.exec(expiry.trim());
  return match !== null && Date.UTC(2000 + Number(match[2]), Number(match[1]), 1) > nowMs;
}
