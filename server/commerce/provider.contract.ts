import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Charge, PaymentProvider, PaymentState } from './payment.ts';

/** A provider under test, with a buyer who does their part. */
export type Bench = {
  provider: PaymentProvider;
  /** What stands for a card that is good, or that waits for its buyer. */
  token(card: 'paid' | 'confirm'): Promise<string>;
  /** The buyer does what a payment waits for; answers it as it stands then. */
  finish(charge: Charge, state: PaymentState): Promise<PaymentState>;
  close(): Promise<void>;
};

const total = { amount: 12_900, currency: 'EUR' };

/** What every payment provider promises, whatever it is made of. */
export function providerContract(name: string, open: () => Promise<Bench>): void {
  let bench: Bench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.close());
  const charge = async (card: 'paid' | 'confirm' = 'paid'): Promise<Charge> => ({
    ...{ key: randomUUID(), total, token: await bench.token(card), order: 'V-1' },
    ...{ email: 'ada@example.com', language: 'en' },
  });
  const pay = async (asked: Charge) => bench.finish(asked, await bench.provider.start(asked));

  test(`[ST1] ${name}: a payment is started once per key, and found by its key or its reference`, async () => {
    const asked = await charge('confirm');
    const [first, second] = await Promise.all([bench.provider.start(asked), bench.provider.start(asked)]);
    expect([first.status, second]).toEqual(['action', first]);
    expect(await bench.provider.find(asked, first.ref)).toEqual(first);
    expect(await bench.provider.find(asked, null)).toEqual(first);
    expect((await bench.provider.start(await charge('confirm'))).ref).not.toBe(first.ref);
  });

  test(`[ST1] ${name}: what a buyer paid is told with its amount, also to who asks by the key`, async () => {
    const asked = await charge();
    const paid = await pay(asked);
    expect(paid).toEqual({ status: 'paid', ref: paid.ref, amount: total });
    for (const ref of [paid.ref, null]) expect(await bench.provider.find(asked, ref)).toEqual(paid);
    expect(await bench.provider.start(asked)).toEqual(paid);
  });

  test(`[ST1] ${name}: voiding ends what waits or never came, for good, and leaves what is paid`, async () => {
    const waits = await charge('confirm');
    const { ref } = await bench.provider.start(waits);
    const never = await charge('confirm');
    for (const [asked, known] of [
      [waits, ref],
      [waits, null],
      [never, null],
    ] as const)
      expect((await bench.provider.void(asked, known)).status).toBe('voided');
    for (const asked of [waits, never]) expect((await bench.provider.start(asked)).status).toBe('voided');
    const asked = await charge();
    const paid = await pay(asked);
    for (const known of [paid.ref, null]) expect(await bench.provider.void(asked, known)).toEqual(paid);
  });

  test(`[ST1] ${name}: money goes back once per key, in parts, and never more than came`, async () => {
    const { ref } = await pay(await charge());
    const key = randomUUID();
    const back = (under: string, amount: number) =>
      bench.provider.refund({ key: under, paymentRef: ref, amount: { ...total, amount } });
    const [first, again] = await Promise.all([back(key, 9000), back(key, 9000)]);
    expect([first.status, again]).toEqual(['done', first]);
    expect((await back(randomUUID(), 3901)).status).toBe('failed');
    expect((await back(randomUUID(), 3900)).status).toBe('done');
    expect((await back(randomUUID(), 1)).status).toBe('failed');
  });
}
