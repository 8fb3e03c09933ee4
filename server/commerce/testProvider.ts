import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Money } from '../../shared/model/money.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import { openSqlite } from '../store/sqlite.ts';
import type { PaymentProvider, PaymentState, RefundState } from './payment.ts';

/** What becomes of a payment with a test card. */
export type Behaviour = 'paid' | 'declined' | 'funds' | 'confirm' | 'hold' | 'refund-fails' | 'unreachable';
type Status = 'paid' | 'declined' | 'confirm' | 'held' | 'void';
type ChargeRow = {
  key: string;
  ref: string;
  amount: number;
  currency: string;
  behaviour: Behaviour;
  status: Status;
};
type RefundRow = { key: string; ref: string; payment: string; amount: number; status: 'done' | 'failed' };
type Tables = {
  token: { token: string; behaviour: Behaviour; at: number };
  charge: ChargeRow;
  refund: RefundRow;
};

/** The cards of the test provider, as printed beside its form. Any other valid number is paid like the first. */
export const TEST_CARDS: Record<string, Behaviour> = {
  '4242424242424242': 'paid',
  '4000000000000002': 'declined',
  '4000000000009995': 'funds',
  '4000002500003155': 'confirm',
  '4000000000000077': 'hold',
  '4000000000005126': 'refund-fails',
  '4000000000000119': 'unreachable',
};

/** A card as typed; only its token travels on. */
export type Card = { number: string; expiry: string; cvc: string };

/** The built-in provider: plays a payment company with a memory of its own (a file beside ours), every outcome on demand. */
export type TestProvider = PaymentProvider & {
  /** Takes a card and answers a token for it; `bad-input` for a card that can't be. */
  tokenise(card: Card): Promise<{ token: string }>;
  confirm(ref: string, accepted: boolean): Promise<PaymentState>;
  /** Every charge that was paid, for reports and tests. */
  paidCharges(): Promise<{ key: string; amount: number; currency: string }[]>;
  /** Every refund that was made. */
  refunds(): Promise<{ key: string; payment: string; amount: number }[]>;
  close(): Promise<void>;
};

const TABLES = [
  'create table if not exists token (token text primary key, behaviour text not null, at integer not null) strict',
  `create table if not exists charge (key text primary key, ref text not null unique, amount integer not null,
    currency text not null, behaviour text not null, status text not null) strict`,
  `create table if not exists refund (key text primary key, ref text not null unique, payment text not null,
    amount integer not null, status text not null) strict`,
];

/** Opens the test provider in a folder (`:memory:` for a test). The opener closes it. */
export async function openTestProvider(folder: string, clock: Clock): Promise<TestProvider> {
  // Nobody's money: it has to outlive a server that is killed, and takes nothing of its disk's time.
  const file = folder === ':memory:' ? folder : join(folder, 'test-payments.sqlite');
  const db = openSqlite<Tables>(file, { light: true });
  for (const statement of TABLES) await sql.raw(statement).execute(db);

  const byKey = (key: string) =>
    db.selectFrom('charge').selectAll().where('key', '=', key).executeTakeFirst();
  const byRef = async (ref: string): Promise<PaymentState> => {
    const row = await db.selectFrom('charge').selectAll().where('ref', '=', ref).executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'no such payment');
    return toState(row);
  };
  const write = (row: ChargeRow) =>
    db
      .insertInto('charge')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
  const turn = (column: 'key' | 'ref', value: string, from: Status[], status: Status) =>
    db.updateTable('charge').set({ status }).where(column, '=', value).where('status', 'in', from).execute();
  return {
    name: 'test',
    tokenise: (card) => tokenise(db, card, clock.now()),
    async start({ key, total, token }) {
      const known = await byKey(key);
      if (known) return toState(known);
      const card = await db.selectFrom('token').selectAll().where('token', '=', token).executeTakeFirst();
      if (!card) throw new Refusal('bad-input', 'unknown payment token');
      const { behaviour } = card;
      if (behaviour === 'unreachable') throw new Error('the payment company does not answer');
      const row = { key, ref: `pay_${randomUUID()}`, ...total, behaviour, status: STATUS_OF[behaviour] };
      return toState((await write(row)) ?? (await byKey(key))!);
    },
    async confirm(ref, accepted) {
      await turn('ref', ref, ['confirm'], accepted ? 'paid' : 'declined');
      return byRef(ref);
    },
    async capture(_, ref) {
      await turn('ref', ref, ['held'], 'paid');
      return byRef(ref);
    },
    async find({ key }) {
      const row = await byKey(key);
      return row && toState(row);
    },
    async void({ key }) {
      const blank = {
        key,
        ref: `pay_${randomUUID()}`,
        amount: 0,
        currency: '',
        behaviour: 'declined',
      } as const;
      await write({ ...blank, status: 'void' });
      await turn('key', key, ['confirm', 'held'], 'void');
      return toState((await byKey(key))!);
    },
    refund: (refund) => giveBack(db, refund),
    paidCharges: () =>
      db.selectFrom('charge').select(['key', 'amount', 'currency']).where('status', '=', 'paid').execute(),
    refunds: () =>
      db.selectFrom('refund').select(['key', 'payment', 'amount']).where('status', '=', 'done').execute(),
    close: () => db.destroy(),
  };
}

