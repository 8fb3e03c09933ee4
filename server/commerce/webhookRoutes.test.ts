import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, signIn } from '../testing/api.ts';
import { databaseEnv, onEachEngine } from '../testing/engines.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { FAKE_KEYS, openStripeFake, type StripeFake } from '../testing/stripeFake.ts';

const { publishableKey } = FAKE_KEYS;
onEachEngine((_, engine) => {
  let fake: StripeFake;
  let house: TestHouse;
  beforeAll(async () => {
    fake = await openStripeFake({ now: Date.now });
    house = await openTestHouse({
      ...(await databaseEnv(engine)),
      STRIPE_SECRET_KEY: FAKE_KEYS.secretKey,
      STRIPE_PUBLISHABLE_KEY: publishableKey,
      STRIPE_WEBHOOK_SECRET: FAKE_KEYS.webhookSecret,
      STRIPE_API_BASE: fake.url,
      STRIPE_SCRIPT: fake.script,
    });
  });
  afterAll(async () => {
    await house.end();
    await fake.close();
  });
  const address = () => `${house.url}/api/payments/stripe/webhook`;

  /** Says how much will come, and answers what is said to that. */
  const announce = (bytes: number) =>
    new Promise<number | undefined>((done, fail) => {
      const asked = request(
        address(),
        { method: 'POST', headers: { 'content-length': bytes } },
        (response) => {
          done(response.statusCode);
          asked.destroy();
        },
      );
      asked.on('error', fail).flushHeaders();
    });

  test('[ST13] a browser learns which provider takes payments; with Stripe the test cards are closed', async () => {
    expect((await ask(house, 'GET', '/api/payments')).body).toEqual({
      ...{ provider: 'stripe', publishableKey, script: fake.script },
    });
    const card = { number: '4242424242424242', expiry: '12/34', cvc: '123' };
    expect((await ask(house, 'POST', '/api/test-payments/tokens', { body: card })).status).toBe(404);
  });

  test('[ST13] pages may load Stripe’s script and talk to it, and nothing else more', async () => {
    const policy = (await fetch(house.url)).headers.get('content-security-policy') ?? '';
    const rule = (name: string) => policy.split('; ').find((one) => one.startsWith(`${name} `)) ?? '';
    expect(rule('script-src')).toBe(`script-src 'self' 'wasm-unsafe-eval' ${fake.url}`);
    expect(rule('connect-src')).toContain(fake.url);
    expect(rule('frame-src')).toContain('https://hooks.stripe.com');
  });

  test('[ST8] over the line: a signed event is taken, again it is known, a forged one is refused and written down', async () => {
    const intent = fake.store.create({ amount: 900, currency: 'eur' });
    const event = fake.events.at(-1)!;
    expect([intent.status, await fake.send(address(), event)]).toEqual(['requires_payment_method', 200]);
    expect(await fake.send(address(), event)).toBe(200);
    expect(await fake.send(address(), event, { secret: 'whsec_other' })).toBe(403);
    expect(await fake.send(address(), event, { atMs: Date.now() - 400_000 })).toBe(403);
    expect(await fake.send(address(), event, { atMs: Date.now() + 3_600_000 })).toBe(403);
    for (const odd of [{}, null, [], { ...event, id: undefined }, { ...event, data: { object: null } }])
      expect([odd, await fake.send(address(), odd as never)]).toEqual([odd, 400]);
    expect(await fake.send(`${house.url}/api/payments/nobody/webhook`, event)).toBe(404);
    const big = { ...structuredClone(event), id: 'evt_big' };
    big.data.object.description = 'x'.repeat(200 * 1024);
    expect([await announce(257 * 1024), await fake.send(address(), big)]).toEqual([413, 200]);
    fake.trouble(/payment_intents/, 'fails');
    expect(await fake.send(address(), { ...event, id: 'evt_later' })).toBe(500);
    expect(await fake.send(address(), { ...event, id: 'evt_later' })).toBe(200);
    const { body } = await (await signIn(house, 'owner')).call('GET', '/api/desk/health');
    expect(body.attempts.length).toBeGreaterThanOrEqual(3);
    const whats = body.attempts.map(({ what }: { what: string }) => what).join();
    expect(whats).toContain('forged or late');
  });
});
