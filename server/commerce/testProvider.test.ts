import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { standingClock } from '../testing/house.ts';
import { CARDS } from '../testing/shop.ts';
import type { Charge } from './payment.ts';
import { type Bench, providerContract } from './provider.contract.ts';
import { openTestProvider, TEST_CARDS, type TestProvider } from './testProvider.ts';

describe('the test provider', () => providerContract('the test provider', openBench));

const clock = standingClock(Date.UTC(2030, 5, 15));
const total = { amount: 100, currency: 'EUR' };
const card = { number: CARDS.paid, expiry: '12/34', cvc: '123' };
let provider: TestProvider;
beforeAll(async () => {
  provider = await openTestProvider(':memory:', clock);
});
afterAll(() => provider.close());

test('[PY1] a card number is good when its check digit is; spaces and dashes do not matter', async () => {
  for (const number of ['4242 4242 4242 4242', '4242-4242-4242-4242', '5555555555554444', '378282246310005'])
    expect((await provider.tokenise({ ...card, number })).token).toMatch(/^tok_/);
  for (const number of [
    '4242424242424241',
    '4242',
    '',
    'x'.repeat(16),
    '42424242424242424242',
    '４２４２４２４２４２４２４２４２',
  ])
    await expect(provider.tokenise({ ...card, number })).rejects.toMatchObject({ code: 'bad-input' });
});

test('[PY1] a card is good to the end of its month', async () => {
  for (const expiry of ['06/30', '06 / 30', '12/99'])
    expect((await provider.tokenise({ ...card, expiry })).token).toBeTruthy();
  for (const expiry of ['05/30', '13/34', '00/34', '1/34', '12/2034', 'soon', ''])
    await expect(provider.tokenise({ ...card, expiry })).rejects.toMatchObject({ code: 'bad-input' });
});

test('[PY1] a security code has three or four digits', async () => {
  for (const cvc of ['12', '12345', 'abc', ''])
    await expect(provider.tokenise({ ...card, cvc })).rejects.toMatchObject({ code: 'bad-input' });
});

/** What is asked of the provider under a key. */
const charge = (key: string, token: string, money = total): Charge => ({
  ...{ key, token, total: money, order: 'V-1', email: 'ada@example.com', language: 'en' },
});

test('[PY2] the cards of the form do what the form says, each number passes its check', async () => {
  const statuses: Record<string, string> = {};
  for (const [number, behaviour] of Object.entries(TEST_CARDS)) {
    const { token } = await provider.tokenise({ ...card, number });
    const state = await provider.start(charge(number, token)).catch(() => ({ status: 'unreachable' }));
    statuses[behaviour] = state.status;
  }
  expect(statuses).toEqual({
    paid: 'paid',
    declined: 'failed',
    funds: 'failed',
    confirm: 'action',
    hold: 'authorised',
    'refund-fails': 'paid',
    unreachable: 'unreachable',
  });
});

test('[PY3] a key is charged once, whatever is asked later; an unknown token never', async () => {
  const { token } = await provider.tokenise(card);
  const other = await provider.tokenise({ ...card, number: CARDS.declined });
  const [first, second] = await Promise.all([
    provider.start(charge('once', token)),
    provider.start(charge('once', other.token, { amount: 999, currency: 'EUR' })),
  ]);
  expect(second).toEqual(first);
  expect((await provider.paidCharges()).filter(({ key }) => key === 'once')).toEqual([
    { key: 'once', ...total },
  ]);
  await expect(provider.start(charge('new', 'tok_x'))).rejects.toMatchObject({ code: 'bad-input' });
  expect(await provider.find(charge('new', token), null)).toBeUndefined();
});

test('[PY4] voiding ends what waits or is held, leaves what is paid, and stops what never came', async () => {
  for (const [key, number] of [
    ['waits', CARDS.confirm],
    ['held', CARDS.hold],
  ] as const) {
    const { token } = await provider.tokenise({ ...card, number });
    const { ref } = await provider.start(charge(key, token));
    expect((await provider.void(charge(key, token), ref)).status).toBe('voided');
    expect((await provider.confirm(ref, true)).status).toBe('voided');
    expect((await provider.capture(key, ref)).status).toBe('voided');
  }
  const paid = await provider.tokenise(card);
  await provider.start(charge('done', paid.token));
  expect((await provider.void(charge('done', paid.token), null)).status).toBe('paid');
  expect((await provider.void(charge('never', paid.token), null)).status).toBe('voided');
  expect((await provider.start(charge('never', paid.token))).status).toBe('voided');
  await expect(provider.confirm('pay_x', true)).rejects.toMatchObject({ code: 'not-found' });
});

test('[PY6] money goes back once per key, never more than came, and not to a card that is closed', async () => {
  const { token } = await provider.tokenise(card);
  const { ref } = await provider.start(charge('bought', token));
  const back = (key: string, amount: number, paymentRef = ref) =>
    provider.refund({ key, paymentRef, amount: { amount, currency: 'EUR' } });
  const first = await back('r1', 60);
  expect([first.status, await back('r1', 60)]).toEqual(['done', first]);
  expect((await back('r2', 41)).status).toBe('failed');
  expect((await back('r3', 40)).status).toBe('done');
  expect((await provider.refunds()).map(({ amount }) => amount)).toEqual([60, 40]);
  const closed = await provider.tokenise({ ...card, number: CARDS['refund-fails'] });
  const other = await provider.start(charge('closed', closed.token));
  expect(await back('r4', 1, other.ref)).toMatchObject({ status: 'failed', reason: 'card-closed' });
});

test('[PY5] it remembers when it is opened again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-payments-'));
  try {
    const first = await openTestProvider(folder, clock);
    const { token } = await first.tokenise(card);
    const paid = await first.start(charge('kept', token));
    await first.close();
    const second = await openTestProvider(folder, clock);
    expect(await second.find(charge('kept', token), null)).toEqual(paid);
    await second.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

async function openBench(): Promise<Bench> {
  const own = await openTestProvider(':memory:', clock);
  return {
    provider: own,
    token: async (behaviour) => (await own.tokenise({ ...card, number: CARDS[behaviour] })).token,
    finish: async (_, state) => (state.status === 'action' ? own.confirm(state.ref, true) : state),
    close: own.close,
  };
}