type Memory = ReturnType<typeof openSqlite<Tables>>;

const STATUS_OF: Record<Behaviour, Status> = {
  paid: 'paid',
  declined: 'declined',
  funds: 'declined',
  confirm: 'confirm',
  hold: 'held',
  'refund-fails': 'paid',
  unreachable: 'declined',
};

async function tokenise(db: Memory, card: Card, at: number): Promise<{ token: string }> {
  const number = card.number.replace(/[ -]/g, '');
  if (!passesLuhn(number)) throw new Refusal('bad-input', 'card number');
  if (!isFuture(card.expiry, at)) throw new Refusal('bad-input', 'card expiry');
  if (!/^\d{3,4}$/.test(card.cvc)) throw new Refusal('bad-input', 'card cvc');
  const token = `tok_${randomUUID()}`;
  await db
    .insertInto('token')
    .values({ token, behaviour: TEST_CARDS[number] ?? 'paid', at })
    .execute();
  return { token };
}

/** Gives back once per key, and never more of a payment than came. */
async function giveBack(
  db: Memory,
  { key, paymentRef, amount }: { key: string; paymentRef: string; amount: Money },
): Promise<RefundState> {
  return db.transaction().execute(async (tx): Promise<RefundState> => {
    const known = await tx.selectFrom('refund').selectAll().where('key', '=', key).executeTakeFirst();
    if (known)
      return known.status === 'done' ? { status: 'done', ref: known.ref } : failed(known.ref, 'card-closed');
    const charge = await tx.selectFrom('charge').selectAll().where('ref', '=', paymentRef).executeTakeFirst();
    const { given } = await tx
      .selectFrom('refund')
      .select((e) => e.fn.coalesce(e.fn.sum<number>('amount'), e.lit(0)).as('given'))
      .where('payment', '=', paymentRef)
      .where('status', '=', 'done')
      .executeTakeFirstOrThrow();
    const ref = `ref_${randomUUID()}`;
    if (charge?.status !== 'paid' || charge.currency !== amount.currency) return failed(ref, 'not-paid');
    if (given + amount.amount > charge.amount) return failed(ref, 'more-than-paid');
    const status = charge.behaviour === 'refund-fails' ? 'failed' : 'done';
    await tx
      .insertInto('refund')
      .values({ key, ref, payment: paymentRef, amount: amount.amount, status })
      .execute();
    return status === 'done' ? { status, ref } : failed(ref, 'card-closed');
  });
}

const failed = (ref: string, reason: string): RefundState => ({ status: 'failed', ref, reason });

function toState({ ref, status, behaviour, amount, currency }: ChargeRow): PaymentState {
  switch (status) {
    case 'paid':
      return { status: 'paid', ref, amount: { amount, currency } };
    case 'held':
      return { status: 'authorised', ref, amount: { amount, currency } };
    case 'confirm':
      return { status: 'action', ref, action: { kind: 'confirm', prompt: 'bank' } };
    case 'void':
      return { status: 'voided', ref };
    case 'declined':
      return {
        status: 'failed',
        ref,
        reason: behaviour === 'funds' ? 'insufficient-funds' : 'card-declined',
      };
  }
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
