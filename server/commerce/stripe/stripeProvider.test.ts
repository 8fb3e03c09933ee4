import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minorDigits } from '../../../shared/model/money.ts';
import type { Log } from '../../log.ts';
import { openLog } from '../../log.ts';
import { standingClock } from '../../testing/house.ts';
import { FAKE_KEYS, openStripeFake, type StripeFake } from '../../testing/stripeFake.ts';
import type { Charge, PaymentProvider } from '../payment.ts';
import { type Bench, providerContract } from '../provider.contract.ts';
import { openStripeProvider, type StripeParts } from './stripeProvider.ts';
import { fromStripe, toStripe } from './units.ts';

const clock = standingClock();
const partsOf = (fake: StripeFake, more: Partial<StripeParts> = {}): StripeParts => ({
  ...{ ...FAKE_KEYS, apiBase: fake.url, script: fake.script, capture: 'automatic', clock },
  ...{ log: openLog('silent'), ...more },
});

async function openBench(): Promise<Bench> {
  const own = await openStripeFake(clock);
  const provider = openStripeProvider(partsOf(own));
  return {
    provider,
    token: async () => '',
    async finish(charge, { ref }) {
      own.store.confirm(ref, 'pm_card_visa');
      return (await provider.find(charge, ref))!;
    },
    close: own.close,
  };
}
describe('Stripe', () => providerContract('Stripe', openBench));

let fake: StripeFake;
let provider: PaymentProvider;
beforeEach(async () => {
  fake = await openStripeFake(clock);
  provider = openStripeProvider(partsOf(fake));
});
afterEach(() => fake.close());

const charge = (more: Partial<Charge> = {}): Charge => ({
  ...{ key: 'payment-1', total: { amount: 4900, currency: 'EUR' }, token: '', order: 'V-7' },
  ...{ email: 'ada@example.com', language: 'en', ...more },
});

test('[ST2] amounts travel in the units that Stripe counts in', () => {
  const cases: [number, string, number][] = [
    [1234, 'EUR', 1234],
    [500, 'JPY', 500],
    [5120, 'KWD', 5120],
    [5 * 10 ** minorDigits('ISK'), 'ISK', 500],
    [5 * 10 ** minorDigits('UGX'), 'UGX', 500],
    [5 * 10 ** minorDigits('MGA'), 'MGA', 5],
    [150_000, 'IDR', 150_000],
    [9 * 10 ** minorDigits('HUF'), 'HUF', 900],
  ];
  for (const [amount, currency, theirs] of cases) {
    expect([currency, toStripe({ amount, currency })]).toEqual([
      currency,
      { amount: theirs, currency: currency.toLowerCase() },
    ]);
    expect(fromStripe(theirs, currency.toLowerCase())).toEqual({ amount, currency });
  }
  expect(toStripe({ amount: 5124, currency: 'KWD' })).toBeUndefined();
});

test('[ST2] an amount that Stripe can not take fails, and can be given up', async () => {
  for (const total of [
    { amount: 5124, currency: 'KWD' },
    { amount: 1, currency: 'EUR' },
  ]) {
    const asked = charge({ key: total.currency, total });
    expect(await provider.start(asked)).toMatchObject({ status: 'failed' });
    expect((await provider.void(asked, null)).status).toBe('voided');
  }
});

test('[ST3] an intent carries amount, order, mail and key, and shows the buyer what the element needs', async () => {
  const { ref, ...state } = await provider.start(charge());
  const intent = fake.store.intent(ref);
  expect(intent).toMatchObject({
    ...{ amount: 4900, currency: 'eur', capture_method: 'automatic', receipt_email: 'ada@example.com' },
    metadata: { payment: 'payment-1', order: 'V-7' },
  });
  const { publishableKey } = FAKE_KEYS;
  const action = {
    kind: 'stripe',
    clientSecret: intent.client_secret,
    publishableKey,
    script: fake.script,
  };
  expect(state).toEqual({ status: 'action', action });
});

test('[ST3] each status of an intent is a state of the payment; a declined one may be tried again', async () => {
  const asked = charge();
  const { ref } = await provider.start(asked);
  const status = async () => (await provider.find(asked, ref))!.status;
  expect(() => fake.store.confirm(ref, 'pm_card_chargeDeclined')).toThrow();
  expect(await status()).toBe('action');
  fake.store.confirm(ref, 'pm_card_authenticationRequired');
  expect(await status()).toBe('action');
  fake.store.authenticate(ref, false);
  expect(await status()).toBe('action');
  fake.store.confirm(ref, 'pm_usBankAccount');
  expect(await provider.find(asked, ref)).toMatchObject({ status: 'action', action: null });
  expect([await status(), (await provider.void(asked, ref)).status]).toEqual(['action', 'action']);
  fake.store.clear(ref, true);
  expect(await status()).toBe('paid');
  expect(await provider.find(asked, 'pi_unknown')).toBeUndefined();
});

