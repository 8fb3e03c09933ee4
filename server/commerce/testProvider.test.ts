import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { standingClock } from '../testing/house.ts';
import { CARDS } from '../testing/shop.ts';
import { openTestProvider, TEST_CARDS, type TestProvider } from './testProvider.ts';

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

test('[PY2] the cards of the form do what the form says, each number passes its check', async () => {
  expect(Object.values(CARDS).map((number) => TEST_CARDS[number])).toEqual(['paid', 'declined', 'confirm']);
  for (const [number, outcome] of Object.entries(TEST_CARDS)) {
    const { token } = await provider.tokenise({ ...card, number });
    expect((await provider.charge({ key: number, total, token })).outcome).toBe(outcome);
  }
});

test('[PY3] a key is charged once, whatever is asked later; an unknown token never', async () => {
  const { token } = await provider.tokenise(card);
  const other = await provider.tokenise({ ...card, number: CARDS.declined });
  const [first, second] = await Promise.all([
    provider.charge({ key: 'once', total, token }),
    provider.charge({ key: 'once', total: { amount: 999, currency: 'EUR' }, token: other.token }),
  ]);
  expect(second).toEqual(first);
  expect((await provider.paidCharges()).filter(({ key }) => key === 'once')).toEqual([
    { key: 'once', ...total },
  ]);
  await expect(provider.charge({ key: 'new', total, token: 'tok_x' })).rejects.toMatchObject({
    code: 'bad-input',
  });
  expect(await provider.find('new')).toBeUndefined();
});

test('[PY4] voiding ends what waits, leaves what is paid, and stops what never came', async () => {
  const { token } = await provider.tokenise({ ...card, number: CARDS.confirm });
  const { ref } = await provider.charge({ key: 'waits', total, token });
  expect(await provider.void('waits')).toBeUndefined();
  expect((await provider.confirm(ref, true)).outcome).toBe('declined');
  const paid = await provider.tokenise(card);
  await provider.charge({ key: 'done', total, token: paid.token });
  expect((await provider.void('done'))?.outcome).toBe('paid');
  expect(await provider.void('never')).toBeUndefined();
  expect((await provider.charge({ key: 'never', total, token: paid.token })).outcome).toBe('declined');
  await expect(provider.confirm('pay_x', true)).rejects.toMatchObject({ code: 'not-found' });
});

test('[PY5] it remembers when it is opened again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-payments-'));
  try {
    const first = await openTestProvider(folder, clock);
    const { token } = await first.tokenise(card);
    const paid = await first.charge({ key: 'kept', total, token });
    await first.close();
    const second = await openTestProvider(folder, clock);
    expect(await second.find('kept')).toEqual(paid);
    await second.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
