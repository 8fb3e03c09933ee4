import { type RequestOptions, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REFUSALS } from '../../shared/wire/refusal.ts';
import { ask, signIn } from '../testing/api.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ PUBLIC_URL: 'https://showroom.example' });
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

const FOREIGN = 'https://evil.example';
const OWN = 'https://showroom.example';
const get = (path: string, headers?: Record<string, string>) => ask(house, 'GET', path, { headers });

/** A request as a program may make it, with a path and headers that `fetch` would correct; answers the status. */
function raw(path: string, options: RequestOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: house.port, path, ...options }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}
const upgrade = (path: string, headers: Record<string, string>) =>
  raw(path, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
  });

test('[HT1] a page of another origin may use neither the interface, nor match making, nor a socket', async () => {
  for (const origin of [FOREIGN, 'null', 'http://showroom.example', `${OWN}.evil.example`]) {
    expect(await get('/api/products', { origin })).toMatchObject({
      status: 403,
      body: { code: 'not-allowed' },
    });
    const join = await ask(house, 'POST', '/matchmake/joinOrCreate/showroom-atelier', {
      body: {},
      headers: { origin },
    });
    expect(join).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    expect(await upgrade('/x/y', { origin })).toBe(403);
  }
});

test('[HT1] the public address, the very host that is asked, and programs without an origin may', async () => {
  const host = `127.0.0.1:${house.port}`;
  for (const headers of [{ origin: OWN }, { origin: `http://${host}` }, {}] as Record<string, string>[]) {
    expect((await get('/api/products', headers)).status).toBe(200);
    expect(await upgrade('/x/y', headers)).toBe(101);
  }
});

test('[HT2] no answer ever allows a foreign origin, whoever asks', async () => {
  const paths = [
    '/api/products',
    '/api/session',
    '/matchmake/joinOrCreate/showroom-atelier',
    '/',
    '/healthz',
  ];
  for (const path of paths)
    for (const method of ['GET', 'POST', 'OPTIONS'])
      for (const origin of [FOREIGN, OWN]) {
        const { headers } = await ask(house, method, path, {
          headers: { origin, 'access-control-request-method': 'POST' },
        });
        expect([null, OWN]).toContain(headers.get('access-control-allow-origin'));
      }
});

test('[HT3] pages come with a policy that lets in only our own scripts, and can not be framed', async () => {
  for (const path of ['/', '/studio', '/console', '/api/products']) {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toContain('max-age');
  }
});

/** A body without a length, in pieces. */
const inPieces = (pieces: string[]): RequestInit =>
  ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(Buffer.from(piece));
        controller.close();
      },
    }),
    duplex: 'half',
  }) as RequestInit;

test('[HT4] a body that is too large is refused, said beforehand or sent in pieces', async () => {
  const large = 'x'.repeat(70_000);
  const refused = { status: 413, body: { code: 'too-large' } };
  expect(await ask(house, 'POST', '/api/session', { body: { key: large } })).toMatchObject(refused);
  const answer = await fetch(`${house.url}/api/session`, inPieces(Array(8).fill('x'.repeat(10_000))));
  expect(answer.status).toBe(413);
});

test('[HT4] a body in pieces is as good as one in one, and a request without any is no fault of ours', async () => {
  const look = `${house.url}/api/invitations/look`;
  const answer = await fetch(look, inPieces(['{"sec', 'ret":', '7}']));
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'bad-input' }]);
  expect((await fetch(look, inPieces(['{"secret":"', 'x'.repeat(20), '"}']))).status).toBe(410);
  for (const method of ['DELETE', 'OPTIONS', 'POST', 'PUT', 'PATCH'])
    expect((await ask(house, method, '/api/cart')).status).toBe(404);
});