test('[ST3] money that is held is taken once, or let go', async () => {
  const manual = openStripeProvider(partsOf(fake, { capture: 'manual' }));
  const held = async (key: string) => {
    const { ref } = await manual.start(charge({ key }));
    fake.store.confirm(ref, 'pm_card_visa');
    expect((await manual.find(charge({ key }), ref))?.status).toBe('authorised');
    return ref;
  };
  const ref = await held('taken');
  const taken = await Promise.all([manual.capture('taken', ref), manual.capture('taken', ref)]);
  expect(taken).toEqual(Array(2).fill({ status: 'paid', ref, amount: { amount: 4900, currency: 'EUR' } }));
  const other = await held('let go');
  expect((await manual.void(charge({ key: 'let go' }), other)).status).toBe('voided');
  expect((await manual.capture('let go', other)).status).toBe('voided');
});

test('[ST4] a key used for something else, a busy and a broken Stripe are errors, not a payment that failed', async () => {
  await provider.start(charge());
  await expect(provider.start(charge({ email: 'bo@example.com' }))).rejects.toMatchObject({
    type: 'StripeIdempotencyError',
  });
  for (const how of ['fails', 'fails-after'] as const) {
    fake.trouble(/payment_intents/, how);
    await expect(provider.start(charge({ key: how }))).rejects.toMatchObject({ type: 'StripeAPIError' });
    expect((await provider.start(charge({ key: how }))).status).toBe('action');
  }
  expect([...fake.store.intents.values()]).toHaveLength(3);
  fake.trouble(/payment_intents/, 'busy');
  await expect(provider.start(charge({ key: 'busy' }))).rejects.toMatchObject({
    type: 'StripeRateLimitError',
  });
});

test('[ST4] an answer that is lost on the way is asked for again, and counts once', async () => {
  fake.trouble(/payment_intents/, 'lost');
  expect((await provider.start(charge())).status).toBe('action');
  expect(fake.store.intents.size).toBe(1);
});

test('[ST4] a key that Stripe does not take is said once, in words', async () => {
  const lines: string[] = [];
  const log = {
    ...openLog('silent'),
    error: (_: unknown, text: string) => lines.push(text),
  } as unknown as Log;
  const wrong = openStripeProvider(partsOf(fake, { secretKey: 'sk_test_other', log }));
  for (const key of ['a', 'b'])
    await expect(wrong.start(charge({ key }))).rejects.toMatchObject({ type: 'StripeAuthenticationError' });
  expect(lines).toEqual([expect.stringContaining('STRIPE_SECRET_KEY')]);
});

test('[ST4] a refund that waits for days is not made again when Stripe has forgotten its key', async () => {
  const { ref } = await provider.start(charge());
  fake.store.confirm(ref, 'pm_card_pendingRefund');
  const order = { key: 'refund-1', paymentRef: ref, amount: { amount: 1900, currency: 'EUR' } };
  const first = await provider.refund(order);
  expect(first.status).toBe('started');
  fake.forgetKeys();
  expect(await provider.refund(order)).toEqual(first);
  fake.store.settleRefund(first.ref, 'failed');
  for (const known of [null, first.ref])
    expect(await provider.refund({ ...order, ref: known })).toMatchObject({
      ...{ status: 'failed', reason: 'expired_or_canceled_card' },
    });
  expect(fake.store.refunds.size).toBe(1);
});

test('[ST5] a notice counts with a fresh signature of our secret, and says how things stand now', async () => {
  const { ref } = await provider.start(charge());
  const [created] = fake.events;
  fake.store.confirm(ref, 'pm_card_visa');
  const { body, signature } = fake.sign(created!);
  const read = (text = body, sign: string | undefined = signature) => provider.read!(text, sign);
  expect(read()).toMatchObject({ id: created!.id, type: 'payment_intent.created' });
  expect(await read().truth()).toMatchObject({ key: 'payment-1', state: { status: 'paid' } });
  const old = fake.sign(created!, { atMs: clock.now() - 301_000 });
  const stranger = fake.sign(created!, { secret: 'whsec_other' });
  const refused: [string, string | undefined][] = [
    [body.replace('4900', '1'), signature],
    [body, ''],
    [body, 'nonsense'],
    [old.body, old.signature],
    [stranger.body, stranger.signature],
  ];
  for (const [text, sign] of refused)
    expect(() => read(text, sign)).toThrow(expect.objectContaining({ code: 'not-allowed' }));
  const nearly = fake.sign(created!, { atMs: clock.now() - 299_000 });
  expect(read(nearly.body, nearly.signature).id).toBe(created!.id);
});

test('[ST5] a notice of what is not ours, or of what Stripe has no more, is about nothing', async () => {
  const foreign = fake.store.create({ amount: 900, currency: 'eur' });
  fake.store.confirm(foreign.id, 'pm_card_visa');
  const of = async (id: string) => (await (await provider.recall!(id))!.truth()).about;
  for (const { id } of fake.events) expect(await of(id)).toBe('nothing');
  fake.store.intents.clear();
  for (const { id } of fake.events) expect(await of(id)).toBe('nothing');
  expect(await provider.recall!('evt_unknown')).toBeUndefined();
});