test.each(['{', 'null', '[]', '"text"', '', '{"secret":7}'])(
  '[HT5] the body %j is bad-input',
  async (body) => {
    const answer = await ask(house, 'POST', '/api/invitations/look', { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad-input' } });
  },
);

test('[HT6] what is not there is 404: with its code under /api, plainly elsewhere', async () => {
  expect(await get('/api/nothing')).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(await ask(house, 'DELETE', '/api/cart')).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect((await get('/nothing')).status).toBe(404);
});

test('[HT6] no path leads out of what is served', async () => {
  const paths = [
    '/assets/../package.json',
    '/assets/..%2fpackage.json',
    '/assets/%2e%2e/package.json',
    '/assets/..%5cpackage.json',
    '/assets//etc/passwd',
    '/scenes/../server/main.ts',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/%00',
    '/%E0%A4%A',
    '/.env',
  ];
  for (const path of paths) expect([path, [400, 403, 404].includes(await raw(path))]).toEqual([path, true]);
});

test('[HT7] a request that is none is refused, and the house goes on', async () => {
  expect(await raw('//', { headers: { host: 'a b' } })).toBeGreaterThanOrEqual(400);
  expect((await get('/healthz')).status).toBe(200);
});

test('[HT8] one person gets so many answers a second, then too-many, then answers again; others behind their address are served', async () => {
  const { token } = await signIn(house);
  const ask = () => fetch(`${house.url}/api/products`, { headers: { authorization: `Bearer ${token}` } });
  const own = await Promise.all(Array.from({ length: 600 }, ask));
  const refused = own.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(50);
  expect(await refused[0]!.json()).toEqual({ code: 'too-many' });
  await Promise.all(own.map((response) => (response.bodyUsed ? undefined : response.arrayBuffer())));
  expect((await get('/api/products')).status).toBe(200);
  house.clock.advance(1000);
  expect((await ask()).status).toBe(200);
});

test('[HT9] it says that it lives, that it is ready and why, and how it is', async () => {
  expect(await get('/healthz')).toMatchObject({ status: 200, body: { ok: true } });
  expect((await get('/readyz')).body).toEqual({ ok: true, checks: { database: true, media: true } });
  const { body } = await get('/metrics');
  for (const name of [
    'vitrine_rooms',
    'vitrine_people',
    'vitrine_media_workers 1',
    'nodejs_eventloop_lag_seconds',
  ])
    expect(body).toContain(name);
});

test('[HT10] what wants a session, or a role, says so', async () => {
  const visitor = await signIn(house);
  const host = await signIn(house, 'host');
  const orders = '/api/console/orders';
  expect(await get('/api/cart')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  for (const person of [visitor, host])
    expect(await person.call('GET', orders)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  for (const role of ['owner', 'desk'] as const)
    expect((await (await signIn(house, role)).call('GET', orders)).status).toBe(200);
});

test('[HT10] answers of the interface are never kept by a cache', async () => {
  expect((await get('/api/products')).headers.get('cache-control')).toBe('no-store');
});

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('deer', '', '\u0000', '%', '../x'),
);
const value = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.jsonValue());
const someBody = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(
    fc.constantFrom(
      'key',
      'quantity',
      'number',
      'expiry',
      'cvc',
      'accepted',
      'product',
      'name',
      'email',
      'address',
      '__proto__',
    ),
    value,
  ),
  fc.record({
    name: text,
    email: fc.emailAddress(),
    address: fc.record({
      street: text,
      postcode: text,
      city: text,
      country: fc.constantFrom('DE', 'de', 'XX'),
    }),
    paymentToken: text,
    expectedTotal: fc.oneof(fc.integer(), fc.constant(Number.MAX_SAFE_INTEGER)),
  }),
);

test('[HT11] no body, to whatever route that takes one, is ever our fault: no answer is 500', {
  timeout: 60_000,
}, async () => {
  const owner = await signIn(house, 'owner');
  const document = (await get('/api/openapi.json')).body;
  const routes = Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method === 'post' || method === 'put')
      .map((method) => [method.toUpperCase(), path] as const),
  );
  expect(routes.length).toBeGreaterThanOrEqual(6);
  for (const [method, path] of routes)
    await fc.assert(
      fc.asyncProperty(someBody, text, async (body, part) => {
        const to = path.replace(/\{\w+\}/g, encodeURIComponent(part.toWellFormed()) || 'x');
        const key = { 'idempotency-key': `fuzz-${Math.abs(part.length)}-key` };
        const answer = await owner.call(method, to, body, key);
        expect(answer.status, JSON.stringify([method, to, body, answer.body])).toBeLessThan(500);
        if (answer.status >= 400) expect(REFUSALS).toContain(answer.body.code);
      }),
      // The library behind these reads their bodies by one schema each; ours are tried longer.
      { numRuns: path.startsWith('/api/auth/') ? 8 : 60 },
    );
});
